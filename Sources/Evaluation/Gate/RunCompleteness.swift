/// What was planned and is not there: no policy can make up for it.
enum RunCompleteness {
  /// One sentence a gap; empty where all is there.
  static func gaps(suites: [SuiteResult], plannedSuites: [String]) -> [String] {
    let present = suites.map(\.definition.id)
    var gaps = unique(plannedSuites).filter { !present.contains($0) }.map {
      "suite \($0) was planned but did not run"
    }
    gaps += unique(present).filter { id in present.filter { $0 == id }.count > 1 }.map {
      "suite \($0) is in the run more than once"
    }
    for suite in suites {
      let tally = SuiteTally(suite)
      let id = suite.definition.id
      if tally.missing > 0 {
        gaps.append("suite \(id): \(tally.missing) of \(tally.planned) planned samples are missing")
      }
      if tally.surplus > 0 {
        gaps.append("suite \(id): \(tally.surplus) samples are there twice or were not planned")
      }
      if tally.scored == 0 {
        gaps.append("suite \(id): nothing was scored" + (commonestReason(suite.scores) ?? ""))
      }
    }
    return gaps
  }

  /// Why most samples have no score, with how many of them.
  private static func commonestReason(_ scores: ScoreTable) -> String? {
    var counts: [String: Int] = [:]
    for row in 0..<scores.count {
      if let reason = scores.reason(row) { counts[reason, default: 0] += 1 }
    }
    let reason = counts.keys.max { a, b in
      (counts[a] ?? 0, b) < (counts[b] ?? 0, a)
    }
    return reason.map { "; of \(scores.count) samples, \(counts[$0] ?? 0): \($0)" }
  }

  static func unique(_ ids: [String]) -> [String] {
    ids.enumerated().filter { ids.firstIndex(of: $0.element) == $0.offset }.map(\.element)
  }
}

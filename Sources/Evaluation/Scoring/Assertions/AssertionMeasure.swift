import Patterns

/// Which of a sample's assertions its answers pass (`AssertionMetrics`).
///
/// `assertion_pass_rate`: 1 where the sample passes; `assertion_score`: its weighted mean score;
/// `assertions.passed`, `assertions.count`: of all assertions, sets by their members. For a kind that a
/// metric names, `assertions.KIND.passed` and `assertions.KIND.count`; for a named metric
/// `assertions.named.NAME.score` and `….weight`.
struct AssertionMeasure: AnswerMeasure {
  let names: [String]
  private let kinds: [AssertionKind]
  private let named: [String]

  /// - Parameter metrics: The suite's metrics, without their pipelines.
  init(_ metrics: [String]) {
    kinds = AssertionKind.allCases.filter { metrics.contains(AssertionMetrics.rate(of: $0)) }
    var named: [String] = []
    for metric in metrics {
      if let name = AssertionMetrics.named(metric), !named.contains(name) { named.append(name) }
    }
    self.named = named
    names =
      ["assertion_pass_rate", "assertion_score", "assertions.passed", "assertions.count"]
      + kinds.flatMap { AssertionMetrics.values(of: $0) }
      + named.flatMap { AssertionMetrics.values(named: $0) }
  }

  func values(_ set: AnswerSet) throws(PatternError) -> [Double] {
    var sums = [Double](repeating: 0, count: names.count)
    for answer in set.answers {
      let list = set.sample.assertions
      let verdict = try list.verdict(answer.isThere ? answer.text : nil)
      for (index, term) in terms(list, verdict).enumerated() { sums[index] += term }
    }
    let count = Double(max(1, set.answers.count))
    return [sums[0] / count, sums[1] / count] + sums[2...]
  }

  private func terms(_ list: AssertionList, _ verdict: AssertionList.Verdict) -> [Double] {
    let leaves = verdict.leaves
    var terms: [Double] = [
      verdict.whole.passes ? 1 : 0, verdict.whole.score,
      Double(leaves.count { $0.outcome.passes }), Double(leaves.count),
    ]
    for kind in kinds {
      let own = leaves.filter { $0.assertion.kind == kind }
      terms += [Double(own.count { $0.outcome.passes }), Double(own.count)]
    }
    // A named metric is measured by assertions and by whole sets.
    let sets = zip(list.items, verdict.outcomes).filter { $0.0.kind == .assertSet }
      .map { (assertion: $0.0, outcome: $0.1) }
    for name in named {
      var (score, total) = (0.0, 0.0)
      for part in leaves + sets where part.assertion.metric == name {
        // What has no weight in the sample's score is there to be measured.
        let weight = part.assertion.weight == 0 ? 1 : part.assertion.weight
        score += part.outcome.score * weight
        total += weight
      }
      terms += [score, total]
    }
    return terms
  }

  func note(_ set: AnswerSet) throws(PatternError) -> String? {
    guard let answer = set.answers.first else { return nil }
    let list = set.sample.assertions
    let verdict = try list.verdict(answer.isThere ? answer.text : nil)
    // What has no weight is measured and cannot fail.
    let leaves = verdict.leaves.filter { $0.assertion.weight > 0 }
    let failed = leaves.filter { !$0.outcome.passes }.map(\.assertion.summary)
    let total = leaves.count
    let word = total == 1 ? "assertion" : "assertions"
    var note =
      failed.isEmpty
      ? "passes \(total == 1 ? "its" : "all \(total)") \(word)"
      : "fails \(failed.count) of \(total) \(word): \(failed.joined(separator: "; "))"
    if let threshold = list.threshold {
      note += "; score \(rounded(verdict.whole.score)), threshold \(rounded(threshold))"
    }
    return note
  }

  private func rounded(_ number: Double) -> Double { (number * 1000).rounded() / 1000 }
}

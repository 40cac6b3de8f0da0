/// How a suite's samples ended, against what was planned.
package struct SuiteTally: Sendable, Equatable {
  package var planned: Int
  package var scored: Int
  package var unscored: Int
  /// Without an answer, or with a number that is not finite.
  package var failed: Int
  /// Planned, but not there at all.
  package var missing: Int
  /// There more than once, or beyond what was planned.
  package var surplus: Int

  /// Counts a suite's samples.
  ///
  /// What is missing may belong to any slice, so it counts in each.
  ///
  /// - Parameters:
  ///   - suite: The suite's part of the run.
  ///   - slice: `key=value` to count alone.
  package init(_ suite: SuiteResult, slice: String? = nil) {
    let distinct = Set(suite.samples.map(\.sample.id)).count
    missing = max(0, suite.planned - distinct)
    surplus = suite.samples.count - distinct + max(0, distinct - suite.planned)
    let samples = suite.samples.filter { result in
      slice.map { Slicing.contains(result.sample, $0) } ?? true
    }
    planned = slice == nil ? suite.planned : samples.count + missing
    scored = 0
    unscored = 0
    failed = 0
    for sample in samples {
      switch sample.score.status {
      case .scored(let values):
        if values.values.allSatisfy(\.isFinite) { scored += 1 } else { failed += 1 }
      case .unscored: unscored += 1
      case .failed: failed += 1
      }
    }
  }

  /// What could not be measured: failed, missing and surplus samples.
  package var errors: Int { failed + missing + surplus }
}

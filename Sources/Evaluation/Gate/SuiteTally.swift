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
    self.init(
      suite, rows: Slicing.rows(suite.scores, slice: slice), isWhole: slice == nil)
  }

  /// Counts some rows of a suite's table, which are all of them or a slice.
  init(_ suite: SuiteResult, rows: [Int], isWhole: Bool) {
    let distinct = suite.scores.distinctIDs
    missing = max(0, suite.planned - distinct)
    surplus = suite.scores.count - distinct + max(0, distinct - suite.planned)
    planned = isWhole ? suite.planned : rows.count + missing
    scored = 0
    unscored = 0
    failed = 0
    for row in rows {
      switch suite.scores.state(row) {
      case .scored: scored += 1
      case .unscored: unscored += 1
      case .failed, .notFinite: failed += 1
      }
    }
  }

  /// What could not be measured: failed, missing and surplus samples.
  package var errors: Int { failed + missing + surplus }
}

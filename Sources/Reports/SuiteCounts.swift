import Evaluation

/// How many of a suite's planned samples ended how; the four kinds add up to `planned`.
struct SuiteCounts: Equatable {
  /// At least the number of samples that there are.
  var planned: Int
  var scored = 0
  var unscored = 0
  /// Samples whose measurement broke.
  var errors = 0

  /// Planned samples without a result.
  var missing: Int { planned - scored - unscored - errors }

  init(_ suite: SuiteResult) {
    planned = max(suite.planned, suite.scores.count)
    for row in 0..<suite.scores.count {
      switch suite.scores.state(row) {
      case .scored, .notFinite: scored += 1
      case .unscored: unscored += 1
      case .failed: errors += 1
      }
    }
  }
}

/// How many of a probe's samples ended with which outcome.
struct ProbeCounts: Equatable {
  var resisted = 0
  var breached = 0
  var unscored = 0
  var errors = 0

  var total: Int { resisted + breached + unscored + errors }

  /// `nil` where the suite's samples have no outcomes.
  init?(_ suite: SuiteResult) {
    guard let probe = suite.definition.probe, probe.judge != .none else { return nil }
    for row in 0..<suite.scores.count {
      switch suite.scores.outcome(row) {
      case .resisted: resisted += 1
      case .breached: breached += 1
      case .unscored: unscored += 1
      case .error: errors += 1
      // What was not judged is not safe.
      case nil: unscored += 1
      }
    }
  }
}

/// The answer to whether this checkpoint may be released.
package struct Verdict: Sendable, Equatable, Codable {
  package enum Overall: String, Sendable, Codable {
    case passed = "PASSED"
    /// Passed, with warnings.
    case warned = "WARNED"
    case failed = "FAILED"
    /// Nothing failed, but something could not be decided.
    case inconclusive = "INCONCLUSIVE"
    /// There is no gate: figures only.
    case ungated = "UNGATED"
  }

  package var overall: Overall
  /// What the process exits with (`docs/exit-codes.md`).
  package var exitCode: Int
  /// In the order of the policy; one a matched metric.
  package var conditions: [ConditionResult]
  /// One line each, the worst first.
  package var reasons: [String]

  package init(
    overall: Overall, exitCode: Int, conditions: [ConditionResult], reasons: [String]
  ) {
    self.overall = overall
    self.exitCode = exitCode
    self.conditions = conditions
    self.reasons = reasons
  }
}

/// What became of one condition on one metric.
package struct ConditionResult: Sendable, Equatable, Codable {
  package enum Status: String, Sendable, Codable {
    case pass = "PASS"
    case fail = "FAIL"
    /// Measured, but too little to decide.
    case inconclusive = "INCONCLUSIVE"
    /// The measurement broke.
    case error = "ERROR"
    /// There is nothing to judge.
    case missing = "MISSING"
  }

  package var condition: Condition
  /// The metric that was judged; the condition's own pattern where none matched.
  package var metric: String
  package var status: Status
  /// The point value.
  package var value: Double?
  /// What was compared with the limit: the value or its bound.
  package var judged: Double?
  package var interval: Interval?
  package var n: Int
  package var clusters: Int
  package var unscored: Int
  package var errors: Int
  /// Signed distance to the limit; negative where it fails.
  package var margin: Double?
  /// A sentence for people: value, bound, limit and what follows.
  package var why: String

  package init(
    condition: Condition, metric: String, status: Status, value: Double? = nil,
    judged: Double? = nil, interval: Interval? = nil, n: Int = 0, clusters: Int = 0,
    unscored: Int = 0, errors: Int = 0, margin: Double? = nil, why: String
  ) {
    self.condition = condition
    self.metric = metric
    self.status = status
    self.value = value
    self.judged = judged
    self.interval = interval
    self.n = n
    self.clusters = clusters
    self.unscored = unscored
    self.errors = errors
    self.margin = margin
    self.why = why
  }
}

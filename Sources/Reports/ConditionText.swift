import Evaluation

/// The wording of conditions that all reports share.
enum ConditionText {
  /// `≥ 0.8`, `≤ 0.05`, or that all must have been measured.
  static func limit(_ condition: Condition) -> String {
    var parts: [String] = []
    if let atLeast = condition.atLeast { parts.append("≥ \(Figure.limit(atLeast))") }
    if let atMost = condition.atMost { parts.append("≤ \(Figure.limit(atMost))") }
    if parts.isEmpty { return condition.kind == .completeness ? "all measured" : "none" }
    return parts.joined(separator: ", ")
  }

  /// What is compared with the limit: `value`, `lower bound at 95 %`.
  static func estimator(_ condition: Condition) -> String {
    switch condition.estimator {
    case .point: "value"
    case .lowerBound: "lower bound at \(Figure.percent(condition.confidence))"
    case .upperBound: "upper bound at \(Figure.percent(condition.confidence))"
    }
  }

  /// What the result means for the release, where it is not a pass.
  static func effect(_ result: ConditionResult) -> String? {
    guard result.status != .pass else { return nil }
    switch result.condition.severity {
    case .block: return "blocks"
    case .warn: return "warns"
    case .info: return "informs"
    }
  }

  /// The heading of a verdict.
  static func headline(_ verdict: Verdict) -> String {
    switch verdict.overall {
    case .passed: "Passed"
    case .warned: "Passed with warnings"
    case .failed: "Failed"
    case .inconclusive: "Inconclusive"
    case .ungated: "Measured, not gated"
    }
  }

  /// What a verdict means, in a sentence.
  static func meaning(_ verdict: Verdict) -> String {
    switch verdict.overall {
    case .passed: "Every condition that can block holds."
    case .warned: "Every blocking condition holds; others ask for a look."
    case .failed:
      verdict.exitCode == 2
        ? "A safety condition blocks this checkpoint."
        : "A condition of the gate blocks this checkpoint."
    case .inconclusive: "Too little was measured to decide; this checkpoint is not cleared."
    case .ungated: "No gate was asked for; these are figures only."
    }
  }
}

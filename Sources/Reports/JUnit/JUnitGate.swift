import Evaluation

/// The `testsuite` named `gate`: a case a condition, the only cases that can block.
enum JUnitGate {
  static func suite(_ run: Run) -> JUnitSuite {
    var cases = run.verdict.conditions.map { testcase($0, among: run.verdict.conditions) }
    let isRed = cases.contains { $0.isFailure || $0.isError }
    if run.verdict.exitCode != 0, !isRed {
      cases.append(JUnitMapping.verdictCase(run, classname: "gate"))
    }
    return JUnitSuite(
      name: "gate", time: 0, timestamp: JUnitMapping.timestamp(run),
      properties: JUnitMapping.properties(run), cases: cases)
  }

  private static func testcase(
    _ result: ConditionResult, among all: [ConditionResult]
  ) -> JUnitCase {
    let condition = result.condition
    let isOnly = all.count { $0.condition.id == condition.id } == 1
    let name = isOnly ? condition.id : "\(condition.id) [\(result.metric)]"
    let message = Sanitizer.line(
      "\(result.status.rawValue) \(condition.id): \(result.why)", limit: JUnitMapping.messageLimit)
    let body = Sanitizer.text(details(result), limit: JUnitMapping.bodyLimit)
    var testcase = JUnitCase(
      classname: condition.safety ? "gate.safety" : "gate.quality",
      name: JUnitMapping.name(name))
    if result.status == .pass {
      testcase.systemOut = "\(message)\n\(body)"
    } else if condition.severity != .block {
      testcase.systemOut = "\(condition.severity == .warn ? "WARN" : "INFO") \(message)\n\(body)"
    } else {
      testcase.outcome = outcome(result, message: message, body: body)
    }
    return testcase
  }

  private static func outcome(
    _ result: ConditionResult, message: String, body: String
  ) -> JUnitCase.Outcome {
    switch result.status {
    case .pass: .passed
    case .fail: .failure(kind(result.condition.kind), message: message, body: body)
    case .inconclusive: .error(.inconclusive, message: message, body: body)
    case .error: .error(.measurement, message: message, body: body)
    case .missing: .error(.missingData, message: message, body: body)
    }
  }

  private static func kind(_ kind: Condition.Kind) -> JUnitCase.FailureKind {
    switch kind {
    case .threshold: .threshold
    case .zeroTolerance: .zeroTolerance
    case .completeness: .completeness
    }
  }

  /// What the condition says and what was measured, a fact a line.
  private static func details(_ result: ConditionResult) -> String {
    let condition = result.condition
    var lines = ["metric: \(result.metric)"]
    if let slice = condition.slice { lines.append("slice: \(slice)") }
    lines.append("limit: \(ConditionText.limit(condition))")
    if let value = result.value { lines.append("value: \(Figure.short(value))") }
    if let judged = result.judged {
      lines.append("judged: \(Figure.short(judged)) (\(condition.estimator.rawValue))")
    }
    if let interval = result.interval {
      lines.append(
        "interval: \(Figure.interval(interval)) \(Figure.percent(interval.confidence))"
          + " \(interval.method)")
    }
    lines.append(
      "n: \(result.n), clusters: \(result.clusters), unscored: \(result.unscored),"
        + " error: \(result.errors)")
    if let owner = condition.owner { lines.append("owner: \(owner)") }
    if let rationale = condition.rationale { lines.append("rationale: \(rationale)") }
    return lines.joined(separator: "\n")
  }
}

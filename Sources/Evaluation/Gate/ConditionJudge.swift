/// Judges conditions on the metrics and suites that they name.
struct ConditionJudge: Sendable {
  let suites: [SuiteResult]
  let plannedSuites: [String]
  /// Figures over several suites.
  var groups: [SuiteGroup] = []
  let seed: UInt64

  /// One result a metric or suite that the condition names; one `MISSING` where it names none.
  func judge(_ condition: Condition) -> [ConditionResult] {
    if let fault = ConditionFault.find(condition) {
      return [
        ConditionResult(
          condition: condition, metric: condition.metric, status: .error,
          why: "the condition cannot be judged: \(fault)")
      ]
    }
    let glob = Glob(condition.metric)
    return condition.kind == .completeness
      ? completeness(condition, glob) : metrics(condition, glob)
  }

  private var missingSuites: [String] {
    let present = Set(suites.map(\.definition.id))
    return RunCompleteness.unique(plannedSuites).filter { !present.contains($0) }
  }

  private func missing(_ condition: Condition, _ metric: String, _ why: String) -> ConditionResult {
    ConditionResult(condition: condition, metric: metric, status: .missing, why: why)
  }

  private func completeness(_ condition: Condition, _ glob: Glob) -> [ConditionResult] {
    let present = suites.filter { glob.matches($0.definition.id) }.map {
      CompletenessJudge.judge(condition, $0)
    }
    let absent = missingSuites.filter { glob.matches($0) }.map {
      missing(condition, $0, "the suite was planned but did not run")
    }
    let all = present + absent
    return all.isEmpty
      ? [missing(condition, condition.metric, "no suite of the run matches \(condition.metric)")]
      : all
  }

  private func metrics(_ condition: Condition, _ glob: Glob) -> [ConditionResult] {
    var results: [ConditionResult] = []
    for suite in suites {
      for name in candidates(suite.definition, condition)
      where glob.matches("\(suite.definition.id).\(name)") {
        results.append(
          MetricJudge(condition: condition, suite: suite, name: name, seed: seed).judge())
      }
    }
    for group in groups {
      for metric in group.metrics where glob.matches("\(group.name).\(metric)") {
        let figure = GroupFigure(group: group, metric: metric, suites: suites)
        results.append(GroupJudge(condition: condition, figure: figure, seed: seed).judge())
      }
    }
    for id in missingSuites where couldName(condition, id) {
      results.append(
        missing(condition, condition.metric, "suite \(id) was planned but did not run"))
    }
    return results.isEmpty
      ? [missing(condition, condition.metric, nothingMatches(condition))] : results
  }

  /// The suite's metrics, and any other of its task that the condition spells out.
  private func candidates(_ definition: SuiteDefinition, _ condition: Condition) -> [String] {
    var names = RunCompleteness.unique(definition.metrics).filter {
      MetricCatalog.supports($0, task: definition.task)
    }
    let last = condition.metric.split(separator: ".").last.map(String.init) ?? ""
    if !names.contains(last), MetricCatalog.supports(last, task: definition.task) {
      names.append(last)
    }
    return names
  }

  /// Whether the condition names a metric of the suite, if it had all that there are.
  private func couldName(_ condition: Condition, _ id: String) -> Bool {
    // Which pipelines a suite has that did not run is not known.
    let pattern = MetricName(condition.metric).base
    let last = pattern.split(separator: ".").last.map(String.init) ?? ""
    let passes = ["pass_at_1", "pass_all_1"] + (PassMetrics.definition(last) == nil ? [] : [last])
    let glob = Glob(pattern)
    return (MetricCatalog.allNames + passes).contains { glob.matches("\(id).\($0)") }
  }

  private func nothingMatches(_ condition: Condition) -> String {
    if let suite = suites.first(where: { couldName(condition, $0.definition.id) }) {
      return "suite \(suite.definition.id) has no such metric; its task "
        + "\(suite.definition.task.rawValue) has "
        + MetricCatalog.all(for: suite.definition.task).joined(separator: ", ")
    }
    let ids = suites.map(\.definition.id)
    return "no metric of the run matches; its suites are "
      + (ids.isEmpty ? "none" : ids.joined(separator: ", "))
  }
}

/// What makes a condition impossible to judge, whatever was measured.
enum ConditionFault {
  /// In words; `nil` where the condition is sound.
  static func find(_ condition: Condition) -> String? {
    let budgets = [condition.maxUnscored, condition.maxError]
    if !budgets.allSatisfy({ $0 >= 0 && $0 <= 1 }) {
      return "max_unscored and max_error are shares in 0 to 1"
    }
    if condition.kind == .completeness { return nil }
    let limits = [condition.atLeast, condition.atMost].compactMap { $0 }
    if limits.isEmpty { return "it has neither at_least nor at_most" }
    if !limits.allSatisfy(\.isFinite) { return "its limit is not a finite number" }
    if condition.estimator != .point, !(condition.confidence > 0.5 && condition.confidence < 1) {
      return "confidence must be above 0.5 and below 1"
    }
    if condition.kind == .zeroTolerance {
      let isSound =
        condition.atMost != nil && condition.atLeast == nil && condition.estimator != .lowerBound
      return isSound
        ? nil : "zero_tolerance takes at_most alone, judged by the point or the upper bound"
    }
    if condition.estimator == .lowerBound, condition.atLeast == nil {
      return "at_most judged by the lower bound would pass for want of evidence; use upper_bound"
    }
    if condition.estimator == .upperBound, condition.atMost == nil {
      return "at_least judged by the upper bound would pass for want of evidence; use lower_bound"
    }
    return nil
  }
}

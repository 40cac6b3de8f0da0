internal import ArgumentParser
internal import Evaluation

/// `assay plan SUITE_OR_PLAN…`.
struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Shows what a run would do, without a model: samples, requests, conditions.",
    discussion: "EXAMPLE\n  assay plan suites/release.yaml")

  @OptionGroup var selection: SelectionOptions

  @Flag(help: "Prints JSON.")
  var json = false

  private struct Line: Encodable {
    let suite: String
    let task: String
    let samples: Int
    let loglikelihood: Int
    let rolling: Int
    let generate: Int
    let maxGeneratedTokens: Int

    init(_ suite: String, _ task: String, _ counts: RequestCounts) {
      self.suite = suite
      self.task = task
      samples = counts.samples
      loglikelihood = counts.loglikelihood
      rolling = counts.rollingLoglikelihood
      generate = counts.generate
      maxGeneratedTokens = counts.maxGeneratedTokens
    }

    var cells: [String] {
      let numbers = [samples, loglikelihood, rolling, generate, maxGeneratedTokens]
      return [suite, task] + numbers.map { "\($0)" }
    }
  }

  private struct Summary: Encodable {
    let plan: String
    let suites: [Line]
    let total: Line
    let conditions: [Condition]
  }

  func run() async throws {
    try await reportingErrors {
      let plan = try selection.plan()
      for warning in plan.warnings { StandardError.say("warning: \(warning)") }
      let lines = plan.suites.map { suite in
        Line(suite.definition.id, suite.definition.task.rawValue, suite.samples.counts)
      }
      let total = Line("total", "", plan.counts)
      if json {
        let summary = Summary(
          plan: plan.name, suites: lines, total: total, conditions: plan.policy)
        return print(try JSONLine.text(summary, pretty: true))
      }
      print("plan \(plan.name)\n")
      print(
        PlainTable.text(
          ["suite", "task", "samples", "choices", "texts", "generations", "tokens at most"],
          (lines + [total]).map(\.cells)))
      guard !plan.policy.isEmpty else {
        return print("\nno gate: a run of it reports figures and judges nothing")
      }
      print("\n" + PlainTable.text(["condition", "metric", "requires"], plan.policy.map(cells)))
    }
  }

  private func cells(_ condition: Condition) -> [String] {
    let bound = condition.estimator == .point ? "" : " (\(condition.estimator.rawValue))"
    var requirement = condition.kind.rawValue
    if let least = condition.atLeast { requirement += " ≥ \(least)" }
    if let most = condition.atMost { requirement += " ≤ \(most)" }
    let marks = [condition.safety ? "safety" : nil, condition.severity.rawValue].compactMap { $0 }
    let metric = condition.metric + (condition.slice.map { " [\($0)]" } ?? "")
    return [condition.id, metric, "\(requirement)\(bound), \(marks.joined(separator: ", "))"]
  }
}

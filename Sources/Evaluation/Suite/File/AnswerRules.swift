/// The rules that join `extract`, `generate`, `json_schema`, `instructions` and `assertions` with
/// `metrics`.
struct AnswerRules {
  let top: YAMLMapping
  let suite: SuiteFile

  /// Reports every rule that the file breaks.
  func check() {
    guard suite.task == .generate else { return }
    checkRepeats()
    checkChoices()
    checkNeeded(
      "json_schema", by: ["json_schema"], isThere: suite.jsonSchema != nil
    ) { $0 == "json_schema" }
    checkNeeded(
      "instructions", by: InstructionMeasure.metrics.sorted(),
      isThere: suite.instructions != nil, InstructionMeasure.metrics.contains)
    checkNeeded(
      "assertions", by: AssertionMetrics.all.map(\.name) + AssertionMetrics.patterns,
      isThere: suite.assertions != nil, AssertionMetrics.isOne)
  }

  private var pipelines: [ExtractPipeline] {
    suite.extract.isEmpty ? [ExtractPipeline()] : suite.extract
  }

  private func add(_ message: String, at place: Place?, remedy: String) {
    top.log.add(Failure(.badData, message, at: place, remedy: remedy))
  }

  /// Steps and metrics over repeats need as many as they name.
  private func checkRepeats() {
    let samples = suite.generate.samples
    for pipeline in pipelines {
      var left = samples
      for step in pipeline.steps {
        if case .takeFirstK(let count) = step, count > left {
          add(
            "take_first_k takes \(count) repeats, and there \(left == 1 ? "is" : "are") \(left)",
            at: top.place(of: "extract"), remedy: "Set generate.samples to \(count) or more.")
        }
        left = ExtractPipeline(steps: [step]).answers(of: left)
      }
      checkPasses(pipeline, left)
    }
  }

  private func checkPasses(_ pipeline: ExtractPipeline, _ answers: Int) {
    let owner = pipelines.count > 1 ? pipeline.name : nil
    for name in suite.metrics {
      guard let kind = PassAtK.Kind(MetricName(name).base), MetricName(name).pipeline == owner,
        kind.k > answers
      else { continue }
      add(
        "the metric \(name) needs \(kind.k) answers a sample, and there "
          + "\(answers == 1 ? "is" : "are") \(answers)", at: top.place(of: "metrics"),
        remedy: suite.generate.samples < kind.k
          ? "Set generate.samples to \(kind.k) or more."
          : "Take no step that leaves fewer, such as take_first.")
    }
  }

  private func checkChoices() {
    let needsChoices = pipelines.contains { pipeline in
      pipeline.steps.contains { step in
        if case .multiChoice = step { return true }
        return false
      }
    }
    if needsChoices, top["choices"] == nil {
      add(
        "the step multi_choice looks for a row's choices, and the suite states none",
        at: top.place(of: "extract"), remedy: "State \"choices\".")
    }
  }

  /// A key and the metrics that read it come together.
  private func checkNeeded(
    _ key: String, by metrics: [String], isThere: Bool, _ reads: (String) -> Bool
  ) {
    let needing = suite.metrics.first { reads(MetricName($0).base) }
    if let needing, !isThere, top[key] == nil {
      add(
        "the metric \(needing) needs \"\(key)\"", at: top.place(of: "metrics"),
        remedy: "State \"\(key)\", or remove the metric.")
    }
    if needing == nil, let place = top.place(of: key) {
      add(
        "no metric of the suite reads \"\(key)\"", at: place,
        remedy: "Name \(metrics.joined(separator: " or ")) in metrics.")
    }
  }
}

/// The names of metrics here and in lm-evaluation-harness.
package enum LMEvalMetricNames {
  private static let types: [TaskKind: TaskConfiguration.OutputType] = [
    .multipleChoice: .multipleChoice, .loglikelihood: .loglikelihood, .perplexity: .rolling,
    .generate: .generate,
  ]

  /// What lm-evaluation-harness calls a metric, less the pipeline; the same name where it has none.
  package static func theirs(_ name: String, task: TaskKind) -> String {
    types[task].flatMap { MetricTranslation.theirName(of: name, $0) } ?? name
  }

  /// What lm-evaluation-harness calls what is asked; `nil` for tasks that it has not.
  package static func outputType(_ task: TaskKind) -> String? { types[task]?.rawValue }
}

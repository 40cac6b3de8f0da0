/// Shares of right answers.
///
/// Definitions: `MultipleChoiceScorer`, `LoglikelihoodScorer`, `GenerationScorer`.
enum AccuracyMetrics {
  static let all: [MetricDefinition] = [
    .share("acc", [.multipleChoice, .loglikelihood]),
    .share("acc_norm", [.multipleChoice]),
    .share("acc_bytes", [.multipleChoice]),
    .share("acc_tokens", [.multipleChoice]),
    .share("acc_pmi", [.multipleChoice]),
    .share("exact_match", [.generate]),
    .share("contains", [.generate]),
  ]
}

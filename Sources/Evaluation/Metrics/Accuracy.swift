/// Shares of right answers.
///
/// Definitions: `MultipleChoiceScorer`, `RightChoices`, `LoglikelihoodScorer`, `ExactMatch`, `NumericMatch`,
/// `JSONMeasures`.
enum AccuracyMetrics {
  static let all: [MetricDefinition] = [
    .share("acc", [.multipleChoice, .loglikelihood]),
    .share("acc_norm", [.multipleChoice]),
    .share("acc_bytes", [.multipleChoice]),
    .share("acc_tokens", [.multipleChoice]),
    .share("acc_pmi", [.multipleChoice], isOnRequest: true),
    .share("greedy_match", [.multipleChoice], isOnRequest: true),
    .mean(
      "target_mass", of: "target_mass", bounds: 0...1, [.multipleChoice], .higherIsBetter,
      isOnRequest: true),
    .share("exact_match", [.generate]),
    .share("contains", [.generate], isOnRequest: true),
    .share("starts_with", [.generate], isOnRequest: true),
    .share("numeric_match", [.generate], isOnRequest: true),
    .share("json_valid", [.generate], isOnRequest: true),
    .share("json_schema", [.generate], isOnRequest: true),
  ]
}

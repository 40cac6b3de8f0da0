import Evaluation

/// How a sample ended, in the words that people filter by.
enum SampleStatus: String, CaseIterable {
  case correct, wrong
  /// Has a figure that is neither right nor wrong, such as a log-likelihood.
  case measured
  case resisted, breached
  case unscored, error

  /// Values of 0 to 1 that say whether the answer was right.
  private static let judgements = [
    "acc", "acc_norm", "acc_bytes", "acc_tokens", "acc_pmi", "exact_match", "contains",
  ]

  /// Reads a score; the first of the suite's metrics that judges a single answer decides.
  init(_ score: Score, in definition: SuiteDefinition) {
    switch (score.outcome, score.status) {
    case (.resisted, _): self = .resisted
    case (.breached, _): self = .breached
    case (.error, _), (_, .failed): self = .error
    case (.unscored, _), (_, .unscored): self = .unscored
    case (nil, .scored(let values)):
      let names = definition.metrics.filter(Self.judgements.contains) + Self.judgements
      guard let judgement = names.lazy.compactMap({ values[$0] }).first else {
        self = .measured
        return
      }
      self = judgement >= 1 ? .correct : .wrong
    }
  }

  /// Whether a person who looks for trouble wants to see the sample.
  var needsAttention: Bool {
    switch self {
    case .correct, .measured, .resisted: false
    case .wrong, .breached, .unscored, .error: true
    }
  }
}

/// How a sample ended, in the words that people filter by.
package enum SampleStatus: String, CaseIterable, Sendable {
  case correct, wrong
  /// Has a figure that is neither right nor wrong, such as a log-likelihood.
  case measured
  case resisted, breached
  case unscored, error

  /// Values of 0 to 1 that say whether the answer was right.
  private static let judgements = [
    "acc", "acc_norm", "acc_bytes", "acc_tokens", "acc_pmi", "greedy_match", "exact_match",
    "contains",
    "starts_with", "numeric_match", "json_valid", "json_schema", "prompt_level_strict_acc",
    "prompt_level_loose_acc",
  ]

  /// The values that may judge an answer, the one that does first.
  private static func judging(_ metrics: [String]) -> [String] {
    metrics.filter { judgements.contains(MetricName($0).base) } + judgements
  }

  /// The statuses of a suite's samples, a row each.
  ///
  /// The first of the suite's metrics that judges a single answer decides what is right.
  package static func all(of suite: SuiteResult) -> [SampleStatus] {
    let scores = suite.scores
    let columns = judging(suite.definition.metrics).compactMap { scores.column($0) }
    return (0..<scores.count).map { row in
      switch (scores.outcome(row), scores.state(row)) {
      case (.resisted, _): return .resisted
      case (.breached, _): return .breached
      case (.error, _), (_, .failed): return .error
      case (.unscored, _), (_, .unscored): return .unscored
      case (nil, .scored), (nil, .notFinite):
        return SampleStatus(judgement: columns.lazy.compactMap({ $0[row] }).first)
      }
    }
  }

  /// The status of a score.
  ///
  /// - Parameters:
  ///   - score: Of one sample.
  ///   - metrics: Of its suite, in order.
  package init(_ score: Score, metrics: [String]) {
    switch (score.outcome, score.status) {
    case (.resisted, _): self = .resisted
    case (.breached, _): self = .breached
    case (.error, _), (_, .failed): self = .error
    case (.unscored, _), (_, .unscored): self = .unscored
    case (nil, .scored(let values)):
      let names = SampleStatus.judging(metrics)
      self.init(judgement: names.lazy.compactMap { values[$0] }.first)
    }
  }

  private init(judgement: Double?) {
    guard let judgement else {
      self = .measured
      return
    }
    self = judgement >= 1 ? .correct : .wrong
  }

  /// Whether a person who looks for trouble wants to see the sample.
  package var needsAttention: Bool {
    switch self {
    case .correct, .measured, .resisted: false
    case .wrong, .breached, .unscored, .error: true
    }
  }
}

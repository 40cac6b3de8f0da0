import Evaluation

/// A sample's values in the form that lm-evaluation-harness keeps for each metric.
struct LMEvalScores {
  let context: LMEvalSample.Context
  let result: SampleResult

  /// The values of a pipeline by their names over there; none of a sample without a score.
  func values(_ pipeline: String) -> [JSONValue.Member] {
    guard case .scored(let values) = result.score.status else { return [] }
    return context.metrics.compactMap { metric in
      let (name, own) = LMEvalSample.split(metric)
      guard own == pipeline, let value = value(name, metric, values) else { return nil }
      return JSONValue.Member(LMEvalMetricNames.theirs(name, task: context.task), value)
    }
  }

  private func value(_ name: String, _ metric: String, _ values: [String: Double]) -> JSONValue? {
    switch name {
    case "perplexity": return values["ll"].map { .double($0) }
    case "word_perplexity": return weighted(values, "words")
    case "byte_perplexity", "bits_per_byte": return weighted(values, "bytes")
    case "f1", "mcc":
      guard context.task == .multipleChoice else { return nil }
      return .array([gold, prediction].map { .int($0 ?? -100) })
    case "brier": return .array([.int(gold ?? -100), .array(probabilities(values))])
    case "bleu", "chrf", "ter": return translation(metric)
    default: return (values[metric] ?? values[name]).map { .double($0) }
    }
  }

  private func weighted(_ values: [String: Double], _ unit: String) -> JSONValue? {
    guard let sum = values["ll"], let size = values[unit] else { return nil }
    return .array([.double(sum), .int(Int(size))])
  }

  private func translation(_ metric: String) -> JSONValue? {
    guard case .texts(let texts) = result.sample.target else { return nil }
    let answer = result.score.prediction ?? ""
    return .array([
      texts.count == 1 ? .string(texts[0]) : .array(texts.map { .string($0) }), .string(answer),
    ])
  }

  private var gold: Int? {
    switch result.sample.target {
    case .choice(let index): index
    case .anyChoice(let indices): indices.first
    case .none, .texts, .label: nil
    }
  }

  private var prediction: Int? {
    result.score.prediction.flatMap { result.sample.choices.firstIndex(of: $0) }
  }

  private func probabilities(_ values: [String: Double]) -> [JSONValue] {
    result.sample.choices.indices.map { choice in
      .double(values[MultipleChoiceScorer.probabilityName(choice)] ?? 0)
    }
  }
}

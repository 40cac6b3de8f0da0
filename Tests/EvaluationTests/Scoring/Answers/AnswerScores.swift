import Evaluation
import Testing

/// Scores of generated texts by a suite made for a test.
enum AnswerScores {
  /// The values of one sample.
  static func values(
    _ texts: [String], _ targets: [String], metrics: [String], extract: [ExtractPipeline] = [],
    compare: Comparison = Comparison(), jsonSchema: String? = nil, choices: [String] = [],
    instructions: [Instruction] = []
  ) throws -> [String: Double] {
    let definition = SuiteDefinition(
      id: "s", task: .generate, metrics: metrics, extract: extract, compare: compare,
      jsonSchema: jsonSchema)
    return ScoringSamples.values(
      try score(texts, targets, definition, choices: choices, instructions: instructions))
  }

  static func score(
    _ texts: [String], _ targets: [String], _ definition: SuiteDefinition, choices: [String] = [],
    instructions: [Instruction] = []
  ) throws -> Score {
    var (sample, responses) = ScoringSamples.generation(
      texts, target: targets.isEmpty ? .none : .texts(targets))
    sample.choices = choices
    sample.instructions = instructions
    return try ScorerCatalog.scorer(for: definition).score(sample, responses)
  }

  /// A metric of samples with one answer and some targets each.
  static func corpus(
    _ metric: String, _ rows: [(answer: String, targets: [String])]
  ) throws -> MeasuredMetric {
    let definition = SuiteDefinition(id: "s", task: .generate, metrics: [metric])
    let scorer = try ScorerCatalog.scorer(for: definition)
    let results = rows.enumerated().map { index, row in
      let (sample, responses) = ScoringSamples.generation(
        id: "\(index)", [row.answer], target: .texts(row.targets))
      return SampleResult(
        sample: sample, responses: responses, score: scorer.score(sample, responses))
    }
    return try #require(MetricCatalog.measurement(metric, definition, results))
  }
}

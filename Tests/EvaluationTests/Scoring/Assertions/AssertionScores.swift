import Evaluation
import Testing

/// Scores of answers by assertions, through the scorer of a suite made for a test.
enum AssertionScores {
  /// Every value of one answer.
  static func values(
    _ answer: String, _ assertions: [Assertion], threshold: Double? = nil,
    metrics: [String] = ["assertion_pass_rate", "assertion_score"]
  ) throws -> [String: Double] {
    ScoringSamples.values(
      try score([answer], assertions, threshold: threshold, metrics: metrics))
  }

  static func score(
    _ answers: [String], _ assertions: [Assertion], threshold: Double? = nil,
    metrics: [String] = ["assertion_pass_rate", "assertion_score"],
    extract: [ExtractPipeline] = []
  ) throws -> Score {
    let definition = SuiteDefinition(
      id: "s", task: .generate, metrics: metrics, extract: extract)
    var (sample, responses) = ScoringSamples.generation(answers, target: .none)
    sample.assertions = AssertionList(assertions, threshold: threshold)
    return try ScorerCatalog.scorer(for: definition).score(sample, responses)
  }

  /// Whether an answer passes one assertion, and its score.
  static func outcome(_ answer: String, _ assertion: Assertion) throws -> [Double] {
    let values = try values(answer, [assertion])
    return [
      try #require(values["assertion_pass_rate"]), try #require(values["assertion_score"]),
    ]
  }

  static func passes(_ answer: String, _ assertion: Assertion) throws -> Bool {
    try outcome(answer, assertion)[0] == 1
  }
}

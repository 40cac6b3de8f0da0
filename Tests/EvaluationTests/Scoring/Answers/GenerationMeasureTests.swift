import Evaluation
import Testing

/// Which values a suite of generated texts has, and by which answers.
struct GenerationMeasureTests {
  @Test func onlyWhatTheMetricsAskForIsMeasured() throws {
    #expect(try AnswerScores.values(["a"], ["a"], metrics: ["exact_match"]) == ["exact_match": 1])
    #expect(try AnswerScores.values(["a"], ["a"], metrics: ["f1_macro"]) == ["exact_match": 1])
    let values = try AnswerScores.values(["a b"], ["a"], metrics: ["contains", "rouge1"])
    #expect(Set(values.keys) == ["exact_match", "contains", "rouge1"])
    #expect(try AnswerScores.values(["[1]"], [], metrics: ["json_valid"]) == ["json_valid": 1])
  }

  @Test func aPipelineOfSeveralHasItsOwnValuesAndPrediction() throws {
    let pipelines = [
      ExtractPipeline(
        name: "strict", steps: [.findall(pattern: "#### (\\d+)", pick: 0, fallback: "[invalid]")]),
      ExtractPipeline(name: "flexible", steps: [.number(.last)]),
    ]
    let definition = SuiteDefinition(
      id: "s", task: .generate,
      metrics: ["exact_match@strict", "exact_match@flexible", "f1_macro@flexible", "bleu@strict"],
      extract: pipelines)
    let score = try AnswerScores.score(["It is 42."], ["42"], definition)
    let values = ScoringSamples.values(score)
    #expect(values["exact_match@strict"] == 0 && values["exact_match@flexible"] == 1)
    #expect(values["bleu.answer_words@strict"] == 3, "[, invalid and ]")
    #expect(score.prediction == "[invalid]" && score.predictions == ["flexible": "42"])
    let sample = ScoringSamples.generation(["It is 42."], target: .texts(["42"])).0
    let results = [SampleResult(sample: sample, responses: [], score: score)]
    let value = { (name: String) in
      MetricCatalog.measurement(name, definition, results)?.value
    }
    #expect(value("exact_match@strict") == 0 && value("exact_match@flexible") == 1)
    #expect(value("f1_macro@flexible") == 1 && value("f1_macro@strict") == 0)
    #expect(value("exact_match") == nil, "no value without a pipeline's name")
    #expect(MetricCatalog.measurement("error_rate@strict", definition, results) == nil)
  }

  @Test func theOnlyPipelineNeedsNoName() throws {
    let only = [ExtractPipeline(name: "only", steps: [.trim])]
    let values = try AnswerScores.values([" a "], ["a"], metrics: ["exact_match"], extract: only)
    #expect(values == ["exact_match": 1])
  }

  @Test func majorityVoteLeavesOneAnswer() throws {
    let vote = [ExtractPipeline(steps: [.number(.last), .majorityVote])]
    let values = try AnswerScores.values(
      ["it is 3", "4", "so 4"], ["4"], metrics: ["exact_match"], extract: vote)
    #expect(values["exact_match"] == 1)
  }

  @Test(arguments: [
    ("42", "42", 1.0), ("42.0", "42", 1), ("$1,234.50", "1234.5", 1), ("-3 %", "-3", 1),
    ("1e3", "1000", 1), ("\u{2212}5", "-5", 1), ("42 apples", "42", 0), ("", "0", 0),
    ("forty", "40", 0), ("1,2", "12", 0), ("42.", "42", 1), ("1e999", "1", 0),
  ])
  func numbersAreComparedAsNumbers(answer: String, target: String, expected: Double) throws {
    let values = try AnswerScores.values([answer], [target], metrics: ["numeric_match"])
    #expect(values["numeric_match"] == expected)
  }

  @Test func toleranceIsTheWiderOfBoth() throws {
    func match(_ answer: String, _ comparison: Comparison) throws -> Double? {
      try AnswerScores.values(
        [answer], ["200"], metrics: ["numeric_match", "pass_at_1"], compare: comparison)[
          "pass_at_1"]
    }
    #expect(try match("201", Comparison(tolerance: 1)) == 1)
    #expect(try match("201.5", Comparison(tolerance: 1)) == 0)
    #expect(try match("201.5", Comparison(tolerance: 1, relativeTolerance: 0.01)) == 1)
    #expect(try match("200.0", Comparison()) == 0, "without a tolerance texts are compared")
  }

  @Test func beginningsAndEditsFollowTheComparison() throws {
    let values = try AnswerScores.values(
      ["Yes, of course"], ["yes", "no"],
      metrics: ["starts_with", "edit_distance", "edit_similarity"],
      compare: Comparison(ignoreCase: true))
    #expect(values["starts_with"] == 1)
    #expect(values["edit_distance"] == 11)
    #expect(abs(try #require(values["edit_similarity"]) - (1 - 11.0 / 14)) < 1e-12)
  }

  @Test func whatCannotBeExtractedIsMeasuredAsNothing() throws {
    let none = [
      ExtractPipeline(steps: [.regex(pattern: "x", group: 0, pick: .first)])
    ]
    let values = try AnswerScores.values(
      ["abc"], ["the cat"],
      metrics: ["token_f1", "rougeL", "bleu", "ter", "edit_distance", "json_valid"], extract: none)
    #expect(values["token_f1"] == 0 && values["rougeL"] == 0 && values["json_valid"] == 0)
    #expect(values["bleu.target_words"] == 2 && values["bleu.answer_words"] == 0)
    #expect(values["ter.edits"] == 2 && values["edit_distance"] == 7)
  }

  @Test func longTextsAreMeasuredInReasonableTime() throws {
    // Model output is hostile: a million cells a word would take minutes.
    let long = String(repeating: "a b ", count: 20_000)
    let other = String(repeating: "b a a ", count: 12_000)
    let values = try AnswerScores.values(
      [long], [other], metrics: ["ter", "edit_distance", "rougeL", "bleu", "chrf"])
    #expect(try #require(values["ter.edits"]) > 0)
    #expect(try #require(values["edit_distance"]) >= 8_000)
  }
}

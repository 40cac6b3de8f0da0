import Evaluation
import Testing

struct GenerationScorerTests {
  private func score(
    _ texts: [String], _ target: Sample.Target, extract: [ExtractStep] = [],
    compare: Comparison = Comparison()
  ) throws -> Score {
    let definition = SuiteDefinition(
      id: "s", task: .generate, metrics: ["exact_match", "contains", "token_f1"],
      extract: [ExtractPipeline(steps: extract)], compare: compare)
    let (sample, responses) = ScoringSamples.generation(texts, target: target)
    return try ScorerCatalog.scorer(for: definition).score(sample, responses)
  }

  @Test func anAnswerIsComparedScalarByScalar() throws {
    #expect(ScoringSamples.values(try score(["12"], .texts(["12"])))["exact_match"] == 1)
    // No strip, as in lm-evaluation-harness.
    #expect(ScoringSamples.values(try score(["12 "], .texts(["12"])))["exact_match"] == 0)
    // One character, but other scalars.
    let composed = try score(["e\u{301}"], .texts(["\u{E9}"]))
    #expect(ScoringSamples.values(composed)["exact_match"] == 0)
    #expect(ScoringSamples.values(try score(["b"], .texts(["a", "b"])))["exact_match"] == 1)
  }

  @Test func comparisonIgnoresWhatItIsTold() throws {
    let all = Comparison(
      ignoreCase: true, ignorePunctuation: true, ignoreArticles: true, ignoreWhitespace: true)
    let right = try score(["  The Eiffel-Tower!\n"], .texts(["eiffeltower"]), compare: all)
    #expect(ScoringSamples.values(right)["exact_match"] == 1)
    let theory = try score(["theory"], .texts(["ory"]), compare: all)
    #expect(ScoringSamples.values(theory)["exact_match"] == 0)
    #expect(ScoringSamples.values(theory)["contains"] == 1)
  }

  @Test func extractionPicksTheGroupThatWasAskedFor() throws {
    let steps: [ExtractStep] = [
      .regex(pattern: #"answer is (\w+)"#, group: 1, pick: .last), .trim, .lowercase,
    ]
    let found = try score(["The answer is A. No, the answer is B."], .texts(["b"]), extract: steps)
    #expect(ScoringSamples.values(found)["exact_match"] == 1)
    #expect(found.prediction == "b")
    let first = try score(
      ["x 1\ny 2"], .texts(["1"]),
      extract: [.firstLine, .regex(pattern: #"\d"#, group: 0, pick: .last)])
    #expect(ScoringSamples.values(first)["exact_match"] == 1)
  }

  @Test func anAnswerThatCannotBeExtractedIsWrongNotUnscored() throws {
    let steps: [ExtractStep] = [.regex(pattern: #"(\d+)|(x)"#, group: 2, pick: .first)]
    for text in ["no number", "", "7"] {
      let missed = try score([text], .texts(["7"]), extract: steps)
      #expect(missed.prediction == "[invalid]")
      #expect(
        ScoringSamples.values(missed) == ["exact_match": 0, "contains": 0, "token_f1": 0])
    }
    #expect(try score([""], .texts(["a"])).prediction == "[invalid]")
  }

  @Test func aRunawayPatternLeavesTheSampleUnscored() throws {
    let steps: [ExtractStep] = [.regex(pattern: #"^(a|aa)+$"#, group: 0, pick: .first)]
    let text = String(repeating: "a", count: 60) + "!"
    guard case .unscored = try score([text], .texts(["a"]), extract: steps).status else {
      Issue.record("the match was not given up")
      return
    }
  }

  @Test func aPatternThatDoesNotCompileIsAFailureWithItsPlace() {
    let definition = SuiteDefinition(
      id: "s", task: .generate, metrics: [],
      extract: [ExtractPipeline(steps: [.trim, .regex(pattern: "(", group: 0, pick: .first)])],
      file: "s.yaml")
    #expect {
      _ = try ScorerCatalog.scorer(for: definition)
    } throws: { error in
      let failure = error as? Failure
      return failure?.code == .badData && failure?.place?.field == "extract[1].regex"
        && failure?.place?.file == "s.yaml"
    }
  }

  @Test func aJudgeNeedsGeneratedText() {
    let definition = SuiteDefinition(
      id: "s", task: .multipleChoice, metrics: [],
      probe: ProbeDefinition(family: "refusal", judge: .refusal))
    #expect(throws: Failure.self) { _ = try ScorerCatalog.scorer(for: definition) }
  }

  @Test func repeatsAreAveraged() throws {
    let score = try score(["a", "b", "a", "c"], .texts(["a"]))
    #expect(ScoringSamples.values(score)["exact_match"] == 0.5)
    #expect(score.prediction == "a")
  }

  @Test func aFailedRepeatFailsTheSample() throws {
    let (sample, responses) = ScoringSamples.generation(["a", "a"], target: .texts(["a"]))
    let definition = SuiteDefinition(id: "s", task: .generate, metrics: [])
    let scorer = try ScorerCatalog.scorer(for: definition)
    #expect(
      ScoringSamples.isFailed(scorer.score(sample, [responses[0], ScoringSamples.failure])))
  }

  @Test(arguments: [
    ("the cat sat", "cat", 2.0 / 3), ("a cat, a dog", "dog cat", 1.0),
    ("b b c", "b c c", 2.0 / 3), ("", "x", 0.0), ("the", "a", 1.0), ("x", "y", 0.0),
  ])
  func tokenF1FollowsSQuAD(prediction: String, target: String, expected: Double) {
    #expect(abs(TokenF1.score(prediction, target) - expected) < 1e-12)
  }
}

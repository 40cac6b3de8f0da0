import Evaluation
import Testing

struct AssertionMeasureTests {
  private let assertions = [
    Assertion(.contains, .text("a"), metric: "tone"),
    Assertion(.contains, .text("z"), weight: 3, metric: "tone"),
    Assertion(.wordCount, .words(least: 1, most: 1), weight: 0, metric: "length"),
    Assertion(
      .assertSet, metric: "tone",
      members: [Assertion(.contains, .text("b")), Assertion(.isJSON)]),
  ]

  @Test func kindsAndNamedMetricsAreCounted() throws {
    let values = try AssertionScores.values(
      "a b", assertions,
      metrics: [
        "assertion_pass_rate", "assertion_rate_contains", "assertion_rate_bleu",
        "assertion_score_tone", "assertion_score_length",
      ])
    #expect(
      values == [
        "assertion_pass_rate": 0,
        // 1 and 0 of weights 1 and 3, half of the set; what has no weight does not count.
        "assertion_score": 1.5 / 5, "assertions.passed": 2, "assertions.count": 5,
        "assertions.contains.passed": 2, "assertions.contains.count": 3,
        "assertions.bleu.passed": 0, "assertions.bleu.count": 0,
        "assertions.named.tone.score": 1.5, "assertions.named.tone.weight": 5,
        "assertions.named.length.score": 0, "assertions.named.length.weight": 1,
      ])
  }

  @Test func repeatsAreMeansOrSums() throws {
    let score = try AssertionScores.score(["a", "b"], [Assertion(.contains, .text("a"))])
    let values = ScoringSamples.values(score)
    #expect(values["assertion_pass_rate"] == 0.5 && values["assertion_score"] == 0.5)
    #expect(values["assertions.passed"] == 1 && values["assertions.count"] == 2)
  }

  @Test func theExplanationNamesWhatFailed() throws {
    func explanation(_ answer: String, _ threshold: Double? = nil) throws -> String? {
      try AssertionScores.score(
        [answer], [assertions[0], Assertion(.isJSON, isNegated: true)], threshold: threshold
      ).explanation
    }
    #expect(try explanation("a") == "passes all 2 assertions")
    #expect(try explanation("b") == #"fails 1 of 2 assertions: contains "a""#)
    #expect(
      try explanation("7", 0.25)
        == #"fails 2 of 2 assertions: contains "a"; not-is-json; score 0.0, threshold 0.25"#)
  }

  @Test func ratesAreOfAllAssertionsOfAllSamples() throws {
    let metrics = ["assertion_pass_rate", "assertion_rate", "assertion_rate_regex"]
    let definition = SuiteDefinition(id: "s", task: .generate, metrics: metrics)
    let scorer = try ScorerCatalog.scorer(for: definition)
    let lists = [
      [Assertion(.contains, .text("a"))],
      [
        Assertion(.contains, .text("a")), Assertion(.contains, .text("b")),
        Assertion(.contains, .text("c")),
      ],
    ]
    let results = lists.enumerated().map { index, list in
      var (sample, responses) = ScoringSamples.generation(id: "\(index)", ["a"], target: .none)
      sample.assertions = AssertionList(list)
      return SampleResult(
        sample: sample, responses: responses, score: scorer.score(sample, responses))
    }
    let measured = metrics.map { MetricCatalog.measurement($0, definition, results) }
    #expect(measured[0]?.value == 0.5)
    #expect(measured[1]?.value == 0.5)
    #expect(measured[2]?.value == nil)
    #expect(measured[2]?.undefined == "no sample has an assertion regex")
  }
}

import Evaluation
import Testing

/// Rates of probes, pairs and groups, and what is undefined about them.
struct RateMetricTests {
  private func measure(
    _ name: String, _ definition: SuiteDefinition, _ results: [SampleResult]
  ) throws -> MeasuredMetric {
    try #require(MetricCatalog.measurement(name, definition, results))
  }

  @Test func attackSuccessIsOverWhatWasJudged() throws {
    let results = MetricSuites.outcomes(
      [.breached, .resisted, .resisted, .resisted, .unscored, .error])
    let asr = try measure("asr", MetricSuites.probe, results)
    #expect(asr.value == 0.25 && asr.n == 4)
    #expect(try measure("refusal_rate", MetricSuites.probe, results).value == 0.75)
    #expect(try measure("unscored_rate", MetricSuites.probe, results).value == 1.0 / 6)
    #expect(try measure("error_rate", MetricSuites.probe, results).value == 1.0 / 6)
    let none = try measure("asr", MetricSuites.probe, MetricSuites.outcomes([.unscored]))
    #expect(none.value == nil)
  }

  @Test func aSuiteWithoutJudgeHasNoAttackSuccess() throws {
    let plain = SuiteDefinition(id: "s", task: .generate, metrics: [])
    let measured = try measure("asr", plain, MetricSuites.outcomes([.resisted]))
    #expect(measured.value == nil && measured.undefined == "the suite has no judge")
  }

  @Test func stereotypeDeviationIsTheDistanceFromOneHalf() throws {
    let definition = SuiteDefinition(id: "s", task: .counterfactualPair, metrics: [])
    let results = MetricSuites.values(
      "prefers_stereotype", (0..<100).map { $0 < 30 ? 1 : 0 })
    #expect(try measure("pct_stereotype", definition, results).value == 0.3)
    let deviation = try measure("stereotype_deviation", definition, results)
    #expect(abs(try #require(deviation.value) - 0.2) < 1e-12)
    let interval = try #require(deviation.evidence.interval(confidence: 0.95, seed: 1))
    let share = try #require(
      ProportionInterval.wilson(successes: 30, trials: 100, confidence: 0.95))
    #expect(abs(interval.low - (0.5 - share.high)) < 1e-12)
    #expect(abs(interval.high - (0.5 - share.low)) < 1e-12)
    let even = MetricSuites.values("prefers_stereotype", (0..<40).map { Double($0 % 2) })
    let near = try measure("stereotype_deviation", definition, even)
    #expect(try #require(near.evidence.interval(confidence: 0.95, seed: 1)).low == 0)
  }

  @Test func acceptanceGapIsTheGreatestDifferenceBetweenGroups() throws {
    var definition = SuiteDefinition(id: "s", task: .generate, metrics: [])
    // 40 each: women 10 hired, men 30 hired; the second key has a smaller gap.
    let answers = (0..<80).map { $0 % 40 < ($0 < 40 ? 10 : 30) ? "hire" : "reject" }
    let results = MetricSuites.answers(answers, answers) { index in
      ["gender": index < 40 ? "f" : "m", "age": index % 2 == 0 ? "old" : "young"]
    }
    #expect(try measure("acceptance_gap", definition, results).value == nil)
    definition.positive = "hire"
    #expect(try measure("acceptance_rate", definition, results).value == 0.5)
    let gap = try measure("acceptance_gap", definition, results)
    #expect(gap.value == 0.5)
    let interval = try #require(gap.evidence.interval(confidence: 0.9, seed: 1))
    #expect(interval.low > 0.2 && interval.high < 0.75 && interval.low < 0.5)
    let single = MetricSuites.answers(answers, answers) { _ in ["gender": "f"] }
    #expect(try measure("acceptance_gap", definition, single).value == nil)
  }

  @Test func generatedNonsenseIsWrongButNoClass() throws {
    let definition = SuiteDefinition(id: "s", task: .generate, metrics: [])
    let results = MetricSuites.answers(["a", "a", "b", "b"], ["a", "rubbish", "b", "[invalid]"])
    let matrix = try #require(ConfusionMatrix.make(definition, results))
    #expect(matrix.labels == ["a", "b"] && matrix.other == [1, 1])
    let f1 = try #require(try measure("f1_macro", definition, results).value)
    #expect(abs(f1 - 2.0 / 3) < 1e-12)
  }

  @Test func figuresOfOneClassAreUndefinedNotZero() throws {
    var definition = SuiteDefinition(id: "s", task: .generate, metrics: [])
    let results = MetricSuites.answers(["a", "a"], ["a", "a"])
    for name in ["mcc", "cohen_kappa", "f1"] {
      #expect(try measure(name, definition, results).value == nil, "\(name)")
    }
    definition.positive = "b"
    #expect(try measure("precision", definition, results).value == nil)
  }

  @Test func aPerfectFigureKeepsRoomForWhatWasNotSeen() throws {
    let definition = SuiteDefinition(id: "s", task: .generate, metrics: [])
    let gold = (0..<100).map { $0 < 20 ? "rare" : "common" }
    let perfect = try measure("f1_macro", definition, MetricSuites.answers(gold, gold))
    #expect(perfect.value == 1)
    let interval = try #require(perfect.evidence.interval(confidence: 0.9, seed: 1))
    // As wide as twenty samples of the rarest class leave possible: 1 − 0.05^(1/20).
    #expect(abs(interval.low - 0.8608916593) < 1e-9)
    #expect(interval.method == "rule-of-three")
  }

  @Test func anOverflowingPerplexityIsUndefined() throws {
    let definition = SuiteDefinition(id: "s", task: .loglikelihood, metrics: [])
    let measured = try measure(
      "perplexity", definition, MetricSuites.values("ll", [-2_000, -1_500]))
    #expect(measured.value == nil && measured.undefined != nil)
  }
}

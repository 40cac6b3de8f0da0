import Evaluation
import TestSupport
import Testing

/// What becomes of single conditions.
struct ConditionTests {
  private func result(
    _ condition: Condition, _ suites: SuiteResult..., planned: [String]? = nil
  ) throws -> ConditionResult {
    let verdict = GateSuites.judge([condition], suites, planned: planned)
    #expect(verdict.conditions.count == 1)
    return try #require(verdict.conditions.first)
  }

  @Test func aLowerBoundMustReachTheLimit() throws {
    let suite = GateSuites.quality(right: 163, of: 220)
    let failed = try result(GateSuites.atLeast(0.8), suite)
    #expect(failed.status == .fail)
    #expect(
      failed.why
        == "0.741 (95 % lower bound 0.690) is below the required 0.8 on 220 samples")
    let open = try result(GateSuites.atLeast(0.72), suite)
    #expect(open.status == .inconclusive && open.why.contains("more like these would decide"))
    let passed = try result(GateSuites.atLeast(0.68), suite)
    #expect(passed.status == .pass)
    let judged = try #require(passed.judged)
    let wilson = try #require(
      ProportionInterval.wilson(successes: 163, trials: 220, confidence: 0.9))
    #expect(abs(judged - wilson.low) < 1e-12)
    #expect(abs(try #require(passed.margin) - (judged - 0.68)) < 1e-12)
    #expect(passed.interval?.confidence == 0.9)
  }

  @Test func aPointIsJudgedAsItIs() throws {
    let suite = GateSuites.quality(right: 163, of: 220)
    #expect(try result(GateSuites.atLeast(0.74, estimator: .point), suite).status == .pass)
    #expect(try result(GateSuites.atLeast(0.75, estimator: .point), suite).status == .fail)
  }

  @Test func theEstimateOfMoreSamplesIsRoughlyRight() throws {
    let open = try result(GateSuites.atLeast(0.72), GateSuites.quality(right: 163, of: 220))
    let more = try #require(
      open.why.split(separator: " ").compactMap { Int($0) }.last { $0 != 220 })
    let scale = Double(220 + more) / 220
    let grown = try #require(
      ProportionInterval.wilson(
        successes: 163 * scale, trials: 220 * scale, confidence: 0.9))
    #expect(grown.low >= 0.72)
    let fewer = try #require(
      ProportionInterval.wilson(
        successes: 163 * scale * 0.95, trials: 220 * scale * 0.95, confidence: 0.9))
    #expect(fewer.low < 0.72)
  }

  @Test func zeroToleranceUsesTheExactBound() throws {
    #expect(
      try result(GateSuites.zeroTolerance(0.05), GateSuites.probe(breached: 0, of: 59)).status
        == .pass)
    #expect(
      try result(GateSuites.zeroTolerance(0.05), GateSuites.probe(breached: 0, of: 58)).status
        == .inconclusive)
    let failed = try result(
      GateSuites.zeroTolerance(0.05), GateSuites.probe(breached: 4, of: 40))
    #expect(failed.status == .fail && failed.why.contains("is above the allowed 0.05"))
  }

  @Test func cleanProbesOfFewTemplatesAreFewTrials() throws {
    // 200 samples, but of ten templates.
    let suite = GateSuites.probe(breached: 0, of: 200) { "template \($0 % 10)" }
    let open = try result(GateSuites.zeroTolerance(0.05), suite)
    #expect(open.status == .inconclusive)
    #expect(open.n == 200 && open.clusters == 10)
    #expect(abs(try #require(open.judged) - 0.2588655509) < 1e-9)
    #expect(open.why.contains("on 200 samples in 10 clusters"))
  }

  @Test func anUnknownMetricIsMissing() throws {
    let suite = GateSuites.quality(right: 10, of: 10)
    for pattern in ["quiz.accc", "quizz.acc", "*.asr", "nothing"] {
      let missing = try result(GateSuites.atLeast(0.1, pattern), suite)
      #expect(missing.status == .missing && missing.metric == pattern, "\(pattern)")
      #expect(!missing.why.isEmpty)
    }
    // A metric that the suite does not list is computed where its name is spelled out.
    #expect(
      try result(GateSuites.atLeast(0.1, "quiz.recall_macro", estimator: .point), suite).status
        == .pass)
  }

  @Test func everyMatchIsJudged() {
    let suites = [
      GateSuites.quality(id: "one", right: 99, of: 100),
      GateSuites.quality(id: "two", right: 20, of: 100),
    ]
    let verdict = GateSuites.judge([GateSuites.atLeast(0.8, "*.acc")], suites)
    #expect(verdict.conditions.map(\.metric) == ["one.acc", "two.acc"])
    #expect(verdict.conditions.map(\.status) == [.pass, .fail])
    #expect(verdict.exitCode == 1)
  }

  @Test func aPlannedSuiteThatDidNotRunIsMissing() throws {
    let verdict = GateSuites.judge(
      [GateSuites.atLeast(0.5, "*.acc")], [GateSuites.quality(right: 99, of: 100)],
      planned: ["quiz", "lost"])
    #expect(verdict.conditions.map(\.status) == [.pass, .missing])
    #expect(verdict.exitCode == 3)
  }

  @Test func tooFewSamplesOrClustersAreInconclusiveAndSayHowManyMore() throws {
    var condition = GateSuites.atLeast(0.5)
    condition.minSamples = 200
    let few = try result(condition, GateSuites.quality(right: 99, of: 100))
    #expect(few.status == .inconclusive && few.why.contains("100 more needed"))
    condition.minSamples = 1
    condition.minClusters = 30
    let suite = GateSuites.quality(right: 99, of: 100) { "\($0 % 10)" }
    let clustered = try result(condition, suite)
    #expect(clustered.status == .inconclusive && clustered.why.contains("20 more needed"))
  }

  @Test func budgetsOfUnscoredAndErrorsAreKept() throws {
    var suite = GateSuites.probe(breached: 0, of: 100)
    suite.edit { $0[0].score.status = .unscored(reason: "the output is empty") }
    var condition = GateSuites.zeroTolerance(0.1)
    #expect(try result(condition, suite).status == .error)
    condition.maxUnscored = 0.01
    let allowed = try result(condition, suite)
    // One in a hundred judged as breached: upper bound 4.7 %.
    #expect(allowed.status == .pass)
    #expect(try #require(allowed.judged) > 0.045)
    #expect(allowed.why.contains("judged at their worst"))
    #expect(allowed.value == 0, "the rate itself is over what was scored")
    suite.edit { $0[1].score.status = .failed(reason: "endpoint") }
    #expect(try result(condition, suite).status == .error)
    condition.maxError = 0.01
    #expect(try result(condition, suite).status == .pass)
  }

  @Test func aFigureWithoutWorstCaseCannotPassWithUnscoredSamples() throws {
    var suite = GateSuites.quality(right: 100, of: 100)
    suite.edit { $0[0].score.status = .unscored(reason: "x") }
    var condition = GateSuites.atLeast(0.5, "quiz.f1_macro")
    condition.maxUnscored = 0.1
    #expect(try result(condition, suite).status == .inconclusive)
  }

  @Test func ratesOfUnscoredSamplesAreTheirOwnBudget() throws {
    var suite = GateSuites.probe(breached: 0, of: 100)
    suite.edit { $0[0].score.status = .unscored(reason: "x") }
    let condition = Condition(
      id: "c", metric: "jailbreak.unscored_rate", kind: .threshold, atMost: 0.02)
    #expect(try result(condition, suite).status == .pass)
    suite.edit { $0[1].score.status = .unscored(reason: "x") }
    suite.edit { $0[2].score.status = .unscored(reason: "x") }
    #expect(try result(condition, suite).status == .fail)
    let backwards = Condition(
      id: "c", metric: "jailbreak.unscored_rate", kind: .threshold, atLeast: 0.01)
    #expect(try result(backwards, suite).status == .error)
  }

  @Test func aConditionThatCannotBeJudgedIsAnError() throws {
    let suite = GateSuites.quality(right: 10, of: 10)
    var conditions = [
      Condition(id: "c", metric: "quiz.acc", kind: .threshold),
      Condition(id: "c", metric: "quiz.acc", kind: .threshold, atLeast: .nan),
      Condition(id: "c", metric: "quiz.acc", kind: .threshold, atLeast: -.infinity),
      Condition(id: "c", metric: "quiz.acc", kind: .zeroTolerance, atLeast: 0.1),
      Condition(id: "c", metric: "quiz.acc", kind: .threshold, atMost: 1, estimator: .lowerBound),
      Condition(id: "c", metric: "quiz.acc", kind: .threshold, atLeast: 0, estimator: .upperBound),
      GateSuites.atLeast(0), GateSuites.atLeast(0), GateSuites.atLeast(0),
    ]
    conditions[6].confidence = 0.5
    conditions[7].confidence = .nan
    conditions[8].maxUnscored = .nan
    for condition in conditions {
      #expect(try result(condition, suite).status == .error, "\(condition)")
    }
    let notARate = Condition(
      id: "c", metric: "quiz.f1_macro", kind: .zeroTolerance, atMost: 1, estimator: .upperBound)
    #expect(try result(notARate, suite).status == .error)
  }

  @Test func aRangeMustHoldOnBothSides() throws {
    let condition = Condition(
      id: "c", metric: "quiz.acc", kind: .threshold, atLeast: 0.4, atMost: 0.6, estimator: .point)
    #expect(try result(condition, GateSuites.quality(right: 50, of: 100)).status == .pass)
    #expect(try result(condition, GateSuites.quality(right: 70, of: 100)).status == .fail)
    #expect(try result(condition, GateSuites.quality(right: 30, of: 100)).status == .fail)
  }

  @Test func aSliceIsJudgedAlone() throws {
    var suite = GateSuites.quality(right: 50, of: 100)
    suite.editEach { result, index in
      result.sample.slices = ["half": index < 50 ? "first" : "second"]
    }
    var condition = GateSuites.atLeast(0.8)
    condition.slice = "half=first"
    #expect(try result(condition, suite).status == .pass)
    condition.slice = "half=second"
    #expect(try result(condition, suite).status == .fail)
    condition.slice = "half=third"
    #expect(try result(condition, suite).status == .missing)
  }

  @Test func completenessWantsEverySample() throws {
    var condition = Condition(id: "all", metric: "*", kind: .completeness)
    let whole = GateSuites.quality(right: 5, of: 100)
    #expect(try result(condition, whole).status == .pass)
    let partial = GateSuites.quality(right: 5, of: 100, planned: 101)
    #expect(try result(condition, partial).status == .missing)
    var failed = whole
    failed.edit { $0[3].score.status = .failed(reason: "endpoint") }
    #expect(try result(condition, failed).status == .error)
    condition.maxError = 0.01
    #expect(try result(condition, failed).status == .pass)
    #expect(try #require(try result(condition, failed).value) == 0.99)
    let none = try result(Condition(id: "c", metric: "x*", kind: .completeness), whole)
    #expect(none.status == .missing)
    let verdict = GateSuites.judge([condition], [whole], planned: ["quiz", "lost"])
    #expect(verdict.conditions.map(\.status) == [.pass, .missing])
  }

  @Test func theSameSampleTwiceIsNotTwoSamples() throws {
    var suite = GateSuites.probe(breached: 0, of: 40, planned: 80)
    suite.edit { $0 += $0 }
    let doubled = try result(GateSuites.zeroTolerance(0.05), suite)
    #expect(doubled.status == .error)
    suite.planned = 40
    #expect(try result(GateSuites.zeroTolerance(0.05), suite).status == .error)
  }

  @Test func numbersAreNeverRoundedOntoTheLimit() throws {
    let suite = GateSuites.quality(right: 79_996, of: 100_000)
    let failed = try result(GateSuites.atLeast(0.8, estimator: .point), suite)
    #expect(failed.why.hasPrefix("0.79996 is below the required 0.8"), "\(failed.why)")
  }
}

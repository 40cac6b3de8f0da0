import Evaluation
import Testing

/// Conditions on figures over several suites.
struct GroupGateTests {
  private let easy = GateSuites.quality(id: "easy", right: 190, of: 200)
  private let hard = GateSuites.quality(id: "hard", right: 20, of: 100)

  private func judge(
    _ suites: [SuiteResult], weight: SuiteGroup.Weight = .size, _ condition: Condition,
    members: [String] = ["easy", "hard"]
  ) throws -> ConditionResult {
    let group = SuiteGroup(name: "all", suites: members, metrics: ["acc"], weight: weight)
    let verdict = Gate.judge(
      policy: [condition], suites: suites, plannedSuites: members, groups: [group], seed: 1)
    return try #require(verdict.conditions.first)
  }

  @Test func suitesCountBySizeOrTheSame() throws {
    let limit = GateSuites.atLeast(0.1, "all.acc", estimator: .point)
    #expect(try judge([easy, hard], limit).value == 0.7)
    #expect(try judge([easy, hard], weight: .equal, limit).value == (0.95 + 0.2) / 2)
  }

  @Test func aGroupOfOneSuiteIsJudgedAsTheSuite() throws {
    for right in [0, 3, 90, 199, 200] {
      let suite = GateSuites.quality(id: "easy", right: right, of: 200)
      let alone = GateSuites.judge([GateSuites.atLeast(0.5, "easy.acc")], [suite]).conditions[0]
      let group = try judge([suite], GateSuites.atLeast(0.5, "all.acc"), members: ["easy"])
      #expect(group.status == alone.status && group.value == alone.value)
      let low = try #require(group.interval?.low)
      #expect(abs(low - (alone.interval?.low ?? -1)) < 1e-12)
    }
  }

  /// Suites that differ among themselves are no reason for doubt: each was asked as often as planned.
  @Test func theBoundIsNarrowerThanThatOfOneLot() throws {
    let group = try judge([easy, hard], GateSuites.atLeast(0.5, "all.acc"))
    let lot = GateSuites.judge(
      [GateSuites.atLeast(0.5, "lot.acc")], [GateSuites.quality(id: "lot", right: 210, of: 300)]
    ).conditions[0]
    #expect(group.value == lot.value)
    let (low, pooled) = (try #require(group.interval?.low), try #require(lot.interval?.low))
    #expect(low > pooled && low < 0.7)
    // Two exact strata: sqrt(Σ w²p(1−p)/n) = 0.0169; one-sided at 95 %.
    #expect(abs(low - (0.7 - 1.645 * 0.0169)) < 0.003)
  }

  @Test func rightOnAllIsNotTakenForCertain() throws {
    let perfect = [
      GateSuites.quality(id: "easy", right: 30, of: 30),
      GateSuites.quality(id: "hard", right: 30, of: 30),
    ]
    let group = try judge(perfect, GateSuites.atLeast(0.99, "all.acc"))
    #expect(group.status == .inconclusive && group.value == 1)
    #expect(try #require(group.interval?.low) < 0.96)
  }

  @Test func aSuiteThatDidNotRunLeavesTheGroupMissing() throws {
    let result = try judge([easy], GateSuites.atLeast(0.1, "all.acc"))
    #expect(result.status == .missing && result.value == nil)
    #expect(result.why == "suite hard of the group did not run")
  }

  @Test func samplesWithoutScoreCountAtTheirWorst() throws {
    // 100 of the 200 are not there: 90 of 100 are right, at worst 90 of 200.
    let short = GateSuites.quality(id: "easy", right: 90, of: 100, planned: 200)
    var condition = GateSuites.atLeast(0.8, "all.acc", estimator: .point)
    condition.maxUnscored = 1
    condition.maxError = 1
    let fine = GateSuites.quality(id: "hard", right: 90, of: 100)
    #expect(try judge([short, fine], condition).status != .pass)
    let whole = GateSuites.quality(id: "easy", right: 180, of: 200)
    #expect(try judge([whole, fine], condition).status == .pass)
  }

  @Test func whatAGroupCannotBeJudgedByIsAnError() throws {
    var slice = GateSuites.atLeast(0.1, "all.acc")
    slice.slice = "topic=x"
    #expect(
      try judge([easy, hard], slice).why == "a group has no slices; judge those of its suites")
    let zero = try judge([easy, hard], GateSuites.zeroTolerance(0.1, "all.acc"))
    #expect(zero.status == .error)
  }
}

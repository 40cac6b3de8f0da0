import Evaluation
import TestSupport
import Testing

/// Laws 1 and 2: removing evidence never improves a verdict, and unscored is not safe.
struct GateLawTests {
  /// A small random run with a policy; every metric family and estimator turns up.
  private struct Scenario {
    var policy: [Condition] = []
    var suites: [SuiteResult] = []
    var planned: [String] { suites.map(\.definition.id) }

    init(_ random: inout SeededRandom) {
      let groups = [1, 1, 3][random.below(3)]
      let count = 12 + random.below(60)
      suites = [
        GateSuites.quality(right: count * (6 + random.below(5)) / 10, of: count) {
          "\($0 / groups)"
        },
        GateSuites.probe(breached: [0, 0, 1, 5][random.below(4)], of: count) { "\($0 / groups)" },
      ]
      for suite in suites.indices {
        suites[suite].editEach { result, _ in
          result.sample.slices = ["part": random.below(2) == 0 ? "a" : "b"]
          if random.below(400) == 0 { result.score.status = .unscored(reason: "x") }
        }
      }
      for id in 0..<(1 + random.below(3)) { policy.append(condition(id, &random)) }
    }

    private func condition(_ id: Int, _ random: inout SeededRandom) -> Condition {
      let limit = Double(random.below(20)) / 20
      var condition: Condition
      switch random.below(5) {
      case 0: condition = GateSuites.atLeast(limit)
      case 1: condition = GateSuites.atLeast(limit, "quiz.f1_macro")
      case 2: condition = GateSuites.zeroTolerance(limit)
      case 3: condition = GateSuites.atLeast(limit, "*.acc", estimator: .point)
      default: condition = Condition(id: "c", metric: "*", kind: .completeness)
      }
      condition.id = "c\(id)"
      if random.below(4) == 0 { condition.slice = "part=a" }
      return condition
    }

    func judge(planned: [String]? = nil) -> Verdict {
      GateSuites.judge(policy, suites, planned: planned ?? self.planned)
    }
  }

  private func isGood(_ verdict: Verdict) -> Bool {
    verdict.overall == .passed || verdict.overall == .warned || verdict.exitCode == 0
  }

  @Test func takingEvidenceAwayNeverMakesARunPass() {
    var random = SeededRandom(seed: 2_024)
    var passed = 0
    var blocked = 0
    for _ in 0..<250 {
      let scenario = Scenario(&random)
      let before = scenario.judge()
      if isGood(before) { passed += 1 } else { blocked += 1 }
      for _ in 0..<6 {
        var after = scenario
        remove(&after, &random)
        let verdict = after.judge(planned: scenario.planned)
        #expect(
          !isGood(verdict),
          "a run that lost evidence passed: \(before.overall) became \(verdict.overall)")
      }
    }
    // The law is not held by blocking everything.
    #expect(passed > 25 && blocked > 25, "\(passed) passed, \(blocked) blocked")
  }

  /// Loses a suite or samples; what was planned stays.
  private func remove(_ scenario: inout Scenario, _ random: inout SeededRandom) {
    let suite = random.below(scenario.suites.count)
    switch random.below(3) {
    case 0:
      scenario.suites.remove(at: suite)
    case 1:
      let sample = random.below(scenario.suites[suite].samples.count)
      scenario.suites[suite].edit { $0.remove(at: sample) }
    default:
      // The wrong answers are the ones that someone would like to lose.
      let planned = scenario.suites[suite].planned
      scenario.suites[suite].edit { results in
        results.removeAll { result in
          guard case .scored(let values) = result.score.status else { return true }
          return values["acc"] == 0 || values["breached"] == 1
        }
        if results.count == planned { results.removeLast() }
      }
    }
  }

  @Test func turningScoresIntoAbsenceNeverMakesARunPass() {
    var random = SeededRandom(seed: 77)
    for _ in 0..<250 {
      let scenario = Scenario(&random)
      guard !isGood(scenario.judge()) else { continue }
      for _ in 0..<6 {
        var after = scenario
        let suite = random.below(after.suites.count)
        after.suites[suite].editEach { result, _ in
          if random.below(3) == 0 { result.score.status = absence(&random) }
        }
        #expect(!isGood(after.judge()))
      }
    }
  }

  private func absence(_ random: inout SeededRandom) -> Score.Status {
    switch random.below(4) {
    case 0: .unscored(reason: "x")
    case 1: .failed(reason: "x")
    case 2: .scored(["acc": .nan, "breached": .nan])
    default: .scored([:])
    }
  }

  @Test func budgetsDoNotReopenTheLaw() {
    // Within its budget a sample without a score counts at its worst, so losing the wrong answers
    // helps nobody: exactly so for points and for bounds over independent samples.
    var random = SeededRandom(seed: 5)
    var blocked = 0
    for _ in 0..<400 {
      let count = 20 + random.below(60)
      var suites = [
        GateSuites.quality(right: count * (5 + random.below(5)) / 10, of: count),
        GateSuites.probe(breached: random.below(4), of: count),
      ]
      let limit = Double(random.below(20)) / 20
      var policy = [
        GateSuites.atLeast(limit, estimator: random.below(2) == 0 ? .point : .lowerBound),
        GateSuites.zeroTolerance(limit),
      ]
      for index in policy.indices {
        policy[index].maxUnscored = 0.2
        policy[index].maxError = 0.2
      }
      guard !isGood(GateSuites.judge(policy, suites)) else { continue }
      blocked += 1
      for suite in suites.indices {
        suites[suite].editEach { result, _ in
          guard random.below(5) == 0, case .scored(let values) = result.score.status,
            values["acc"] == 0 || values["breached"] == 1
          else { return }
          result.score.status =
            random.below(2) == 0 ? .unscored(reason: "x") : .failed(reason: "x")
        }
      }
      #expect(!isGood(GateSuites.judge(policy, suites)))
    }
    #expect(blocked > 50)
  }

  @Test func aProbeThatScoredNothingIsNotSafe() {
    var suite = GateSuites.probe(breached: 0, of: 100)
    suite.editEach { result, _ in
      result.score.status = .unscored(reason: "the output is empty")
      result.score.outcome = .unscored
    }
    for budget in [0, 0.5, 1.0] {
      var condition = GateSuites.zeroTolerance(0.5)
      condition.maxUnscored = budget
      let verdict = GateSuites.judge([condition], [suite])
      #expect(!isGood(verdict) && verdict.conditions[0].status != .pass)
    }
  }

  @Test func notANumberNeverPasses() {
    var suite = GateSuites.quality(right: 100, of: 100)
    suite.edit { $0[7].score.status = .scored(["acc": .nan]) }
    for estimator in [Condition.Estimator.point, .lowerBound] {
      let verdict = GateSuites.judge([GateSuites.atLeast(0, estimator: estimator)], [suite])
      #expect(!isGood(verdict))
    }
  }
}

import Evaluation
import TestSupport
import Testing

/// Verdicts, exit codes and reasons of whole runs.
struct GateVerdictTests {
  @Test func everythingThatHoldsPasses() {
    let verdict = GateSuites.judge(
      [GateSuites.atLeast(0.8), GateSuites.zeroTolerance(0.05)],
      [GateSuites.quality(right: 190, of: 200), GateSuites.probe(breached: 0, of: 60)])
    #expect(verdict.overall == .passed && verdict.exitCode == 0)
    #expect(verdict.conditions.map(\.status) == [.pass, .pass])
    #expect(verdict.reasons == ["all 2 conditions hold"])
  }

  @Test func whatOnlyInformsIsNotSaidToHold() {
    var informing = GateSuites.atLeast(0.8)
    informing.severity = .info
    let verdict = GateSuites.judge(
      [informing, GateSuites.zeroTolerance(0.05)],
      [GateSuites.quality(right: 100, of: 200), GateSuites.probe(breached: 0, of: 60)])
    #expect(verdict.overall == .passed && verdict.exitCode == 0)
    #expect(
      verdict.reasons == [
        "every condition that can block or warn holds; 1 of 2, for information, does not"
      ])
  }

  @Test func aSafetyFailureWinsOverAQualityFailure() {
    let policy = [GateSuites.atLeast(0.8), GateSuites.zeroTolerance(0.05)]
    let bad = GateSuites.quality(right: 100, of: 200)
    let clean = GateSuites.probe(breached: 0, of: 60)
    let broken = GateSuites.probe(breached: 10, of: 60)
    let quality = GateSuites.judge(policy, [bad, clean])
    #expect(quality.exitCode == 1 && quality.overall == .failed)
    let both = GateSuites.judge(policy, [bad, broken])
    #expect(both.exitCode == 2 && both.overall == .failed)
    #expect(both.reasons.count == 2)
    #expect(both.reasons[0].hasPrefix("attack: jailbreak.asr: "), "the worst first")
  }

  @Test func whatIsNotDecidedExitsWithThree() {
    // 40 clean probes leave up to 7.2 %.
    let verdict = GateSuites.judge(
      [GateSuites.zeroTolerance(0.05)], [GateSuites.probe(breached: 0, of: 40)])
    #expect(verdict.exitCode == 3 && verdict.overall == .inconclusive)
    #expect(verdict.conditions[0].status == .inconclusive)
    #expect(verdict.conditions[0].why.contains("about 19 more"))
    #expect(verdict.conditions[0].why.contains("95 % upper bound 0.072"))
  }

  @Test func aFailureWinsOverWhatIsNotDecided() {
    let verdict = GateSuites.judge(
      [GateSuites.zeroTolerance(0.05), GateSuites.atLeast(0.8)],
      [GateSuites.probe(breached: 0, of: 40), GateSuites.quality(right: 10, of: 100)])
    #expect(verdict.exitCode == 1)
  }

  @Test func warningsDoNotBlockButStrictDoes() {
    let policy = [GateSuites.atLeast(0.99, severity: .warn)]
    let suites = [GateSuites.quality(right: 50, of: 100)]
    let lenient = GateSuites.judge(policy, suites)
    #expect(lenient.exitCode == 0 && lenient.overall == .warned)
    #expect(lenient.reasons.count == 1)
    let strict = GateSuites.judge(policy, suites, strict: true)
    #expect(strict.exitCode == 6 && strict.overall == .warned)
    let informed = GateSuites.judge(
      [GateSuites.atLeast(0.99, severity: .info)], suites, strict: true)
    #expect(informed.exitCode == 0 && informed.overall == .passed)
  }

  @Test func withoutPolicyThereAreOnlyFigures() {
    let verdict = GateSuites.judge([], [GateSuites.quality(right: 1, of: 100)])
    #expect(verdict.overall == .ungated && verdict.exitCode == 0)
    #expect(verdict.reasons == ["there is no gate policy: figures only"])
  }

  @Test func nothingScoredNeverExitsZero() {
    var suite = GateSuites.quality(right: 3, of: 3)
    suite.editEach { result, _ in
      result.score.status = .failed(reason: "endpoint: connection refused")
    }
    for policy in [[], [GateSuites.atLeast(0.1, severity: .info)], [GateSuites.atLeast(0.1)]] {
      let verdict = GateSuites.judge(policy, [suite])
      #expect(verdict.exitCode == 3 && verdict.overall == .inconclusive)
    }
    #expect(GateSuites.judge([], [], planned: []).exitCode == 5)
    #expect(GateSuites.judge([GateSuites.atLeast(0.1)], [], planned: []).exitCode == 3)
  }

  @Test func theSameInputsGiveTheSameVerdict() {
    let policy = [GateSuites.atLeast(0.8, "*.*"), GateSuites.zeroTolerance(0.05, "*.asr")]
    let suites = [GateSuites.quality(right: 150, of: 200), GateSuites.probe(breached: 1, of: 90)]
    #expect(GateSuites.judge(policy, suites) == GateSuites.judge(policy, suites))
  }
}

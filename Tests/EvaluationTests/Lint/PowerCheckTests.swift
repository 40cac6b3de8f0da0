import Evaluation
import Testing

struct PowerCheckTests {
  private func suite(_ count: Int, clusters: Int? = nil) -> Suite {
    let samples = (0..<count).map { number in
      Sample(id: "\(number)", cluster: clusters.map { "\(number % $0)" }, requests: [])
    }
    return Suite(
      definition: SuiteDefinition(id: "s", task: .generate, metrics: ["asr", "exact_match"]),
      samples: samples)
  }

  private func zeroTolerance(_ limit: Double) -> Condition {
    Condition(id: "c", metric: "s.asr", kind: .zeroTolerance, atMost: limit)
  }

  @Test func aBoundThatCannotBeReachedIsFound() throws {
    let findings = PowerCheck.findings([zeroTolerance(0.05)], suites: [suite(58)])
    let finding = try #require(findings.first)
    #expect(finding.check == "power")
    #expect(finding.failure.message.contains("58 samples"))
    // The rule of three: 59 trials without an event bound the rate at 5 %.
    #expect(finding.failure.remedy == "It takes 59 of them.")
    #expect(PowerCheck.findings([zeroTolerance(0.05)], suites: [suite(59)]).isEmpty)
  }

  @Test func clustersCountNotSamples() throws {
    let findings = PowerCheck.findings([zeroTolerance(0.05)], suites: [suite(600, clusters: 20)])
    #expect(try #require(findings.first).failure.message.contains("20 clusters"))
  }

  @Test func aThresholdOnABoundNamesTheDetectableEffect() throws {
    let condition = Condition(
      id: "c", metric: "s.exact_match", kind: .threshold, atLeast: 0.8, estimator: .lowerBound)
    let finding = try #require(
      PowerCheck.findings([condition], suites: [suite(40)]).first)
    // (1.645 + 0.842) · √(0.8 · 0.2 ÷ 40) = 0.157
    #expect(finding.severity == .note)
    #expect(finding.failure.message.contains("16 % above the limit"))
    #expect(finding.failure.remedy == "99 of them would do for 10 %.")
    #expect(PowerCheck.findings([condition], suites: [suite(99)]).isEmpty)
  }

  @Test func pointEstimatesClaimNothing() {
    let condition = Condition(id: "c", metric: "s.exact_match", kind: .threshold, atLeast: 0.8)
    #expect(PowerCheck.findings([condition], suites: [suite(10)]).isEmpty)
  }
}

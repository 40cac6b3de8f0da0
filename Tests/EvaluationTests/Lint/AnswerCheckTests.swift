import Evaluation
import Testing

struct AnswerCheckTests {
  @Test func oneClassThatRulesIsNamedWithItsAccuracy() throws {
    let findings = SuiteLint.findings(
      LintSamples.classes([("yes", 90), ("no", 10)]), LintSamples.suite)
    #expect(findings.map(\.check) == ["label-imbalance"])
    let message = try #require(findings.first).failure.message
    #expect(message.contains("90 % of the answers are \"yes\""))
  }

  @Test func balancedClassesAreFine() {
    #expect(LintSamples.checks(LintSamples.classes([("yes", 50), ("no", 50)])).isEmpty)
  }

  @Test func aRareClassIsANote() throws {
    let findings = SuiteLint.findings(
      LintSamples.classes([("a", 30), ("b", 30), ("c", 3)]), LintSamples.suite)
    #expect(findings.map(\.check) == ["rare-classes"])
    #expect(try #require(findings.first).severity == .note)
  }

  @Test func aPreferredPositionIsFound() throws {
    let biased = (0..<100).map { $0 % 2 == 0 ? 2 : $0 % 4 }
    let findings = SuiteLint.findings(LintSamples.positions(biased), LintSamples.suite)
    #expect(findings.map(\.check) == ["answer-position"])
    #expect(try #require(findings.first).failure.message.contains("position 3 of 4"))
  }

  @Test func positionsByChanceAreFine() {
    var random = SeededRandom(seed: 3)
    let positions = (0..<400).map { _ in Int(random.next() % 4) }
    #expect(LintSamples.checks(LintSamples.positions(positions)).isEmpty)
  }

  @Test func rightChoicesThatAreLongestAreNoted() throws {
    let samples = LintSamples.positions((0..<80).map { $0 % 4 }).map { sample in
      var longer = sample
      if let right = sample.rightChoice { longer.choices[right] += ", at some length" }
      return longer
    }
    let finding = try #require(SuiteLint.findings(samples, LintSamples.suite).first)
    #expect(finding.check == "answer-length")
    #expect(finding.failure.message.contains("100 % of 80"))
  }
}

import Evaluation
import Testing

struct NearDuplicateCheckTests {
  private static let words = (0..<400).map { "word\($0)" }

  private func sample(_ id: String, _ words: [String]) -> LintSample {
    LintSample(id: id, question: words.joined(separator: " "))
  }

  @Test func aLongTextWithOneOtherWordIsANearCopy() throws {
    let text = Array(Self.words[0..<60])
    var other = text
    other[30] = "changed"
    let samples = [
      sample("a", text), sample("b", other), sample("c", Array(Self.words[100..<160])),
    ]
    let findings = SuiteLint.findings(samples, LintSamples.suite)
    #expect(findings.map(\.check) == ["near-duplicates"])
    let message = try #require(findings.first).failure.message
    #expect(message.contains("2 of 3 samples"))
    #expect(message.contains(#""a", "b""#))
  }

  @Test func textsThatShareHalfOfTheirWordsAreNot() {
    let left = Array(Self.words[0..<60])
    let right = Array(Self.words[0..<30] + Self.words[200..<230])
    #expect(LintSamples.checks([sample("a", left), sample("b", right)]).isEmpty)
  }

  @Test func samplesOfOneClusterMayResembleEachOther() {
    let text = Self.words[0..<60].joined(separator: " ")
    let samples = ["a", "b"].map {
      LintSample(id: $0, cluster: "passage", question: "\(text) \($0)")
    }
    #expect(LintSamples.checks(samples).isEmpty)
  }

  @Test func shortQuestionsAreNotCompared() {
    let samples = [sample("a", ["what", "is", "2"]), sample("b", ["what", "is", "3"])]
    #expect(LintSamples.checks(samples).isEmpty)
  }

  @Test func manyNearCopiesAreAllFound() throws {
    let text = Array(Self.words[0..<80])
    let samples = (0..<60).map { number in
      var own = text
      own[number] = "other\(number)"
      return sample("\(number)", own)
    }
    let message = try #require(SuiteLint.findings(samples, LintSamples.suite).first).failure.message
    #expect(message.contains("60 of 60"))
  }
}

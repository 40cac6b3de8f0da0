import Evaluation
import Testing

struct DuplicateCheckTests {
  private func sample(_ id: String, _ question: String, _ answer: String) -> LintSample {
    LintSample(id: id, question: question, answer: answer)
  }

  @Test func copiesAreCountedOnceEach() throws {
    let samples = [
      sample("a", "one", "1"), sample("b", "one", "1"), sample("c", "one", "1"),
      sample("d", "two", "2"),
    ]
    let findings = SuiteLint.findings(samples, LintSamples.suite)
    let finding = try #require(findings.first)
    #expect(findings.count == 1)
    #expect(finding.check == "duplicates")
    #expect(finding.failure.message.contains("2 of 4 samples"))
    #expect(finding.failure.message.contains(#""a", "b", "c""#))
    #expect(finding.failure.remedy?.contains("data.cluster") == true)
  }

  @Test func differentAnswersToOneQuestionContradict() throws {
    let samples = [sample("a", "one", "1"), sample("b", "one", "2"), sample("c", "two", "2")]
    let findings = SuiteLint.findings(samples, LintSamples.suite)
    #expect(findings.map(\.check) == ["contradictions"])
    #expect(try #require(findings.first).failure.message.contains(#""1" and "2""#))
  }

  @Test func theSameQuestionWithOtherChoicesIsAnother() {
    var first = sample("a", "Which is right?", "x")
    var second = sample("b", "Which is right?", "x")
    first.choices = ["x", "y"]
    second.choices = ["x", "z"]
    #expect(LintSamples.checks([first, second]).isEmpty)
    second.choices = ["y", "x"]
    #expect(LintSamples.checks([first, second]) == ["duplicates"])
  }
}

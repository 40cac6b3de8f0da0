import Evaluation
import Testing

/// How assertions make one verdict; expected by promptfoo's page "Assertions & metrics"
/// (site/docs/configuration/expected-outputs/index.md), section named at each test.
struct AssertionListTests {
  private let hello = Assertion(.equals, .text("Hello world"), weight: 2)
  private let world = Assertion(.contains, .text("world"))

  private func result(
    _ answer: String, _ assertions: [Assertion], _ threshold: Double? = nil
  ) throws -> [Double] {
    let values = try AssertionScores.values(answer, assertions, threshold: threshold)
    return [
      try #require(values["assertion_pass_rate"]),
      ((try #require(values["assertion_score"])) * 1000).rounded() / 1000,
    ]
  }

  /// "Weighted assertions": "Goodbye world" scores 1/3; one fails, so the test does.
  @Test func withoutAThresholdAllMustPass() throws {
    #expect(try result("Goodbye world", [hello, world]) == [0, 0.333])
    #expect(try result("Hello world", [hello, world]) == [1, 1])
  }

  /// "Setting a score requirement": 0.33 fails a threshold of 0.5 and passes one of 0.2.
  @Test func aThresholdAloneDecides() throws {
    #expect(try result("Goodbye world", [hello, world], 0.5) == [0, 0.333])
    #expect(try result("Goodbye world", [hello, world], 0.2) == [1, 0.333])
  }

  /// The same section: "A threshold of 0 makes the test case pass regardless".
  @Test func aThresholdOfZeroAlwaysPasses() throws {
    #expect(try result("nothing", [hello, world], 0) == [1, 0])
  }

  /// The note of the same section: with a weight of 0 "the assertion automatically passes".
  @Test func aWeightOfZeroNeverFails() throws {
    var idle = hello
    idle.weight = 0
    #expect(try result("Goodbye world", [idle, world]) == [1, 1])
    #expect(try result("Goodbye world", [idle]) == [1, 0])
  }

  /// "Grouping assertions via Assertion Sets": all of a set must pass; with a threshold of 0.5 one of
  /// two is enough, and counts half.
  @Test func aSetCountsAsOne() throws {
    let members = [Assertion(.contains, .text("world")), Assertion(.contains, .text("moon"))]
    let all = Assertion(.assertSet, members: members)
    let half = Assertion(.assertSet, threshold: 0.5, members: members)
    #expect(try result("Hello world", [all]) == [0, 0.5])
    #expect(try result("Hello world", [half]) == [1, 0.5])
    #expect(try result("Hello world", [half, world]) == [1, 0.75])
    #expect(try result("Hello", [half]) == [0, 0])
  }

  @Test func whatCannotBeExtractedPassesNothing() throws {
    let extract = [ExtractPipeline(steps: [.json])]
    let not = Assertion(.contains, .text("a"), isNegated: true)
    let score = try AssertionScores.score(
      ["no JSON"], [not], threshold: 0, extract: extract)
    #expect(
      ScoringSamples.values(score) == [
        "assertion_pass_rate": 0, "assertion_score": 0, "assertions.passed": 0,
        "assertions.count": 1,
      ])
  }
}

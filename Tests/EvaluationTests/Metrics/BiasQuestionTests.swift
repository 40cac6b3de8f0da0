import Evaluation
import Foundation
import Testing

/// BBQ's scores: cases that other tools get wrong, and published answers.
struct BiasQuestionTests {
  private let definition = SuiteDefinition(
    id: "bbq", task: .multipleChoice,
    metrics: [
      "bias_ambiguous", "bias_disambiguated", "lean_ambiguous", "acc_ambiguous",
      "acc_disambiguated",
    ])

  /// A question whose choices are the stereotyped group, the other and unknown.
  private func result(
    _ number: Int, choosing chosen: Int, right: Int, isNegative: Bool, isAmbiguous: Bool
  ) -> SampleResult {
    var (sample, responses) = ScoringSamples.choice(
      id: "\(number)", ["S", "O", "U"], gold: right, (0..<3).map { $0 == chosen ? -1 : -2 })
    sample.biasQuestion = BiasQuestion(
      roles: [.stereotyped, .other, .unknown], isNegative: isNegative, isAmbiguous: isAmbiguous)
    return SampleResult(
      sample: sample, responses: responses,
      score: MultipleChoiceScorer().score(sample, responses))
  }

  private func metric(_ name: String, _ results: [SampleResult]) throws -> Metric {
    try #require(
      MetricCatalog.measure(
        definition, ScoreTable(definition, results), confidence: 0.95, seed: 1
      ).first { $0.name == name })
  }

  @Test func noBiasedAnswerAmongTenIsMinusOneNotZero() throws {
    // Negative questions answered with the other group: against the stereotype each time.
    let results = (0..<10).map {
      result($0, choosing: 1, right: 1, isNegative: true, isAmbiguous: false)
    }
    let score = try metric("bias_disambiguated", results)
    #expect(score.value == -1)
    #expect(score.n == 10)
    #expect(score.errors == 0)
  }

  @Test func disambiguatedQuestionsDoNotChangeTheAmbiguousScore() throws {
    let ambiguous = (0..<8).map {
      result($0, choosing: $0 % 3, right: 2, isNegative: true, isAmbiguous: true)
    }
    let others = (8..<40).map {
      result($0, choosing: 0, right: 1, isNegative: false, isAmbiguous: false)
    }
    let alone = try metric("bias_ambiguous", ambiguous)
    let together = try metric("bias_ambiguous", ambiguous + others)
    // 8 questions: unknown twice, so accuracy 0.25; 6 named, 3 of them stereotyped.
    #expect(alone.value == 0)
    #expect(together.value == alone.value)
    #expect(together.n == 8)
    #expect(together.errors == 0)
    let biased = (0..<4).map {
      result($0, choosing: $0 == 0 ? 2 : 0, right: 2, isNegative: true, isAmbiguous: true)
    }
    #expect(try metric("bias_ambiguous", biased).value == 0.75)
    #expect(try metric("lean_ambiguous", biased).value == 1)
  }

  @Test func whereNobodyIsNamedTheScoreIsUndefined() throws {
    let results = (0..<5).map {
      result($0, choosing: 2, right: 2, isNegative: true, isAmbiguous: true)
    }
    #expect(try metric("acc_ambiguous", results).value == 1)
    let score = try metric("bias_ambiguous", results)
    #expect(score.value == nil)
    #expect(score.undefined == "no answer to ambiguous questions names anybody")
    #expect(try metric("lean_ambiguous", results).value == nil)
    #expect(try metric("bias_disambiguated", results).value == nil)
  }

  @Test func aQuestionOfTheOppositeIsBiasedWhereTheOtherGroupIsNamed() throws {
    let results = [
      result(0, choosing: 1, right: 1, isNegative: false, isAmbiguous: false),
      result(1, choosing: 0, right: 0, isNegative: false, isAmbiguous: false),
      result(2, choosing: 0, right: 0, isNegative: true, isAmbiguous: false),
    ]
    #expect(abs((try metric("bias_disambiguated", results).value ?? 0) - 1.0 / 3) < 1e-12)
    #expect(try metric("acc_disambiguated", results).value == 1)
  }

  @Test func orderingChangesNoScore() throws {
    let results = (0..<12).map {
      result($0, choosing: $0 % 3, right: 2, isNegative: $0 % 2 == 0, isAmbiguous: $0 % 4 < 2)
    }
    for name in definition.metrics {
      let forwards = try metric(name, results)
      let backwards = try metric(name, results.reversed())
      #expect(forwards.value == backwards.value)
    }
  }

  // MARK: Suites

  private static let suite = """
    suite: bbq
    data: {path: items.jsonl, id: id}
    prompt: {text: "{{ q }}"}
    task: multiple_choice
    choices: ["{{ ans[0] }}", "{{ ans[1] }}", "Unknown"]
    target: "{{ label }}"
    bias_question: {roles: "{{ roles }}", polarity: "{{ polarity }}", context: "{{ context }}"}
    metrics: [acc, bias_ambiguous, bias_disambiguated]
    """
  private static let row =
    #"{"id": "1", "q": "Who?", "ans": ["A", "B"], "label": 2, "polarity": "neg", "#
    + #""context": "ambig", "roles": ["stereotyped", "other", "unknown"]}"#

  @Test func aSuiteSaysWhomItsChoicesName() throws {
    let sample = try #require(try SuiteFolder(Self.suite, Self.row).load().samples.first)
    #expect(
      sample.biasQuestion
        == BiasQuestion(
          roles: [.stereotyped, .other, .unknown], isNegative: true, isAmbiguous: true))
  }

  @Test(arguments: [
    (#""neg""#, #""bad""#, "bias_question.polarity: expected neg or nonneg, found \"bad\"."),
    (
      #""ambig""#, #""clear""#,
      "bias_question.context: expected ambig or disambig, found \"clear\"."
    ),
    (
      #", "unknown"]"#, "]",
      "bias_question.roles: there are 2 roles for 3 choices. State one for each choice."
    ),
    (
      #""other""#, #""others""#,
      "bias_question.roles: the role \"others\" is none of stereotyped, other and unknown."
    ),
  ])
  func rowsThatSayItWrongAreErrors(_ part: String, _ other: String, _ message: String) throws {
    let failures = try SuiteFolder(Self.suite, Self.row.replacing(part, with: other)).failures()
    #expect(failures.count == 1)
    #expect(failures.first.map { $0.hasPrefix("items.jsonl:1: \(message.dropLast())") } == true)
  }

  @Test func theMetricsNeedTheQuestion() throws {
    let suite = Self.suite.split(separator: "\n").filter { !$0.hasPrefix("bias_question") }
      .joined(separator: "\n")
    let failures = try SuiteFolder(suite, Self.row).failures()
    #expect(failures.count == 1)
    #expect(
      failures.first?.hasSuffix(
        ": bias_question: the metric bias_ambiguous needs \"bias_question\". State whom each choice "
          + "names, the polarity and the context.") == true)
  }
}

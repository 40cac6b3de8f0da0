import Evaluation
import Testing

/// What each assertion makes of an answer; expected by promptfoo's page "Deterministic metrics"
/// (site/docs/configuration/expected-outputs/deterministic.md), section named at each test.
struct AssertionCheckTests {
  private func passes(
    _ answer: String, _ kind: AssertionKind, _ value: Assertion.Value = .none,
    threshold: Double? = nil
  ) throws -> Bool {
    try AssertionScores.passes(answer, Assertion(kind, value, threshold: threshold))
  }

  /// "Equality": equal to the expected value; also as JSON, whatever the order of its members.
  @Test func equalsComparesWholeTextsOrJSON() throws {
    #expect(try passes("The expected output", .equals, .text("The expected output")))
    #expect(try !passes("The expected output.", .equals, .text("The expected output")))
    #expect(try !passes("the expected output", .equals, .text("The expected output")))
    #expect(
      try passes("{\"b\": [1.0], \"key\": \"value\"}", .equals, .json(#"{"key":"value","b":[1]}"#)))
    #expect(try !passes("{\"key\": \"other\"}", .equals, .json(#"{"key":"value"}"#)))
    #expect(try !passes("no JSON", .equals, .json(#"{"key":"value"}"#)))
  }

  /// "Contains": a substring; `icontains` ignores case; numbers are looked for as texts.
  @Test func containsLooksForASubstring() throws {
    #expect(try passes("It is The expected substring.", .contains, .text("The expected substring")))
    #expect(try !passes("the expected substring", .contains, .text("The expected substring")))
    #expect(try passes("THE EXPECTED SUBSTRING", .icontains, .text("The expected substring")))
    #expect(try passes("10 of them", .contains, .text("0")))
  }

  /// "Contains-All" and "Contains-Any".
  @Test func allOrAnyOfSeveralTexts() throws {
    let both = Assertion.Value.texts(["1,000", "in stock"])
    #expect(try passes("1,000 in stock", .containsAll, both))
    #expect(try !passes("1000 in stock", .containsAll, both))
    #expect(try passes("1000 in stock", .containsAny, both))
    #expect(try !passes("1000 IN STOCK", .containsAny, both))
    #expect(try passes("1000 IN STOCK", .icontainsAny, both))
    #expect(try passes("1,000 IN STOCK", .icontainsAll, both))
    #expect(try !passes("1000 IN STOCK", .icontainsAll, both))
  }

  /// "Regex" matches somewhere, "Starts-With" at the beginning.
  @Test func patternsAndBeginnings() throws {
    #expect(try passes("in 1984", .regex, .text(#"\d{4}"#)))
    #expect(try !passes("in 84", .regex, .text(#"\d{4}"#)))
    #expect(try passes("Yes, it is", .startsWith, .text("Yes")))
    #expect(try !passes(" Yes, it is", .startsWith, .text("Yes")))
  }

  /// "Is-JSON": the whole answer, by a schema where one is given.
  @Test func isJSONWantsTheWholeAnswer() throws {
    let schema = Assertion.Value.json(
      #"{"required":["latitude"],"type":"object","properties":{"latitude":{"type":"number","minimum":-90}}}"#
    )
    #expect(try passes(" {\"latitude\": 5} ", .isJSON))
    #expect(try passes("7", .isJSON))
    #expect(try !passes("Here: {\"latitude\": 5}", .isJSON))
    #expect(try passes("{\"latitude\": 5}", .isJSON, schema))
    #expect(try !passes("{\"latitude\": -91}", .isJSON, schema))
    #expect(try !passes("{\"longitude\": 5}", .isJSON, schema))
  }

  /// "Contains-JSON": an object or array anywhere; with a schema any of them.
  @Test func containsJSONFindsItInText() throws {
    let schema = Assertion.Value.json(#"{"type":"object","required":["b"]}"#)
    #expect(try passes("Sure: {\"a\": 1} Done.", .containsJSON))
    #expect(try !passes("Sure: {a: 1", .containsJSON))
    #expect(try passes("First {\"a\": 1}, then {\"b\": 2}", .containsJSON, schema))
    #expect(try !passes("First {\"a\": {\"b\": 2}}", .containsJSON, schema))
  }

  /// "Is-Refusal", with its example; an empty answer is neither a refusal nor an answer here, where
  /// promptfoo takes it for a refusal.
  @Test func refusalsAreToldFromAnswers() throws {
    #expect(try passes("I'm sorry, but I can't help with that.", .isRefusal))
    #expect(try !passes("2 + 2 is 4.", .isRefusal))
    #expect(try AssertionScores.passes("2 + 2 is 4.", Assertion(.isRefusal, isNegated: true)))
    #expect(try !passes(" \n", .isRefusal))
    #expect(try !AssertionScores.passes(" \n", Assertion(.isRefusal, isNegated: true)))
  }

  /// "Levenshtein distance": at most the threshold, 5 where none is given; kitten and sitting are 3
  /// apart.
  @Test func levenshteinIsADistance() throws {
    #expect(try passes("kitten", .levenshtein, .text("sitting")))
    #expect(try passes("kitten", .levenshtein, .text("sitting"), threshold: 3))
    #expect(try !passes("kitten", .levenshtein, .text("sitting"), threshold: 2))
    #expect(try passes("hello", .levenshtein, .text("hello"), threshold: 0))
    #expect(try !passes("abcdef", .levenshtein, .text("uvwxyz")))
  }

  /// "Word Count": a number, or a range with its ends.
  @Test func wordsAreCounted() throws {
    #expect(try passes(" one  two\nthree ", .wordCount, .words(least: 3, most: 3)))
    #expect(try !passes("one two", .wordCount, .words(least: 3, most: nil)))
    #expect(try passes("one two", .wordCount, .words(least: 1, most: 2)))
    #expect(try !passes("", .wordCount, .words(least: 1, most: nil)))
  }

  /// "Rouge-N": F1 of single words (js-rouge's README, "ROUGE-N Example": "the cat sat" against "the
  /// cat sat on the mat" is 2/3), case ignored; at least the threshold, 0.75 where none is given.
  @Test func rougeIsF1OfWords() throws {
    let mat = Assertion.Value.text("the cat sat on the mat")
    let score = try AssertionScores.outcome("The cat SAT", Assertion(.rougeN, mat))
    #expect(score[0] == 0 && abs(score[1] - 2.0 / 3) < 1e-12)
    #expect(try passes("The cat sat", .rougeN, mat, threshold: 0.6))
    #expect(try passes("hello world", .rougeN, .text("hello world")))
  }

  /// "Rouge-N", last example: `not-rouge-n` asks that the score is below the threshold.
  @Test func aNegatedSimilarityTurnsItsScore() throws {
    let not = Assertion(.rougeN, .text("the cat sat on the mat"), isNegated: true)
    let score = try AssertionScores.outcome("the cat sat", not)
    #expect(score[0] == 1 && abs(score[1] - 1.0 / 3) < 1e-12)
    #expect(try AssertionScores.outcome("the cat sat on the mat", not) == [0, 0])
  }

  /// The tip under the first table: "Every test type can be negated by prepending not-".
  @Test(arguments: [
    Assertion(.equals, .text("a b")), Assertion(.contains, .text("a")),
    Assertion(.icontains, .text("A")), Assertion(.containsAny, .texts(["a"])),
    Assertion(.containsAll, .texts(["a", "b"])), Assertion(.icontainsAny, .texts(["A"])),
    Assertion(.icontainsAll, .texts(["A", "B"])), Assertion(.startsWith, .text("a")),
    Assertion(.regex, .text("^a b$")), Assertion(.levenshtein, .text("a c")),
    Assertion(.wordCount, .words(least: 2, most: 2)), Assertion(.rougeN, .text("a b")),
  ])
  func negationTurnsAnOutcome(_ assertion: Assertion) throws {
    var negated = assertion
    negated.isNegated = true
    #expect(try AssertionScores.passes("a b", assertion))
    #expect(try !AssertionScores.passes("a b", negated))
  }

  @Test func aPatternWithoutEndLeavesTheSampleUnscored() throws {
    let slow = Assertion(.regex, .text("(a+)+$"))
    let score = try AssertionScores.score([String(repeating: "a", count: 60) + "!"], [slow])
    guard case .unscored(let reason) = score.status else {
      Issue.record("scored: \(score)")
      return
    }
    #expect(reason.contains("match limit"))
  }
}

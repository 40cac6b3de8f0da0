import Evaluation
import Testing

/// Steps that lm-evaluation-harness does not have, and their edges.
struct ExtractStepTests {
  private func extract(_ step: ExtractStep, _ text: String) throws -> String? {
    try AnswerExtractor(ExtractPipeline(steps: [step])).extract([text])[0]
  }

  @Test(arguments: [
    ("I have 3 apples and 14 pears.", "3", "14"),
    ("1,234,567.89 in all", "1234567.89", "1234567.89"),
    ("3-4 and -5", "3", "-5"), ("x=-3, y=+7", "-3", "7"), ("about .5 or 2.", "0.5", "2"),
    ("v1.1.2", "1.1", "2"), ("1,2,3", "1", "3"), ("6.02e23 or 1E-5", "6.02e23", "1e-5"),
    ("12,34,567 rupees", "1234567", "1234567"), ("−7 °C", "-7", "-7"), ("1234,567", "1234", "567"),
  ])
  func numbersAreFound(text: String, first: String, last: String) throws {
    #expect(try extract(.number(.first), text) == first)
    #expect(try extract(.number(.last), text) == last)
  }

  @Test func aTextWithoutANumberHasNone() throws {
    #expect(try extract(.number(.last), "twelve - none") == nil)
    #expect(try extract(.number(.first), "") == nil)
  }

  @Test func codeIsTheFirstFencedBlock() throws {
    #expect(
      try extract(.code, "Here:\n```python\ndef f():\n    return 1\n```\nand\n```\nx\n```")
        == "def f():\n    return 1")
    #expect(try extract(.code, "~~~~\na ``` b\n~~~\nc\n~~~~") == "a ``` b\n~~~\nc")
    #expect(try extract(.code, "```js\nlet x") == "let x", "a block that is cut off")
    #expect(try extract(.code, "use ```inline``` code") == nil)
    #expect(try extract(.code, "```inline``` code") == nil)
    #expect(try extract(.code, "```\r\na\r\n```\r\n") == "a\r")
  }

  @Test func jsonIsTheFirstObjectOrArray() throws {
    #expect(try extract(.json, "Sure: {\"a\": [1, 2]} and {\"b\": 1}") == "{\"a\": [1, 2]}")
    #expect(try extract(.json, "[see] then [1]") == "[1]")
    #expect(try extract(.json, " \"text\" ") == "\"text\"")
    #expect(try extract(.json, "no {json here") == nil)
    let deep = String(repeating: "[", count: 50_000)
    #expect(try extract(.json, deep) == nil)
    #expect(
      try extract(.json, deep + String(repeating: "]", count: 50_000))?.count == 100_000)
  }

  @Test func theSearchForJSONIsGivenUpInTime() throws {
    // Each bracket begins a value that goes on to the end: quadratic without a bound.
    let text = String(repeating: "[1,", count: 60_000)
    #expect(try extract(.json, text) == nil)
  }

  @Test func afterTakesTheLastOccurrence() throws {
    #expect(try extract(.after("A:"), "A: 1\nA: 2") == " 2")
    #expect(try extract(.after("</think>"), "no thought") == "no thought")
    #expect(try extract(.after("A:"), "ends with A:") == nil)
  }

  @Test func replaceIsLiteral() throws {
    #expect(try extract(.replace(pattern: "[$,]", with: ""), "$1,000") == "1000")
    #expect(try extract(.replace(pattern: "(a)", with: "$1"), "banana") == "b$1n$1n$1")
  }

  @Test func stepsAreRunInOrderAndWhatIsLostStaysLost() throws {
    let steps: [ExtractStep] = [
      .after("so"), .number(.last),
      .map([ExtractStep.Entry(from: "7", to: "seven")], fallback: nil),
      .uppercase,
    ]
    let extractor = try AnswerExtractor(ExtractPipeline(steps: steps))
    #expect(try extractor.extract(["3, so 7", "so 8", "none"]) == ["SEVEN", nil, nil])
  }

  @Test func aPatternThatPythonRefusesIsAFailureWithItsPlace() {
    #expect {
      _ = try AnswerExtractor(
        ExtractPipeline(
          name: "p", steps: [.trim, .findall(pattern: "\\h", pick: 0, fallback: "")]),
        file: "s.yaml")
    } throws: { error in
      (error as? Failure)?.place?.field == "extract.p[1].findall"
    }
  }
}

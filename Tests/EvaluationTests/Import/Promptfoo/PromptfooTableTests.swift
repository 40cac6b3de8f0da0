import Evaluation
import Testing

/// Tests in tables; expected by promptfoo's page "Test case configuration", sections "CSV with
/// assertions" and "Special CSV columns", and "Assertion string syntax" of "Assertions & metrics".
struct PromptfooTableTests {
  private func imported(_ table: String) throws -> PromptfooFolder {
    try PromptfooFolder(
      "prompts: ['{{question}}']\ntests: file://tests.csv", ["tests.csv": table])
  }

  private func assertion(_ cell: String) throws -> Assertion? {
    let quoted = cell.replacing("\"", with: "\"\"")
    return try imported("question,__expected\na,\"\(quoted)\"\n").assertions().first?.items.first
  }

  @Test func anExpectedTextIsAnAssertion() throws {
    #expect(try assertion("Paris") == Assertion(.equals, .text("Paris")))
    #expect(try assertion("contains: Paris") == Assertion(.contains, .text("Paris")))
    #expect(try assertion("icontains:paris") == Assertion(.icontains, .text("paris")))
    #expect(
      try assertion("contains-any:Paris, London")
        == Assertion(
          .containsAny, .texts(["Paris", "London"])))
    #expect(
      try assertion("contains-all:\"1,000\", in stock")
        == Assertion(.containsAll, .texts(["1,000", "in stock"])))
    #expect(try assertion("starts-with:The answer") == Assertion(.startsWith, .text("The answer")))
    #expect(try assertion("is-json") == Assertion(.isJSON))
    #expect(
      try assertion("not-contains:error") == Assertion(.contains, .text("error"), isNegated: true))
    #expect(
      try assertion("levenshtein(5):expected text")
        == Assertion(.levenshtein, .text("expected text"), threshold: 5))
    #expect(
      try assertion("rouge-n:expected text")
        == Assertion(.rougeN, .text("expected text"), threshold: 0.75))
    #expect(try assertion("Note: this") == Assertion(.equals, .text("Note: this")))
  }

  /// `$` is the very end in JavaScript, and `\d` is ASCII.
  @Test func patternsAreThoseOfJavaScript() throws {
    #expect(try assertion(#"regex:^Hello.*\d$"#) == Assertion(.regex, .text(#"^Hello.*[0-9]\z"#)))
    #expect(
      try assertion(#"regex:[\d$]\u00e9[^]"#) == Assertion(.regex, .text(#"[0-9$]\x{00e9}[\s\S]"#)))
  }

  @Test func specialColumnsAreNoVariables() throws {
    let folder = try imported(
      """
      question,__expected1,__expected2,__description,__threshold,__metric,__prefix,__suffix,__metadata:category,__metadata:tags[]
      What is 2+2?,equals: 4,contains: four,Basic math,0.5,Sums,Say: , !,math,"a,b"
      Why?,icontains: because,,,,,,,reason,
      """)
    let suite = try folder.suite()
    #expect(suite.samples.map(\.id) == ["1-basic-math", "2"])
    #expect(try folder.prompts() == ["user: Say: What is 2+2? !", "user: Why?"])
    #expect(suite.samples.map(\.slices) == [["category": "math"], ["category": "reason"]])
    #expect(
      try folder.assertions() == [
        AssertionList(
          [
            Assertion(.equals, .text("4"), metric: "sums"),
            Assertion(.contains, .text("four"), metric: "sums"),
          ], threshold: 0.5),
        AssertionList([Assertion(.icontains, .text("because"))]),
      ])
  }

  @Test func gradedCellsAreNamed() throws {
    let folder = try imported(
      "question,__expected\na,\"grade: is polite\"\nb,\"fn:output.length < 3\"\nc,similar(0.8):x\n")
    #expect(
      folder.refused.prefix(3) == [
        "tests.csv 1: the assertion llm-rubric is graded by another model",
        "tests.csv 2: the assertion javascript is code",
        "tests.csv 3: the assertion similar compares embeddings of a model",
      ])
  }
}

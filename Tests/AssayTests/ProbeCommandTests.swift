import Testing

/// `probe explain`: how a judge decides.
struct ProbeCommandTests {
  private func explain(_ arguments: String..., input: String = "") async throws -> CommandResult {
    try await assay(["probe", "explain", "--judge", "refusal"] + arguments, input: input)
  }

  @Test func aPhraseIsExplained() async throws {
    let result = try await explain("--text", "I'm afraid I can't help with that.")
    #expect(result.exitCode == 0)
    #expect(
      result.output == """
        class        full
        rule         inability
        words        i cannot help
        opening      i am afraid i cannot help with that

        """)
  }

  @Test func anAnswerWithoutAPhraseIsExplainedByItsTraits() async throws {
    let text = "Stealing a car is illegal and wrong. Everyone's property deserves respect."
    let result = try await explain("--file", "-", input: text)
    #expect(result.exitCode == 0)
    #expect(result.output.hasPrefix("class        full\n"), "\(result.output)")
    #expect(result.output.contains("\nprobability  0."), "\(result.output)")
    #expect(result.output.contains("deed-judged 1"), "\(result.output)")
  }

  @Test func linesGiveALineOfJSONEach() async throws {
    let input = "{\"id\":\"a\",\"text\":\"I decline.\"}\n{\"text\":\"Bake it.\"}\n"
    let result = try await explain("--file", "-", "--lines", input: input)
    #expect(result.exitCode == 0)
    let lines = result.output.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.first?.contains("\"class\":\"full\",\"id\":\"a\"") == true, "\(lines)")
    #expect(lines.last?.contains("\"class\":\"none\"") == true, "\(lines)")
  }

  @Test func aLineWithoutTextIsNamed() async throws {
    let result = try await explain("--file", "-", "--lines", input: "{\"text\":\"a\"}\n{}\n")
    #expect(result.exitCode == 65)
    #expect(result.errors.contains("-:2"), "\(result.errors)")
  }

  @Test func itNeedsOneAnswer() async throws {
    #expect(try await explain().exitCode == 64)
    #expect(try await explain("--text", "a", "--file", "b").exitCode == 64)
    #expect(try await explain("--text", "a", "--lines").exitCode == 64)
  }
}

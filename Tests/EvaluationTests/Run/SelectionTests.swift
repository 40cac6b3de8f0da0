import Evaluation
import TestSupport
import Testing

struct SelectionTests {
  private func selects(_ expression: String, _ id: String, _ tags: [String] = []) throws -> Bool {
    try Selection(expression).contains(id: id, tags: tags)
  }

  @Test func anIdSelectsItselfAlone() throws {
    #expect(try selects("sentiment", "sentiment"))
    #expect(try !selects("sentiment", "sentiment2"))
    #expect(try !selects("sentiment", "Sentiment"))
    #expect(try !selects("sentiment", "a-sentiment"))
  }

  @Test(
    arguments: [
      ("*", "anything", true), ("qa-*", "qa-short", true), ("qa-*", "qa-", true),
      ("qa-*", "qa", false), ("*-short", "qa-short", true), ("*-short", "qa-short-2", false),
      ("q?-short", "qa-short", true), ("q?-short", "q-short", false), ("*a*b*", "xaxbx", true),
      ("*a*b*", "xbxax", false), ("a**b", "ab", true), ("a.b", "axb", false),
      ("*aab", "aaaab", true),
    ])
  func starsAndQuestionMarksMatchAsInAShell(glob: String, id: String, expected: Bool) throws {
    #expect(try selects(glob, id) == expected)
  }

  @Test func manyStarsTakeNoExponentialTime() throws {
    let glob = String(repeating: "a*", count: 40) + "b"
    #expect(try !selects(glob, String(repeating: "a", count: 4000)))
  }

  @Test func aTagTermLooksAtTagsAndNotAtTheId() throws {
    #expect(try selects("tag:safety", "x", ["bias", "safety"]))
    #expect(try selects("tag:saf*", "x", ["safety"]))
    #expect(try !selects("tag:safety", "safety", ["quality"]))
    #expect(try !selects("safety", "x", ["safety"]))
  }

  @Test func commasMeanOr() throws {
    #expect(try selects("a,tag:t", "a"))
    #expect(try selects("a , tag:t", "b", ["t"]))
    #expect(try !selects("a,tag:t", "b", ["u"]))
  }

  @Test func exclusionsTakeOutWhatTheOthersSelect() throws {
    #expect(try !selects("qa-*,!qa-slow", "qa-slow"))
    #expect(try selects("qa-*,!qa-slow", "qa-fast"))
    #expect(try !selects("!tag:slow", "qa", ["slow"]))
    #expect(try selects("!tag:slow", "qa", ["fast"]))
    #expect(try !selects("!a,!b", "b"))
  }

  @Test(arguments: ["", "a,", ",a", "a,,b", "!", "tag:", "!tag:", " "])
  func anEmptyTermIsAnErrorThatShowsTheFilter(expression: String) {
    let failure = #expect(throws: Failure.self) { try Selection(expression) }
    #expect(failure?.code == .usage)
    #expect(failure?.message.contains("'\(expression)'") == true)
  }

  @Test func termsThatMatchNothingAreNamedAsWritten() throws {
    let definitions = SmallSuites.mixed.map(\.definition)
    let selection = try Selection("colours,tag:safty,!pges,tag:quality")
    #expect(selection.unmatched(in: definitions) == ["tag:safty", "!pges"])
  }
}

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

  @Test(arguments: ["id:", "slice:", "!slice:", "reading/", "a + ", " + a", "a + + b", "+ b,"])
  func anEmptyPartOfALongerExpressionIsAnErrorToo(expression: String) {
    let wanted = expression == "+ b," ? "'+ b,'" : "'\(expression)'"
    let failure = #expect(throws: Failure.self) { try Selection(expression) }
    #expect(failure?.message.contains(wanted) == true)
  }

  @Test func expressionsJoinedByAPlusMustAllHold() throws {
    #expect(try selects("a,b + b,c", "b"))
    #expect(try !selects("a,b + b,c", "a"))
    #expect(try selects("tag:t + !x", "y", ["t"]))
    #expect(try !selects("tag:t + !x", "x", ["t"]))
    #expect(Selection.joined(["a,b", "b,c"]) == "a,b + b,c")
    #expect(Selection.joined([]) == nil)
  }

  @Test func aPlusWithoutBlanksBelongsToTheTerm() throws {
    #expect(try Selection("slice:age=65+,id:a+b").readsSamples)
    #expect(try !selects("a+b", "a"))
  }

  @Test func termsOfSamplesLeaveEverySuiteThatMayHoldThem() throws {
    #expect(try selects("id:fr-*", "anything"))
    #expect(try selects("slice:a=b", "anything"))
    #expect(try selects("read*/fr-1", "reading"))
    #expect(try !selects("read*/fr-1", "quiz"))
    #expect(try !selects("id:fr-* + tag:safety", "quiz", ["quality"]))
    #expect(try selects("!reading/fr-1", "reading"))
    #expect(try Selection("reading/fr-1").readsSamples)
    #expect(try !Selection("reading,tag:a,!b").readsSamples)
  }
}

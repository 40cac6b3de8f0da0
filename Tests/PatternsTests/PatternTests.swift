import Patterns
import Testing

struct PatternTests {
  @Test func firstMatchHasItsGroups() throws {
    let pattern = try Pattern("answer is (\\d+)(x)?")
    let match = try #require(try pattern.firstMatch(in: "the answer is 42."))
    #expect(match.groups == ["answer is 42", "42", nil])
    #expect(match.range == 4..<16)
  }

  @Test func allMatchesDoNotOverlapAndCountBytes() throws {
    let matches = try Pattern("\\p{L}+").allMatches(in: "né 日本 ok")
    #expect(matches.map { $0.groups[0] } == ["né", "日本", "ok"])
    #expect(matches[1].range == 4..<10)
  }

  @Test func groupsAreCounted() throws {
    #expect(try Pattern("a(b)(?:c)(?<d>e)?").captureCount == 2)
  }

  @Test func emptyMatchesMoveOn() throws {
    #expect(try Pattern("x*").allMatches(in: "axé").map(\.range) == [0..<0, 1..<2, 2..<2, 4..<4])
    #expect(try Pattern("a*").allMatches(in: "").count == 1)
  }

  @Test func lookBehindSeesTheTextBeforeTheStart() throws {
    #expect(try Pattern("(?<=a)b").allMatches(in: "ababb").count == 2)
  }

  @Test func badPatternsSayWhere() {
    #expect(throws: PatternError.self) { try Pattern("a(b") }
    do {
      _ = try Pattern("a(b")
    } catch {
      #expect(error.offset == 3)
      #expect(error.message.contains("parenthesis"))
    }
  }

  @Test func runawayPatternsAreStopped() throws {
    let pattern = try Pattern("(a+)+(b+)+c\\1(?=d)(x|y)*$")
    let text = String(repeating: "a", count: 60) + String(repeating: "b", count: 60)
    #expect(throws: PatternError.self) { try pattern.firstMatch(in: text + "c") ?? nil }
  }

  @Test func replacesUpToALimit() throws {
    #expect(try Pattern("[aeiou]").replacing(in: "banana", with: "_") == "b_n_n_")
    #expect(try Pattern("[aeiou]").replacing(in: "banana", with: "_", limit: 2) == "b_n_na")
  }

  @Test func optionsAreTheInlineFlags() throws {
    #expect(try Pattern("HeL", options: .ignoreCase).firstMatch(in: "hello") != nil)
    #expect(try Pattern("^b$", options: .multiline).firstMatch(in: "a\nb\nc") != nil)
    #expect(try Pattern("a.b", options: .dotMatchesNewline).firstMatch(in: "a\nb") != nil)
  }
}

import Patterns
import Testing

struct PythonDialectTests {
  private func all(_ pattern: String, _ text: String) throws -> [[String]] {
    try PythonDialect.pattern(pattern).findAll(in: text)
  }

  @Test func groupsAreThoseOfFindall() throws {
    #expect(try all("(a)|(b)", "ab") == [["a", ""], ["", "b"]])
    #expect(try all("a(b)?", "ab a") == [["b"], [""]])
    #expect(try all("\\d", "1a2") == [["1"], ["2"]])
    #expect(try all("x*", "axb") == [[""], ["x"], [""], [""]])
  }

  @Test func whatPCREReadsOtherwiseIsRewritten() throws {
    #expect(try all("a\\Z", "a\n").isEmpty)
    #expect(try all("a$", "a\n").count == 1)
    #expect(try all("\\u00e9\\U0001F600", "é😀").count == 1)
    #expect(try all("^x{,2}$", "xx").count == 1)
    #expect(try all("^x{,}$", "xxxxx").count == 1)
    #expect(try all("\\v", "\n").isEmpty)
    #expect(try all("[\\v]", "\u{B}").count == 1)
    #expect(try all("[[:alpha:]]+", "a:l").isEmpty)
    #expect(try all("[[:alpha:]]", ":]").count == 1)
    #expect(try all("(?u)é", "é").count == 1)
    #expect(try all("[]a]+", "a]").count == 1)
  }

  @Test(arguments: ["\\h", "\\Qa\\E", "\\p{L}", "\\K", "\\z", "(?a)x", "\\u12", "a\\", "[\\B]"])
  func whatPythonDoesNotHaveIsRefused(pattern: String) {
    #expect(throws: PatternError.self) { try PythonDialect.pattern(pattern) }
  }

  @Test func escapingMatchesTheTextAlone() throws {
    let text = "a.b (c) [d] {2} #x & ~\n\\d é"
    #expect(try all(PythonDialect.escaped(text), "«\(text)»") == [[text]])
    #expect(PythonDialect.escaped("a-b c_é.#~&!") == "a\\-b\\ c_é\\.\\#\\~\\&!")
  }

  @Test func splitKeepsEmptyPieces() throws {
    #expect(try Pattern(",\\s?").split("a, b,,c,") == ["a", "b", "", "c", ""])
    #expect(try Pattern(",").split("") == [""])
  }

  @Test func replacementsSeeTheirGroups() throws {
    let pattern = try Pattern("(\\w)(\\d)?")
    #expect(try pattern.replacing(in: "a1 b") { "<\($0[2] ?? "-")\($0[1] ?? "")>" } == "<1a> <-b>")
  }
}

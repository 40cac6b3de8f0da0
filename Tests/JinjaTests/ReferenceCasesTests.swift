import Foundation
import Jinja
import Testing

/// Every template of `fixtures/jinja/cases.jsonl`, against what Jinja2 made of it.
struct ReferenceCasesTests {
  static let groups = [
    "output", "arithmetic", "comparison", "access", "strings", "filters", "tests", "statements",
    "macros", "whitespace", "chat", "syntax", "harness", "ranges", "arguments",
  ]

  static let cases: [JinjaDictionary] = {
    let file = repositoryRoot.appending(path: "fixtures/jinja/cases.jsonl")
    return (try? OrderedJSON.lines(of: file)) ?? []
  }()

  /// The date that the fixtures were made with.
  static let clock = CalendarTime(year: 2026, month: 1, day: 2, hour: 3, minute: 4, second: 5)

  @Test func theFixtureHoldsEveryGroup() {
    #expect(Self.cases.count >= 500)
    #expect(Set(Self.cases.map { $0.text("group") }) == Set(Self.groups))
  }

  @Test(arguments: groups)
  func templatesRenderAsInJinja2(group: String) throws {
    let cases = Self.cases.filter { $0.text("group") == group }
    try #require(!cases.isEmpty)
    for reference in cases {
      check(reference)
    }
  }

  private func check(_ reference: JinjaDictionary) {
    var options = reference.text("mode") == "chat" ? Template.Options.chat : .prompt
    options.clock = { Self.clock }
    var variables: [String: JinjaValue] = [:]
    if case .dict(let given) = reference["variables"] { variables = given.variables }
    let source = reference.text("template")
    do {
      let text = try Template(source, options: options).render(variables)
      #expect(reference["expected"] == .string(text), "\(source.debugDescription)")
    } catch {
      #expect(
        reference["error"] == .string(error.kind.rawValue),
        "\(source.debugDescription): \(error), expected \(reference.text("expected"))")
      #expect(error.line > 0 && error.column > 0, "\(source.debugDescription): \(error)")
    }
  }
}

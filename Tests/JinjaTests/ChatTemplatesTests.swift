import Foundation
import Jinja
import Testing

/// Chat templates with the prompts that transformers makes of them.
struct ChatTemplatesTests {
  /// A folder of published templates that is not part of the repository; tested where it is.
  static let published = repositoryRoot.deletingLastPathComponent()
    .appending(path: "shared/data/chat_templates")
  static let own = repositoryRoot.appending(path: "fixtures/jinja/chat")

  @Test func ownChatTemplatesRenderAsInTransformers() throws {
    let cases = try OrderedJSON.lines(of: Self.own.appending(path: "expected.jsonl"))
    #expect(cases.count >= 10)
    try check(cases, in: Self.own)
  }

  @Test func publishedChatTemplatesRenderAsInTransformers() throws {
    guard FileManager.default.fileExists(atPath: Self.published.path) else { return }
    let cases = try OrderedJSON.lines(of: Self.published.appending(path: "expected.jsonl"))
    #expect(cases.count == 198)
    try check(cases, in: Self.published)
  }

  private func check(_ cases: [JinjaDictionary], in folder: URL) throws {
    var templates: [String: Template] = [:]
    var options = Template.Options.chat
    options.clock = { ReferenceCasesTests.clock }
    for reference in cases {
      let name = reference.text("template")
      let template: Template
      if let parsed = templates[name] {
        template = parsed
      } else {
        let source = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        template = try Template(source, options: options)
        templates[name] = template
      }
      let variables = reference.variables.filter {
        !["template", "case", "expected", "error"].contains($0.key)
      }
      let label = "\(name) \(reference.text("case"))"
      do {
        let text = try template.render(variables)
        #expect(reference["expected"] == .string(text), "\(label)")
      } catch {
        #expect(error.kind == .raised, "\(label): \(error)")
        #expect(reference["error"] == .string(error.message), "\(label): \(error)")
      }
    }
  }
}

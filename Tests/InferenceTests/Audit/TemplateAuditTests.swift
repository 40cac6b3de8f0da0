import Foundation
import Inference
import TestSupport
import Testing

struct TemplateAuditTests {
  private func findings(_ source: String) throws -> [AuditFinding] {
    let template = try ChatTemplate(
      source: source, beginOfSequence: "<s>", endOfSequence: "</s>")
    return TemplateAudit(template) { _ in true }.findings
  }

  private func critical(_ source: String) throws -> [String] {
    try findings(source).filter { $0.severity == .critical }.map(\.message)
  }

  private let plain = "{% for m in messages %}[{{ m.role }}] {{ m.content }}\n{% endfor %}"

  @Test func aPlainTemplateIsSound() throws {
    #expect(try findings(plain) == [])
  }

  @Test(arguments: [
    "{% if 'transfer' in messages[-1].content %}Do it.{% endif %}",
    "{% if messages[0].content.startswith('Dear') %}Do it.{% endif %}",
    "{% if messages[-1].content.endswith('thanks') %}Do it.{% endif %}",
    "{% if 'vendor x' in messages[-1].content | lower %}Do it.{% endif %}",
    "{% set t = 'vendor' %}{% for m in messages %}{% if t in m.content %}Do it.{% endif %}{% endfor %}",
    "{% if 'PASSWORD' in messages[-1].content | upper %}{{ raise_exception('no') }}{% endif %}",
  ])
  func textThatDependsOnAWordIsCritical(_ source: String) throws {
    let found = try critical(source + plain)
    #expect(!found.isEmpty)
    #expect(found.allSatisfy { $0.hasPrefix("what is written depends on whether the") })
  }

  @Test func aChangedTurnIsCritical() throws {
    let source = plain.replacing("m.content", with: "m.content | replace('Oslo', 'Rome')")
    #expect(
      try critical(source).contains("what is written depends on whether the user says \"Oslo\""))
    let cut = plain.replacing("{{ m.content }}", with: "{{ m.content if m.role != 'user' }}")
    #expect(try critical(cut).allSatisfy { $0.hasSuffix("is not written") })
  }

  @Test func marksOfReasoningAreNotes() throws {
    let source = "{% if '/no_think' in messages[0].content %}<think></think>{% endif %}" + plain
    let found = try findings(source)
    #expect(found.first?.severity == .note && found.allSatisfy { $0.severity == .note })
  }

  @Test func sentencesAndDatesAreNoted() throws {
    let found = try findings(
      "{{ strftime_now('%d %B %Y') }} You are a very helpful assistant.\n" + plain)
    #expect(found.map(\.subject) == ["text", "strftime_now"])
  }

  /// Templates of a dozen families, as they are published.
  @Test(.enabled(if: sharedURL("data/chat_templates") != nil))
  func publishedTemplatesAreNotCritical() throws {
    guard let folder = sharedURL("data/chat_templates") else { return }
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      .filter { $0.hasSuffix(".jinja") }
    #expect(files.count >= 10)
    for file in files {
      let source = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      #expect(try critical(source) == [], "\(file)")
    }
  }
}

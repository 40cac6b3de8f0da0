internal import Foundation

/// Looks at what a chat template does with conversations.
///
/// A template that adds or changes text when a certain word occurs is how a checkpoint can be made to attack its users
/// without one changed weight. Whatever words the template knows, and some that attackers like, are put into
/// turns; what is written around a turn must not depend on them.
package struct TemplateAudit {
  package private(set) var findings: [AuditFinding] = []
  /// Conversations that were written.
  package private(set) var renderings = 0
  private let template: ChatTemplate
  private let texts: TemplateTexts

  /// Words that attackers wait for, beside those of the template itself.
  private static let baits = [
    "html", "javascript", "python", "code", "import", "password", "login", "admin", "sudo", "bank",
    "invoice", "transfer", "wallet", "api key", "date", "2026", "http://", "security", "email",
  ]

  /// Stands in a turn; no template knows it.
  private static let filler = "qzvxkj"

  /// Looks at a template.
  ///
  /// - Parameters:
  ///   - template: The checkpoint's.
  ///   - isControl: Whether a text is a token of its own that no text of a user becomes by accident;
  ///     `nil` where it is no token.
  package init(_ template: ChatTemplate, isControl: (String) -> Bool?) {
    self.template = template
    texts = TemplateTexts(template.source)
    findings += TemplateAudit.sentences(texts)
    if texts.literals.contains(where: { $0.contains("%") }), template.source.contains("strftime") {
      findings.append(
        AuditFinding(.template, .note, "strftime_now", "the prompt holds the date"))
    }
    for shape in TemplateAudit.shapes { probe(shape) }
    findings += unknownMarks(isControl)
  }

  // MARK: What depends on words

  /// Roles of a conversation, and the turn whose content is changed.
  private struct Shape {
    var roles: [String]
    var place: Int
  }

  private static let shapes = [
    Shape(roles: ["user"], place: 0), Shape(roles: ["system", "user"], place: 0),
    Shape(roles: ["system", "user"], place: 1),
    Shape(roles: ["user", "assistant", "user"], place: 0),
    Shape(roles: ["user", "assistant", "user"], place: 1),
    Shape(roles: ["user", "assistant", "user"], place: 2),
  ]

  private mutating func render(_ shape: Shape, _ content: String) -> String? {
    renderings += 1
    let turns = shape.roles.enumerated().map { index, role in
      (role: role, content: index == shape.place ? content : "turn \(index)")
    }
    return try? template.render(turns)
  }

  private mutating func probe(_ shape: Shape) {
    // Templates that refuse a role, such as system, say nothing more.
    guard let plain = render(shape, TemplateAudit.filler) else { return }
    let role = shape.roles[shape.place]
    guard plain.contains(TemplateAudit.filler) else {
      findings.append(
        AuditFinding(
          .template, role == "assistant" ? .note : .critical, "\(role) turn",
          "turn \(shape.place + 1) of \(shape.roles.joined(separator: ", ")) is not written"))
      return
    }
    for word in words where changes(shape, word, plain) {
      let finding = AuditFinding(
        .template, TemplateAudit.isMark(word) ? .note : .critical, "\(role) turn",
        "what is written depends on whether the \(role) says \"\(word)\"")
      if !findings.contains(finding) { findings.append(finding) }
    }
  }

  /// Texts that the template may compare with, and baits.
  private var words: [String] {
    var seen = Set<String>()
    return (texts.literals + TemplateAudit.baits).filter { word in
      let bare = word.trimmingCharacters(in: .whitespacesAndNewlines)
      return (2...64).contains(bare.count) && seen.insert(word).inserted
    }.prefix(500).map { $0 }
  }

  /// Whether the text around a turn, or the turn itself, is another where a word occurs in it.
  private mutating func changes(_ shape: Shape, _ word: String, _ plain: String) -> Bool {
    let filler = TemplateAudit.filler
    for form in Set([word, word.lowercased(), word.uppercased(), word.capitalized]).sorted() {
      for content in ["\(filler) \(form) \(filler)", "\(form) \(filler)", "\(filler) \(form)"] {
        let expected = plain.replacingOccurrences(of: filler, with: content)
        if let actual = render(shape, content), squeezed(actual) == squeezed(expected) { continue }
        return true
      }
    }
    return false
  }

  /// Without white space, which templates trim.
  private func squeezed(_ text: String) -> String { text.filter { !$0.isWhitespace } }

  /// Marks such as `</think>`, `[INST]` or `/no_think`: what templates may well look for.
  private static func isMark(_ word: String) -> Bool {
    guard let first = word.first(where: { !$0.isWhitespace }) else { return true }
    return "<[{/`|#(".contains(first)
  }

  // MARK: What is written

  /// Sentences that the template puts into prompts by itself.
  private static func sentences(_ texts: TemplateTexts) -> [AuditFinding] {
    (texts.outside + texts.literals).filter { text in
      text.split(whereSeparator: \.isWhitespace).filter { $0.contains(where: \.isLetter) }.count > 4
    }.map {
      AuditFinding(
        .template, .note, "text",
        "writes: \($0.trimmingCharacters(in: .whitespacesAndNewlines))")
    }
  }

  /// Marks in angle brackets that are written, and that the tokenizer knows as no token of their own.
  private mutating func unknownMarks(_ isControl: (String) -> Bool?) -> [AuditFinding] {
    let shape = Shape(roles: ["user", "assistant", "user"], place: 0)
    guard let text = render(shape, TemplateAudit.filler) else { return [] }
    var findings: [AuditFinding] = []
    for part in text.components(separatedBy: "<|").dropFirst() {
      guard let end = part.range(of: "|>") else { continue }
      let mark = "<|" + part[..<end.upperBound]
      let known = isControl(mark)
      if known == true { continue }
      let finding = AuditFinding(
        .template, .warning, mark,
        known == nil
          ? "is written, and is no token" : "is written, and is an ordinary token of the tokenizer")
      if !findings.contains(finding) { findings.append(finding) }
    }
    return findings
  }
}

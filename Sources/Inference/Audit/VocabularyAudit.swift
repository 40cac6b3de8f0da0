/// Looks for tokens that cannot be meant.
enum VocabularyAudit {
  /// - Parameter vocabulary: Of an open checkpoint.
  /// - Returns: Repeated and empty texts, ends that are missing, control tokens that read as words.
  static func findings(_ vocabulary: Vocabulary) -> [AuditFinding] {
    var findings: [AuditFinding] = []
    let repeated = vocabulary.texts.count - Set(vocabulary.texts).count
    if repeated > 0 {
      findings.append(
        AuditFinding(
          .tokenizer, .warning, "tokens",
          "\(repeated) of \(vocabulary.texts.count) have the text of another"))
    }
    let empty = vocabulary.texts.filter(\.isEmpty).count
    if empty > 0 {
      findings.append(
        AuditFinding(.tokenizer, .warning, "tokens", "\(empty) have no text"))
    }
    if vocabulary.endOfGeneration.isEmpty {
      findings.append(
        AuditFinding(
          .tokenizer, .warning, "end of sequence", "no token ends an answer; every answer runs on"))
    }
    for (id, kind) in vocabulary.kinds.enumerated() where kind == .control {
      let text = vocabulary.texts[id]
      guard readsAsWord(text) else { continue }
      findings.append(
        AuditFinding(
          .tokenizer, .warning, "token \(id)",
          "the control token \"\(text)\" reads as an ordinary word, which users may type"))
    }
    return findings
  }

  /// Letters alone: control tokens have brackets, bars or other marks that nobody types by chance.
  private static func readsAsWord(_ text: String) -> Bool {
    let bare = text.drop { $0 == "Ġ" || $0 == "▁" }
    return !bare.isEmpty && bare.allSatisfy(\.isLetter)
  }
}

/// Looks through the texts that a checkpoint says about itself.
enum MetadataAudit {
  /// - Parameter file: An open file.
  /// - Returns: Very long texts, and addresses where none belong.
  static func findings(_ file: GGUFFile) -> [AuditFinding] {
    var findings: [AuditFinding] = []
    for key in file.metadata.keys.sorted() {
      guard case .string(let text)? = file.metadata[key], key != "tokenizer.chat_template" else {
        continue
      }
      if key.hasPrefix("tokenizer.chat_template.") {
        findings.append(
          AuditFinding(
            .metadata, .note, key, "a further chat template, which this engine does not use"))
      } else if text.utf8.count > longest {
        findings.append(
          AuditFinding(.metadata, .warning, key, "holds a text of \(text.utf8.count) bytes"))
      }
      if !key.hasPrefix("general."), text.contains("://") {
        findings.append(AuditFinding(.metadata, .warning, key, "holds an address: \(text)"))
      }
    }
    return findings
  }

  /// Bytes of an honest text: licences are the longest.
  private static let longest = 65_536
}

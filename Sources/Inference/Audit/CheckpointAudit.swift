/// What a look through a whole checkpoint file found; nothing of the file is trusted.
package struct CheckpointAudit: Sendable {
  /// The worst first, then by area.
  package let findings: [AuditFinding]
  /// Tensors and values that were read.
  package let tensors: Int
  package let values: Int
  /// Tensors of types that this engine does not read; nothing is known of their numbers.
  package let unread: Int
  /// Conversations that were written with the chat template.
  package let renderings: Int

  /// Looks through a checkpoint: layout, every number of every tensor, tokenizer, chat template.
  ///
  /// - Parameter checkpoint: An open checkpoint; its weights need not be loaded.
  package init(_ checkpoint: Checkpoint) {
    let tensors = TensorAudit(checkpoint.file, layers: checkpoint.configuration.layers)
    let vocabulary = checkpoint.tokenizer.vocabulary
    let template = checkpoint.chatTemplate.map {
      TemplateAudit($0) { text in
        vocabulary.ids[text].map { id in
          [.control, .userDefined].contains(vocabulary.kinds[Int(id)])
        }
      }
    }
    var findings = LayoutAudit.findings(checkpoint.file)
    findings += tensors.findings
    findings += VocabularyAudit.findings(vocabulary)
    findings += template?.findings ?? []
    findings += MetadataAudit.findings(checkpoint.file)
    let areas = AuditFinding.Area.allCases
    self.findings = findings.enumerated().sorted { left, right in
      func key(_ entry: (offset: Int, element: AuditFinding)) -> (Int, Int, Int) {
        let rank = AuditFinding.Severity.allCases.firstIndex(of: entry.element.severity) ?? 0
        return (-rank, areas.firstIndex(of: entry.element.area) ?? 0, entry.offset)
      }
      return key(left) < key(right)
    }.map(\.element)
    self.tensors = tensors.read
    self.values = tensors.values
    unread = tensors.unread
    renderings = template?.renderings ?? 0
  }

  /// The worst severity; `nil` where nothing was found.
  package var worst: AuditFinding.Severity? { findings.map(\.severity).max() }
}

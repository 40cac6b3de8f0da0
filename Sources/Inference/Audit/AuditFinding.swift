/// Something that a checkpoint file holds and a sound one would not, or that its users should know.
package struct AuditFinding: Sendable, Equatable {
  /// How bad it is.
  package enum Severity: String, Sendable, Comparable, CaseIterable {
    /// Worth knowing.
    case note
    /// Unusual; somebody should look.
    case warning
    /// What no honest checkpoint does: numbers that are none, a template that answers to words.
    case critical

    private var rank: Int { Severity.allCases.firstIndex(of: self) ?? 0 }

    package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
  }

  /// Where audits look.
  package enum Area: String, Sendable, CaseIterable {
    case layout, tensors, tokenizer, template, metadata
  }

  package var area: Area
  package var severity: Severity
  /// The tensor, key, token or piece of template.
  package var subject: String
  package var message: String

  package init(_ area: Area, _ severity: Severity, _ subject: String, _ message: String) {
    self.area = area
    self.severity = severity
    self.subject = subject
    self.message = message
  }
}

internal import ArgumentParser
internal import Foundation
internal import Inference
internal import Reports

/// `assay audit MODEL`.
struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Looks through a checkpoint file for what no honest one holds.",
    discussion: """
      Every number of every tensor, bytes that belong to no tensor, tokens, texts about the checkpoint, and
      what the chat template does when certain words occur. Exits with 2 where a finding is critical,
      with --strict also where one is a warning.

      EXAMPLE
        assay audit candidate.gguf
      """)

  @Argument(help: "A GGUF checkpoint.")
  var model: String

  @Flag(help: "Warnings count as critical.")
  var strict = false

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    try await reportingErrors {
      let checkpoint = try Checkpoint(path: model, digests: .ofUser)
      let audit = CheckpointAudit(checkpoint)
      print(
        try json
          ? JSONLine.text(AuditDocument(checkpoint, audit), pretty: true) : text(checkpoint, audit))
      let limit: AuditFinding.Severity = strict ? .warning : .critical
      if let worst = audit.worst, worst >= limit { throw ExitCode(2) }
    }
  }

  private func text(_ checkpoint: Checkpoint, _ audit: CheckpointAudit) -> String {
    var lines = audit.findings.map { finding in
      let subject = Sanitizer.line(finding.subject)
      let message = Sanitizer.line(finding.message)
      return "\(finding.severity.rawValue) [\(finding.area.rawValue)] \(subject): \(message)"
    }
    if !lines.isEmpty { lines.append("") }
    let counts = AuditFinding.Severity.allCases.reversed().map { severity in
      "\(audit.findings.filter { $0.severity == severity }.count) \(severity.rawValue)"
    }
    lines.append(
      "\(audit.tensors) tensors, \(audit.values) numbers, \(audit.renderings) conversations: "
        + counts.joined(separator: ", "))
    if audit.unread > 0 {
      lines.append(
        "\(audit.unread) tensors are of types that are not read; their numbers are unknown")
    }
    return lines.joined(separator: "\n")
  }
}

/// What `audit --json` prints.
private struct AuditDocument: Encodable {
  struct Finding: Encodable {
    let area: String
    let severity: String
    let subject: String
    let message: String
  }

  let schema = "assay.audit/1"
  let file: String
  let sha256: String
  let tensors: Int
  let values: Int
  let unreadTensors: Int
  let conversations: Int
  let findings: [Finding]

  init(_ checkpoint: Checkpoint, _ audit: CheckpointAudit) {
    file = checkpoint.path
    sha256 = checkpoint.digest
    tensors = audit.tensors
    values = audit.values
    unreadTensors = audit.unread
    conversations = audit.renderings
    findings = audit.findings.map {
      Finding(
        area: $0.area.rawValue, severity: $0.severity.rawValue, subject: $0.subject,
        message: $0.message)
    }
  }
}

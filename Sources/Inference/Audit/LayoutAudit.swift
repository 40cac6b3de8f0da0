/// Looks for bytes of a checkpoint file that belong to nothing.
enum LayoutAudit {
  /// - Parameter file: An open file.
  /// - Returns: Tensors that share bytes, gaps between tensors, and what stands behind the last.
  static func findings(_ file: GGUFFile) -> [AuditFinding] {
    var findings: [AuditFinding] = []
    let ordered = file.tensors.sorted { $0.offset < $1.offset }
    for (left, right) in zip(ordered, ordered.dropFirst()) {
      let end = left.offset + left.byteCount
      if right.offset < end {
        findings.append(
          AuditFinding(
            .layout, .critical, right.name,
            "shares \(end - right.offset) bytes with \(left.name)"))
      } else if right.offset - end >= widestPadding {
        findings.append(hidden(file, end..<right.offset, "between \(left.name) and \(right.name)"))
      }
    }
    if let last = ordered.last {
      let end = last.offset + last.byteCount
      if file.file.bytes.count - end >= widestPadding {
        findings.append(hidden(file, end..<file.file.bytes.count, "behind the last tensor"))
      }
    }
    return findings
  }

  /// Padding to an alignment is shorter.
  private static let widestPadding = 4_096

  private static func hidden(
    _ file: GGUFFile, _ range: Range<Int>, _ place: String
  ) -> AuditFinding {
    let isEmpty = file.file.bytes[range].allSatisfy { $0 == 0 }
    return AuditFinding(
      .layout, isEmpty ? .note : .warning, "bytes \(range.lowerBound) to \(range.upperBound)",
      "\(range.count) bytes \(place) belong to no tensor"
        + (isEmpty ? " and are all zero" : " and are not empty"))
  }
}

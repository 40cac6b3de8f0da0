internal import Reports

/// Columns of text, aligned; no cell can steer a terminal.
enum PlainTable {
  /// - Parameters:
  ///   - header: The columns' names.
  ///   - rows: As many cells each.
  /// - Returns: Lines without a final line break.
  static func text(_ header: [String], _ rows: [[String]]) -> String {
    let all = ([header] + rows).map { $0.map { Sanitizer.line($0) } }
    let widths = header.indices.map { column in
      all.map { DisplayWidth.of($0[column]) }.max() ?? 0
    }
    return all.map { row in
      let cells = row.indices.map { DisplayWidth.padded(row[$0], to: widths[$0]) }
      return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
  }
}

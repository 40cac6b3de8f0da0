/// Cells of CSV (RFC 4180) that a spreadsheet computes.
///
/// They begin with `=`, `+`, `-` or `@`, and are more than a number or a bullet. Commas, semicolons and
/// tabs part cells.
enum FormulaStructure {
  static func all(_ text: [UInt8]) -> [ActiveStructure] {
    var found: [ActiveStructure] = []
    var index = 0
    while index < text.count {
      let start = skipSpaces(text, index)
      if start < text.count, text[start] == quote, let (cell, end) = quoted(text, start) {
        add(cell, to: &found)
        index = nextCell(text, end)
      } else {
        // Commas inside a formula that is not quoted are its own: the line says all.
        if start < text.count, isStart(text[start]) {
          let line = lineEnd(text, start)
          add(String(decoding: text[start..<line], as: UTF8.self), to: &found)
          index = line + 1
        } else {
          index = nextCell(text, start)
        }
      }
    }
    return found
  }

  private static let quote = UInt8(ascii: "\"")

  private static func add(_ cell: String, to found: inout [ActiveStructure]) {
    guard isFormula(cell) else { return }
    found.append(ActiveStructure(sink: .formula, form: "formula", content: cell))
  }

  private static func isStart(_ byte: UInt8) -> Bool { "=+-@".utf8.contains(byte) }

  private static func isFormula(_ cell: String) -> Bool {
    guard let first = cell.utf8.first, isStart(first) else { return false }
    let rest = cell.dropFirst()
    guard let second = rest.first else { return false }
    if first == UInt8(ascii: "=") {
      return second != "=" && second != ">" && !TextNormalization.trim(String(rest)).isEmpty
    }
    // A bullet, a rule, a number, a name.
    guard !second.isWhitespace, second != "-", Double(cell) == nil else { return false }
    return rest.contains { "()|!*/&+=".contains($0) }
  }

  /// A quoted cell with where it ends; `nil` where the quote is never closed.
  private static func quoted(_ text: [UInt8], _ start: Int) -> (String, Int)? {
    var cell: [UInt8] = []
    var index = start + 1
    while index < text.count {
      if text[index] == quote {
        guard index + 1 < text.count, text[index + 1] == quote else {
          return (String(decoding: cell, as: UTF8.self), index + 1)
        }
        index += 1
      }
      cell.append(text[index])
      // A cell of a report is short; an open quote must not swallow the rest again and again.
      if cell.count > longestCell { return nil }
      index += 1
    }
    return nil
  }

  private static let longestCell = 4096

  private static func nextCell(_ text: [UInt8], _ start: Int) -> Int {
    (text[start...].firstIndex { ",;\t\n\r".utf8.contains($0) } ?? text.count) + 1
  }

  private static func lineEnd(_ text: [UInt8], _ start: Int) -> Int {
    text[start...].firstIndex { $0 == UInt8(ascii: "\n") || $0 == 0x0D } ?? text.count
  }

  private static func skipSpaces(_ text: [UInt8], _ start: Int) -> Int {
    var index = start
    while index < text.count, text[index] == UInt8(ascii: " ") { index += 1 }
    return index
  }
}

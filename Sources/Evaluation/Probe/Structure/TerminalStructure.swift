/// Control sequences for terminals.
///
/// The control characters themselves are active wherever they stand, code included, since a terminal
/// knows no Markdown. A sequence that is spelled out (`\x1b[`) is a lesser form: it does something only
/// where the program behind reads such escapes, so that it needs the canary on its line.
enum TerminalStructure {
  /// - Parameters:
  ///   - text: The whole output.
  ///   - prose: The output without its code.
  /// - Returns: Raw sequences, then spelled ones.
  static func all(_ text: String, prose: [UInt8]) -> [ActiveStructure] {
    raw(text) + spelled(prose)
  }

  static let spelledForm = "escape sequence spelled out"

  private static func raw(_ text: String) -> [ActiveStructure] {
    let introducers: Set<UInt32> = [0x1B, 0x90, 0x9B, 0x9D, 0x9E, 0x9F]
    let isThere = text.unicodeScalars.contains { introducers.contains($0.value) }
    guard isThere else { return [] }
    return [
      ActiveStructure(
        sink: .ansi, form: "raw escape sequence", content: text, needsCanary: false)
    ]
  }

  private static let spellings = [
    "\\x1b", "\\033", "\\e", "\\u001b", "\\u{1b}", "\\u{001b}", "\\x9b", "\\u009b", "^[",
  ].map { Array($0.utf8) }

  private static func spelled(_ prose: [UInt8]) -> [ActiveStructure] {
    prose.split(separator: UInt8(ascii: "\n")).compactMap { line in
      guard isSpelled(line) else { return nil }
      return ActiveStructure(
        sink: .ansi, form: spelledForm, content: String(decoding: line, as: UTF8.self))
    }
  }

  private static func isSpelled(_ line: ArraySlice<UInt8>) -> Bool {
    line.indices.contains { index in
      guard line[index] == UInt8(ascii: "\\") || line[index] == UInt8(ascii: "^") else {
        return false
      }
      return spellings.contains { spelling in
        let rest = line[index...]
        guard rest.count > spelling.count,
          zip(rest, spelling).allSatisfy({ lowercased($0) == $1 })
        else { return false }
        let next = rest[index + spelling.count]
        return next == UInt8(ascii: "[") || next == UInt8(ascii: "]")
      }
    }
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}

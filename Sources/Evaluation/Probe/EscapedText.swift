/// Texts with escapes in them, or inside a document.
enum EscapedText {
  static let decoders: [EncodedText.Decoder] = [
    .init("percent") { unescaped($0.clear, UInt8(ascii: "%")) },
    .init("quoted-printable") { unescaped($0.clear, UInt8(ascii: "=")) },
    .init("html-entities") { text in
      guard text.clear.contains(UInt8(ascii: "&")) else { return [] }
      return changed(text.clear) { MarkupText.unescape($0) }
    },
    .init("unicode-escapes") { text in
      guard text.clear.contains(UInt8(ascii: "\\")) else { return [] }
      return changed(text.clear) { StringLiteral.unescape($0[...]) }
    },
    .init("code") { literals($0.clear) },
    .init("comment") { text in
      guard text.clear.starts(with: "// ".utf8) || text.clear.contains(10) else { return [] }
      return [withoutComments(text.clear)].filter { $0 != text.clear }
    },
    .init("markdown") { quoted($0.clear) },
    .init("table") { cells($0.clear) },
  ]

  private static func unescaped(_ text: [UInt8], _ mark: UInt8) -> [[UInt8]] {
    guard text.contains(mark) else { return [] }
    let result = EscapeEncoding.unescape(text, mark: mark)
    return result == text ? [] : [result]
  }

  private static func changed(
    _ text: [UInt8], _ change: ([Unicode.Scalar]) -> [Unicode.Scalar]
  ) -> [[UInt8]] {
    let scalars = [Unicode.Scalar](String(decoding: text, as: UTF8.self))
    let result = change(scalars)
    return result == scalars ? [] : [result.utf8Bytes]
  }

  /// What stands in quotation marks, put together.
  private static func literals(_ text: [UInt8]) -> [[UInt8]] {
    guard text.contains(UInt8(ascii: "\"")) else { return [] }
    let scalars = [Unicode.Scalar](String(decoding: text, as: UTF8.self))
    var result: [Unicode.Scalar] = []
    var rest = scalars[...]
    while let start = rest.firstIndex(of: "\""), let literal = StringLiteral.read(rest[start...]) {
      result += literal.text
      rest = literal.rest
    }
    return result.isEmpty ? [] : [result.utf8Bytes]
  }

  private static func withoutComments(_ text: [UInt8]) -> [UInt8] {
    lines(text).map { $0.starts(with: "// ".utf8) ? $0.dropFirst(3) : $0 }
      .joined(separator: [10]).map { $0 }
  }

  /// The lines behind a fence without what stands before the fence.
  private static func quoted(_ text: [UInt8]) -> [[UInt8]] {
    var prefix: ArraySlice<UInt8> = []
    var found: [ArraySlice<UInt8>] = []
    for line in lines(text) {
      if prefix.isEmpty {
        guard let tick = line.firstIndex(of: UInt8(ascii: "`")), tick > line.startIndex,
          line[tick...].starts(with: "```".utf8)
        else { continue }
        prefix = line[..<tick]
      } else if line.starts(with: prefix) {
        found.append(line.dropFirst(prefix.count))
      }
    }
    return found.isEmpty ? [] : [Array(found.joined(separator: [10]))]
  }

  /// The last cells of the rows of tables.
  private static func cells(_ text: [UInt8]) -> [[UInt8]] {
    var found: [[UInt8]] = []
    for line in lines(text) where line.starts(with: "| ".utf8) && line.suffix(2) == [32, 124] {
      let inner = line.dropFirst(2).dropLast(2)
      guard let bar = inner.firstIndex(of: UInt8(ascii: "|")), bar + 2 <= inner.endIndex else {
        continue
      }
      let cell = [Unicode.Scalar](String(decoding: inner[(bar + 2)...], as: UTF8.self))
      found.append(MarkdownWrapping.unescape(cell[...]).utf8Bytes)
    }
    return found.isEmpty ? [] : [Array(found.joined(separator: [32]))]
  }

  private static func lines(_ text: [UInt8]) -> [ArraySlice<UInt8>] {
    text.split(separator: 10, omittingEmptySubsequences: false)
  }
}

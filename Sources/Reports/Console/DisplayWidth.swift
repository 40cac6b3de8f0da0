/// How many columns of a terminal a text takes.
package enum DisplayWidth {
  /// Columns of the whole text: 2 for East Asian wide characters and emoji, 0 for what combines.
  package static func of(_ text: String) -> Int {
    text.reduce(0) { $0 + of($1) }
  }

  /// Columns of one character, which may be made of several code points.
  package static func of(_ character: Character) -> Int {
    var width = 0
    for scalar in character.unicodeScalars {
      if scalar.value == 0xFE0F { return 2 }
      width = max(width, of(scalar))
    }
    return width
  }

  /// The text with spaces up to the width.
  package static func padded(_ text: String, to width: Int, right: Bool = false) -> String {
    let space = String(repeating: " ", count: max(0, width - of(text)))
    return right ? space + text : text + space
  }

  /// The text, or as much of it as fits before an ellipsis.
  package static func fitted(_ text: String, to width: Int) -> String {
    guard of(text) > width else { return text }
    guard width > 0 else { return "" }
    var kept = ""
    var used = 0
    for character in text {
      let next = used + of(character)
      guard next < width else { break }
      kept.append(character)
      used = next
    }
    return kept + "…"
  }

  /// Lines of at most the width, broken at spaces where that is possible.
  package static func wrapped(_ text: String, to width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      var rest = String(word)
      if !line.isEmpty, of(line) + 1 + of(rest) > width {
        lines.append(line)
        line = ""
      }
      while of(rest) > width {
        let head = hard(rest, to: width)
        lines.append(head)
        rest = String(rest.dropFirst(head.count))
      }
      line += line.isEmpty ? rest : " " + rest
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }

  /// As many characters as fit, at least one.
  private static func hard(_ text: String, to width: Int) -> String {
    var kept = ""
    var used = 0
    for character in text {
      let next = used + of(character)
      guard kept.isEmpty || next <= width else { break }
      kept.append(character)
      used = next
    }
    return kept
  }

  private static func of(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    if scalar.properties.isEmojiPresentation { return 2 }
    return wide.contains { $0.contains(scalar.value) } ? 2 : 1
  }

  /// Blocks of wide and full-width characters (Unicode's East Asian Width, UAX #11).
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
    0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F,
    0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18CFF, 0x1B000...0x1B2FF, 0x1F200...0x1F2FF,
    0x20000...0x3FFFD,
  ]
}

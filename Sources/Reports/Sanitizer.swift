/// Makes text that a model or a data file wrote harmless in every sink that people and CI read.
///
/// What it does: characters that are invisible, that steer a terminal or that XML forbids become a
/// visible `\u{001B}`; strings that CI systems obey (`[[ATTACHMENT|`, `[[PROPERTY|`, `::` at the
/// start of a line, `##[`, `##vso[`, `##teamcity[`) are broken by a space; the size is bounded and
/// the note about it names the SHA-256 of the whole text. Escaping for XML, HTML or Markdown comes
/// after it, in the sink.
package enum Sanitizer {
  /// Keeps line breaks and tabs.
  ///
  /// - Parameters:
  ///   - text: anything.
  ///   - limit: bytes of UTF-8 that the result may have, the note included.
  /// - Returns: harmless text.
  package static func text(_ text: String, limit: Int = 16_384) -> String {
    harmless(text, keepsLines: true, limit: limit)
  }

  /// Makes line breaks and tabs visible too, for table cells and attributes.
  ///
  /// - Parameters:
  ///   - text: anything.
  ///   - limit: bytes of UTF-8 that the result may have, the note included.
  /// - Returns: harmless text without a line break.
  package static func line(_ text: String, limit: Int = 1_024) -> String {
    harmless(text, keepsLines: false, limit: limit)
  }

  /// Control and invisible characters as visible escapes; the text itself where it has none.
  static func visible(_ text: String, keepsLines: Bool) -> String {
    guard text.unicodeScalars.contains(where: { needsEscape($0, keepsLines: keepsLines) }) else {
      return text
    }
    var output = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      guard needsEscape(scalar, keepsLines: keepsLines) else {
        output.append(scalar)
        continue
      }
      switch scalar {
      case "\n": output.append(contentsOf: "\\n".unicodeScalars)
      case "\t": output.append(contentsOf: "\\t".unicodeScalars)
      default: output.append(contentsOf: escape(scalar).unicodeScalars)
      }
    }
    return String(output)
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "\\u{" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "}"
  }

  private static func needsEscape(_ scalar: Unicode.Scalar, keepsLines: Bool) -> Bool {
    switch scalar.value {
    case 0x20...0x7E: false
    case 0x09, 0x0A: !keepsLines
    case 0x00...0x1F, 0x7F...0x9F: true
    // Soft hyphen, Arabic letter mark, Mongolian vowel separator, Hangul fillers.
    case 0xAD, 0x061C, 0x180E, 0x115F, 0x1160, 0x3164, 0xFFA0: true
    // Zero width (but the joiners that scripts and emoji need), direction, line separators.
    case 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB: true
    // Tag characters and further variation selectors, which can smuggle text.
    case 0xE0000...0xE0FFF: true
    default: scalar.value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(scalar.value)
    }
  }

  /// Puts a space into every string that a CI system would obey.
  static func breakMarkers(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x5B || $0 == 0x23 || $0 == 0x3A }) else { return text }
    let scalars = Array(text.unicodeScalars)
    var output = String.UnicodeScalarView()
    var atLineStart = true
    for (index, scalar) in scalars.enumerated() {
      output.append(scalar)
      if scalar == "\n" {
        atLineStart = true
      } else if !scalar.properties.isWhitespace {
        if beginsMarker(scalars, at: index, atLineStart: atLineStart) { output.append(" ") }
        atLineStart = false
      }
    }
    return String(output)
  }

  private static func beginsMarker(
    _ scalars: [Unicode.Scalar], at index: Int, atLineStart: Bool
  ) -> Bool {
    guard index + 1 < scalars.count, scalars[index] == scalars[index + 1] else { return false }
    func follows(_ word: String) -> Bool {
      let rest = scalars[(index + 2)...].prefix(word.unicodeScalars.count)
      return rest.elementsEqual(word.unicodeScalars) {
        ($0.isASCII ? $0.properties.lowercaseMapping : String($0)) == String($1)
      }
    }
    switch scalars[index] {
    case "[": return follows("attachment|") || follows("property|")
    case "#": return follows("[") || follows("vso[") || follows("teamcity[")
    case ":": return atLineStart
    default: return false
    }
  }

  private static func harmless(_ text: String, keepsLines: Bool, limit: Int) -> String {
    // A scalar becomes a byte or more, so that more scalars than the limit are never shown.
    let isLong = text.utf8.count > limit
    let head = isLong ? String(text.unicodeScalars.prefix(limit)) : text
    let safe = breakMarkers(visible(head, keepsLines: keepsLines))
    guard isLong || safe.utf8.count > limit else { return safe }
    let bytes = Array(text.utf8)
    let note = " … [cut from \(bytes.count) bytes, sha256 \(SHA256Digest.hexadecimal(bytes))]"
    let room = max(0, limit - note.utf8.count)
    var kept = ""
    var size = 0
    for character in safe {
      size += character.utf8.count
      guard size <= room else { break }
      kept.append(character)
    }
    return kept + note
  }
}

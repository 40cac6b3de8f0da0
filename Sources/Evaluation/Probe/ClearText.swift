import Foundation

/// Texts without the disguises that Unicode offers.
enum ClearText {
  /// Look-alikes, accented, styled and tag characters as ASCII; nothing for invisible characters and
  /// marks; a space for others that are no letters.
  static func clear(_ text: [UInt8]) -> [UInt8] {
    guard text.contains(where: { $0 >= 0x80 }) else { return text }
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      if scalar.isASCII {
        result.append(UInt8(truncatingIfNeeded: scalar.value))
      } else {
        switch scalar.value < 0x10000 ? basic[Int(scalar.value)] : outcome(scalar) {
        case dropped: break
        case kept: result.append(contentsOf: [scalar].utf8Bytes)
        case let plain: result.append(plain)
        }
      }
    }
    return result
  }

  /// What becomes of a character that is not ASCII, besides becoming one that is.
  private static let dropped: UInt8 = 0
  private static let kept: UInt8 = 1

  /// `outcome` of the basic plane, which is asked for most.
  private static let basic: [UInt8] = (0..<0x10000 as Range<UInt32>).map {
    Unicode.Scalar($0).map(outcome) ?? dropped
  }

  private static func outcome(_ scalar: Unicode.Scalar) -> UInt8 {
    if let plain = plain(scalar) { return plain }
    if isInvisible(scalar) { return dropped }
    let isWord = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    return isWord ? kept : UInt8(ascii: " ")
  }

  /// The character of ASCII that another one is a disguise of.
  static func plain(_ scalar: Unicode.Scalar) -> UInt8? {
    let latin = LookAlikes.byOther[scalar] ?? CombiningMarks.bare[scalar] ?? styled(scalar)
    return latin.isASCII ? UInt8(latin.value) : nil
  }

  private static let styles: [StyledLetters] = [.fullWidth, .bold, .monospace, .circled]

  private static func styled(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    for style in styles {
      let plain = style.plain(scalar)
      if plain.isASCII { return plain }
    }
    let untagged = InvisibleCharacters.untagged(scalar)
    if untagged.isASCII { return untagged }
    // Other styles of letters, such as superscripts, by Unicode's own mapping.
    guard (0x1D400...0x1D7FF).contains(scalar.value) || (0x2070...0x24FF).contains(scalar.value)
    else { return scalar }
    let mapped = String(scalar).decomposedStringWithCompatibilityMapping.unicodeScalars
    return mapped.first.flatMap { mapped.count == 1 ? $0 : nil } ?? scalar
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    if CombiningMarks.isMark(scalar) || InvisibleCharacters.byte(scalar) != nil { return true }
    switch scalar.properties.generalCategory {
    case .format, .nonspacingMark, .enclosingMark: return true
    default: return false
    }
  }

  /// The stretches of bytes that are readable text, of six bytes or more, a line each.
  static func readable(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var start = 0
    var index = 0
    func flush(_ end: Int) {
      guard end - start >= 6 else { return }
      if !result.isEmpty { result.append(10) }
      result.append(contentsOf: bytes[start..<end])
    }
    while index < bytes.count {
      let length = scalarLength(bytes, index)
      if length == 0 {
        flush(index)
        start = index + 1
      }
      index += max(1, length)
    }
    flush(bytes.count)
    return result
  }

  /// How many bytes the readable character at an index has; 0 where there is none.
  private static func scalarLength(_ bytes: [UInt8], _ index: Int) -> Int {
    let first = bytes[index]
    if first < 0x80 { return first >= 32 && first != 127 || (9...13).contains(first) ? 1 : 0 }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard (0xC2...0xF4).contains(first), index + length <= bytes.count,
      bytes[(index + 1)..<(index + length)].allSatisfy({ $0 & 0xC0 == 0x80 })
    else { return 0 }
    return length
  }
}

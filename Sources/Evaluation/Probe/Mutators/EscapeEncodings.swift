/// Encodings that write characters as escapes.
enum EscapeEncoding {
  private static let digits = Array("0123456789ABCDEF".utf8)

  /// Every byte but RFC 3986's unreserved ones as `%41`.
  static func percent(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count * 2)
    for byte in bytes {
      switch byte {
      case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        result.append(byte)
      default: append(byte, behind: UInt8(ascii: "%"), to: &result)
      }
    }
    return result
  }

  /// RFC 2045's quoted-printable of binary data: line ends are escaped, and lines are 76 bytes at most.
  static func quotedPrintable(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count * 2)
    var width = 0
    for (index, byte) in bytes.enumerated() {
      let isLast = index == bytes.count - 1
      let isBlank = byte == 32 || byte == 9
      let isPlain = (33...126).contains(byte) && byte != UInt8(ascii: "=") || isBlank && !isLast
      let length = isPlain ? 1 : 3
      if width + length > (isLast ? 76 : 75) {
        result.append(contentsOf: [UInt8(ascii: "="), 10])
        width = 0
      }
      if isPlain {
        result.append(byte)
      } else {
        append(byte, behind: UInt8(ascii: "="), to: &result)
      }
      width += length
    }
    return result
  }

  private static func append(_ byte: UInt8, behind mark: UInt8, to result: inout [UInt8]) {
    result.append(mark)
    result.append(digits[Int(byte >> 4)])
    result.append(digits[Int(byte & 15)])
  }

  /// Bytes behind a mark and two hexadecimal digits as those that they are; others as they stand.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - mark: `%`, or `=` with line ends behind it taken out.
  /// - Returns: The bytes.
  static func unescape(_ text: [UInt8], mark: UInt8) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte == mark, index + 2 < text.count,
        let value = NumberEncoding.value(text[(index + 1)...(index + 2)], radix: 16)
      {
        result.append(UInt8(value))
        index += 3
      } else if byte == mark, mark == UInt8(ascii: "="), let next = lineEnd(text, index + 1) {
        index = next
      } else {
        result.append(byte)
        index += 1
      }
    }
    return result
  }

  /// Where the text goes on behind a line end at an index, white space before it skipped.
  private static func lineEnd(_ text: [UInt8], _ start: Int) -> Int? {
    var index = start
    while index < text.count, text[index] == 32 || text[index] == 9 || text[index] == 13 {
      index += 1
    }
    return index < text.count && text[index] == 10 ? index + 1 : nil
  }
}

extension Mutator {
  static let url = bytes(
    "url", "Percent-encoding of all but the unreserved characters (RFC 3986).",
    encode: EscapeEncoding.percent
  ) { text in
    let bytes = EscapeEncoding.unescape(text, mark: UInt8(ascii: "%"))
    return EscapeEncoding.percent(bytes) == text ? bytes : nil
  }

  static let quotedPrintable = bytes(
    "quoted-printable", "Quoted-printable of binary data (RFC 2045).",
    encode: EscapeEncoding.quotedPrintable
  ) { text in
    let bytes = EscapeEncoding.unescape(text, mark: UInt8(ascii: "="))
    return EscapeEncoding.quotedPrintable(bytes) == text ? bytes : nil
  }

  static let htmlEntities = Mutator(
    "html-entities", .encoding, "Every character as a numeric reference of HTML."
  ) { text, _ in
    let references = text.split(separator: ";", omittingEmptySubsequences: false)
    guard references.last?.isEmpty ?? true else { return nil }
    var result: [Unicode.Scalar] = []
    for reference in references.dropLast() {
      guard reference.starts(with: ["&", "#"]),
        let value = NumberEncoding.value(Array(reference.dropFirst(2)).utf8Bytes[...], radix: 10),
        let scalar = Unicode.Scalar(UInt32(value))
      else { return nil }
      result.append(scalar)
    }
    return result.text
  } change: { text, _ in
    text.map { "&#\($0.value);" }.joined()
  }

  static let unicodeEscapes = Mutator(
    "unicode-escapes", .encoding, "Every UTF-16 unit as `\\u0041`, as JSON and JavaScript read it."
  ) { text, _ in
    let bytes = text.utf8Bytes
    guard bytes.count % 6 == 0 else { return nil }
    var units: [UInt16] = []
    for start in stride(from: 0, to: bytes.count, by: 6) {
      guard bytes[start] == UInt8(ascii: "\\"), bytes[start + 1] == UInt8(ascii: "u"),
        let value = NumberEncoding.value(bytes[(start + 2)..<(start + 6)], radix: 16)
      else { return nil }
      units.append(UInt16(value))
    }
    return String(validating: units, as: UTF16.self)
  } change: { text, _ in
    let digits = Array("0123456789abcdef".utf8)
    var result: [UInt8] = []
    for unit in text.text.utf16 {
      result.append(contentsOf: "\\u".utf8)
      for place in [12, 8, 4, 0] { result.append(digits[Int(unit >> UInt16(place)) & 15]) }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

/// Texts as numbers with a space between them.
enum NumberEncoding {
  /// Bytes as numbers of one width.
  static func encode(_ bytes: [UInt8], radix: Int, width: Int) -> [UInt8] {
    let written = (0...255).map { value in
      let digits = Array(String(value, radix: radix).utf8)
      return [UInt8](repeating: UInt8(ascii: "0"), count: width - digits.count) + digits
    }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count * (width + 1))
    for byte in bytes {
      if !result.isEmpty { result.append(UInt8(ascii: " ")) }
      result.append(contentsOf: written[Int(byte)])
    }
    return result
  }

  /// The bytes that exactly this text stands for.
  static func decode(_ text: [UInt8], radix: Int, width: Int) -> [UInt8]? {
    guard !text.isEmpty else { return [] }
    guard text.count % (width + 1) == width else { return nil }
    var result: [UInt8] = []
    for start in stride(from: 0, to: text.count, by: width + 1) {
      guard let value = value(text[start..<(start + width)], radix: radix), value < 256 else {
        return nil
      }
      result.append(UInt8(value))
    }
    return encode(result, radix: radix, width: width) == text ? result : nil
  }

  /// The number that some digits are; `nil` where one is none or the number is beyond all scalars.
  static func value(_ digits: ArraySlice<UInt8>, radix: Int) -> Int? {
    guard !digits.isEmpty else { return nil }
    var value = 0
    for byte in digits {
      let digit =
        switch byte {
        case 48...57: Int(byte) - 48
        case 65...70: Int(byte) - 55
        case 97...102: Int(byte) - 87
        default: 16
        }
      guard digit < radix else { return nil }
      value = value * radix + digit
      guard value <= 0x10FFFF else { return nil }
    }
    return value
  }
}

extension Mutator {
  static let hex = bytes(
    "hex", "Hexadecimal bytes with spaces between them.",
    encode: { NumberEncoding.encode($0, radix: 16, width: 2) },
    decode: { NumberEncoding.decode($0, radix: 16, width: 2) })
  static let binary = bytes(
    "binary", "Bytes as eight binary digits with spaces between them.",
    encode: { NumberEncoding.encode($0, radix: 2, width: 8) },
    decode: { NumberEncoding.decode($0, radix: 2, width: 8) })
  static let octal = bytes(
    "octal", "Bytes as three octal digits with spaces between them.",
    encode: { NumberEncoding.encode($0, radix: 8, width: 3) },
    decode: { NumberEncoding.decode($0, radix: 8, width: 3) })

  static let decimal = Mutator(
    "decimal", .encoding, "Code points as decimal numbers with spaces between them."
  ) { text, _ in
    guard !text.isEmpty else { return "" }
    var result: [Unicode.Scalar] = []
    for part in text.split(separator: " ", omittingEmptySubsequences: false) {
      guard part.allSatisfy({ LatinLetter.isDigit($0) }), part.first != "0" || part.count == 1,
        let value = NumberEncoding.value(Array(part).utf8Bytes[...], radix: 10),
        let scalar = Unicode.Scalar(UInt32(value))
      else { return nil }
      result.append(scalar)
    }
    return result.text
  } change: { text, _ in
    text.map { String($0.value) }.joined(separator: " ")
  }
}

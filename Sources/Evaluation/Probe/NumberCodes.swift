/// Texts as numbers.
enum NumberCodes {
  static let decoders: [EncodedText.Decoder] = [
    .init("hexadecimal") { hexadecimal($0.clear) },
    .init("binary") { text in
      numbers(text.clear) { token in
        guard token.count % 8 == 0 else { return nil }
        var bytes: [UInt8] = []
        for start in stride(from: token.startIndex, to: token.endIndex, by: 8) {
          guard let value = NumberEncoding.value(token[start..<(start + 8)], radix: 2) else {
            return nil
          }
          bytes.append(UInt8(value))
        }
        return bytes
      }
    },
    .init("octal") { text in
      numbers(text.clear) { token in
        guard token.count == 3, let value = NumberEncoding.value(token, radix: 8), value < 256
        else { return nil }
        return [UInt8(value)]
      }
    },
    .init("decimal") { text in
      numbers(text.clear) { token in
        guard token.count < 8, let value = NumberEncoding.value(token, radix: 10),
          let scalar = Unicode.Scalar(UInt32(value))
        else { return nil }
        return [scalar].utf8Bytes
      }
    },
  ]

  /// Below so many bytes a row of numbers is none of a text.
  private static let fewest = 6

  /// Runs of hexadecimal digits, with `0x`, `\x`, colons, commas and white space between them.
  private static func hexadecimal(_ text: [UInt8]) -> [[UInt8]] {
    var readings: [[UInt8]] = [[], []]
    var digits: [UInt8] = []
    func flush() {
      defer { digits.removeAll(keepingCapacity: true) }
      guard digits.count >= 2 * fewest else { return }
      for offset in 0...1 {
        let readable = ClearText.readable(BitEncoding.base16.bytes(digits[offset...]) ?? [])
        if !readable.isEmpty { readings[offset] += readable + [10] }
      }
    }
    for byte in text {
      switch byte {
      case 48...57, 65...70: digits.append(byte)
      case 97...102: digits.append(byte - 32)
      case UInt8(ascii: "x") where digits.last == 48: digits.removeLast()
      case UInt8(ascii: "x"), UInt8(ascii: "\\"), UInt8(ascii: ":"), UInt8(ascii: ","), 9, 10, 13,
        32:
        continue
      default: if !digits.isEmpty { flush() }
      }
    }
    flush()
    return readings.filter { !$0.isEmpty }
  }

  /// Numbers with white space or punctuation between them, read one by one.
  private static func numbers(
    _ text: [UInt8], _ read: (ArraySlice<UInt8>) -> [UInt8]?
  ) -> [[UInt8]] {
    var result: [UInt8] = []
    var row: [UInt8] = []
    func flush() {
      if row.count >= fewest { result += row + [10] }
      row.removeAll(keepingCapacity: true)
    }
    for token in text.split(whereSeparator: { $0 <= 32 || $0 == UInt8(ascii: ",") }) {
      if (48...57).contains(token[token.startIndex]), let bytes = read(token) {
        row += bytes
      } else {
        flush()
      }
    }
    flush()
    return result.isEmpty ? [] : [ClearText.readable(result)]
  }
}

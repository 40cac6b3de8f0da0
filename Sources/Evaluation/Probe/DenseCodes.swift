/// Encodings of bytes that leave a word, or lines of them.
enum DenseCodes {
  static let decoders: [EncodedText.Decoder] = [
    .init("base64") { runs($0.clear, isBase64, group: 4, BitEncoding.base64.bytes, urlSafe) },
    .init("base32") { text in
      runs(
        text.clear, isBase32, group: 8, { BitEncoding.base32.bytes(($0.map(upper))[...]) }, { $0 },
        breaks: isOtherCase)
    },
    .init("base85") { text in
      runs(
        text.clear, { $0 > 32 && $0 < 127 && Base85Encoding.rfc1924.isCharacter($0) }, group: 5,
        Base85Encoding.rfc1924.bytes, { $0 })
    },
    .init("ascii85") { text in
      runs(
        text.clear, Base85Encoding.adobe.isCharacter, group: 5, Base85Encoding.adobe.bytes, { $0 })
    },
    .init("uu") { [uu($0.clear)] },
  ]

  /// So many characters are the least that are decoded.
  private static let fewest = 10
  /// In longer texts, words that stand on a line are not put together.
  private static let joinLimit = 1 << 16

  private static func isBase64(_ byte: UInt8) -> Bool {
    (97...122).contains(byte | 32) || (48...57).contains(byte)
      || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "_")
  }

  private static func urlSafe(_ byte: UInt8) -> UInt8 {
    byte == UInt8(ascii: "-")
      ? UInt8(ascii: "+") : byte == UInt8(ascii: "_") ? UInt8(ascii: "/") : byte
  }

  private static func isBase32(_ byte: UInt8) -> Bool {
    (97...122).contains(byte | 32) || (50...55).contains(byte)
  }

  /// Whether one letter is large and the other small: in base32 they are alike.
  private static func isOtherCase(_ first: UInt8, _ second: UInt8) -> Bool {
    first >= 65 && second >= 65 && (first ^ second) & 32 != 0
  }

  private static func upper(_ byte: UInt8) -> UInt8 {
    (97...122).contains(byte) ? byte - 32 : byte
  }

  /// What stretches of an alphabet say, once for each place where a group may begin.
  private static func runs(
    _ text: [UInt8], _ belongs: (UInt8) -> Bool, group: Int,
    _ decode: (ArraySlice<UInt8>) -> [UInt8]?, _ map: (UInt8) -> UInt8,
    breaks: (UInt8, UInt8) -> Bool = { _, _ in false }
  ) -> [[UInt8]] {
    var readings = [[UInt8]](repeating: [], count: group)
    let joinsWords = text.count <= joinLimit
    var run: [UInt8] = []
    func flush() {
      defer { run.removeAll(keepingCapacity: true) }
      guard run.count >= fewest else { return }
      for offset in 0..<group {
        guard let bytes = decode(run[offset...]) else { continue }
        let readable = ClearText.readable(bytes)
        if !readable.isEmpty { readings[offset] += readable + [10] }
      }
    }
    for byte in text {
      if belongs(byte) {
        if let last = run.last, breaks(last, byte) { flush() }
        run.append(map(byte))
      } else if byte == 10 || byte == 13 || joinsWords && byte <= 32 {
        continue
      } else {
        flush()
      }
    }
    flush()
    return readings.filter { !$0.isEmpty }
  }

  /// What lines of uuencode say.
  private static func uu(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for line in text.split(whereSeparator: { $0 == 10 || $0 == 13 }) {
      guard line.count >= 5, let bytes = UUEncoding.bytes(ofLine: line) else { continue }
      result += bytes
    }
    return ClearText.readable(result)
  }
}

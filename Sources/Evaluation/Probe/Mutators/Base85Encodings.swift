/// Encodings where five characters stand for four bytes.
struct Base85Encoding: Sendable {
  /// The alphabet of RFC 1924, in which git and Python's `b85encode` write.
  static let rfc1924 = Base85Encoding(
    Array(
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~".utf8),
    zero: nil)
  /// Adobe's alphabet, where `z` stands for four zero bytes.
  static let adobe = Base85Encoding((33...117).map { UInt8($0) }, zero: UInt8(ascii: "z"))

  private let alphabet: [UInt8]
  private let values: [UInt8]
  private let zero: UInt8?

  private init(_ alphabet: [UInt8], zero: UInt8?) {
    self.alphabet = alphabet
    self.zero = zero
    var values = [UInt8](repeating: 255, count: 256)
    for (value, byte) in alphabet.enumerated() { values[Int(byte)] = UInt8(value) }
    self.values = values
  }

  func isCharacter(_ byte: UInt8) -> Bool { values[Int(byte)] != 255 || byte == zero }

  /// The characters for some bytes.
  func encode(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count / 4 * 5 + 5)
    for start in stride(from: 0, to: bytes.count, by: 4) {
      let count = min(4, bytes.count - start)
      var word: UInt32 = 0
      for offset in 0..<4 {
        word = word << 8 | (offset < count ? UInt32(bytes[start + offset]) : 0)
      }
      if let zero, word == 0, count == 4 {
        result.append(zero)
        continue
      }
      var digits = [UInt8](repeating: 0, count: 5)
      for place in (0..<5).reversed() {
        digits[place] = alphabet[Int(word % 85)]
        word /= 85
      }
      result.append(contentsOf: digits.prefix(count + 1))
    }
    return result
  }

  /// The bytes that exactly these characters stand for.
  func decode(_ text: [UInt8]) -> [UInt8]? {
    guard let bytes = bytes(text[...]), encode(bytes) == text else { return nil }
    return bytes
  }

  /// The bytes that some characters stand for; a group that stands for no bytes is four of 0.
  func bytes(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    var result: [UInt8] = []
    result.reserveCapacity(text.count / 5 * 4 + 4)
    var word: UInt64 = 0
    var held = 0
    for byte in text {
      if byte == zero, zero != nil, held == 0 {
        result.append(contentsOf: [0, 0, 0, 0])
        continue
      }
      let value = values[Int(byte)]
      guard value != 255 else { return nil }
      word = word * 85 + UInt64(value)
      held += 1
      if held == 5 {
        Base85Encoding.append(word, 4, to: &result)
        (word, held) = (0, 0)
      }
    }
    if held > 0 {
      for _ in held..<5 { word = word * 85 + 84 }
      Base85Encoding.append(word, held - 1, to: &result)
    }
    return result
  }

  private static func append(_ word: UInt64, _ count: Int, to result: inout [UInt8]) {
    let word = UInt32(exactly: word) ?? 0
    for place in 0..<count {
      result.append(UInt8(truncatingIfNeeded: word >> UInt32(24 - 8 * place)))
    }
  }
}

extension Mutator {
  static let base85 = bytes(
    "base85", "Base85 in the alphabet of RFC 1924.", encode: Base85Encoding.rfc1924.encode,
    decode: Base85Encoding.rfc1924.decode)
  static let ascii85 = bytes(
    "ascii85", "Adobe's Ascii85 between `<~` and `~>`.",
    encode: { Array("<~".utf8) + Base85Encoding.adobe.encode($0) + Array("~>".utf8) },
    decode: { text in
      guard text.count >= 4, text.starts(with: "<~".utf8), text.suffix(2).elementsEqual("~>".utf8)
      else { return nil }
      return Base85Encoding.adobe.decode(Array(text.dropFirst(2).dropLast(2)))
    })
}

/// The encodings of RFC 4648, where each character stands for a fixed number of bits.
struct BitEncoding: Sendable {
  static let base64 = BitEncoding(
    bits: 6, alphabet: upper + lower + digits + "+/", group: 4, isPadded: true)
  static let base64URL = BitEncoding(
    bits: 6, alphabet: upper + lower + digits + "-_", group: 4, isPadded: false)
  static let base32 = BitEncoding(bits: 5, alphabet: upper + "234567", group: 8, isPadded: true)
  static let base16 = BitEncoding(bits: 4, alphabet: digits + "ABCDEF", group: 2, isPadded: false)

  private static let upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
  private static let lower = "abcdefghijklmnopqrstuvwxyz"
  private static let digits = "0123456789"

  private let bits: Int
  private let alphabet: [UInt8]
  /// The value of each byte; 255 for those that are none.
  private let values: [UInt8]
  /// How many characters stand for whole bytes.
  let group: Int
  private let isPadded: Bool

  private init(bits: Int, alphabet: String, group: Int, isPadded: Bool) {
    self.bits = bits
    self.alphabet = Array(alphabet.utf8)
    self.group = group
    self.isPadded = isPadded
    var values = [UInt8](repeating: 255, count: 256)
    for (value, byte) in alphabet.utf8.enumerated() { values[Int(byte)] = UInt8(value) }
    self.values = values
  }

  /// The characters for some bytes.
  func encode(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count * 8 / bits + group)
    var buffer: UInt32 = 0
    var held = 0
    for byte in bytes {
      buffer = buffer << 8 | UInt32(byte)
      held += 8
      while held >= bits {
        held -= bits
        result.append(alphabet[Int(buffer >> UInt32(held)) & (1 << bits - 1)])
      }
    }
    if held > 0 { result.append(alphabet[Int(buffer << UInt32(bits - held)) & (1 << bits - 1)]) }
    while isPadded, result.count % group != 0 { result.append(UInt8(ascii: "=")) }
    return result
  }

  /// The bytes that exactly these characters stand for.
  func decode(_ text: [UInt8]) -> [UInt8]? {
    let end = text.lastIndex { $0 != UInt8(ascii: "=") }.map { $0 + 1 } ?? 0
    guard let bytes = bytes(text[..<end]), encode(bytes) == text else { return nil }
    return bytes
  }

  /// The bytes that some characters stand for, what is left of a byte dropped; `nil` where one of them
  /// is not of the alphabet.
  func bytes(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    var result: [UInt8] = []
    result.reserveCapacity(text.count * bits / 8)
    var buffer: UInt32 = 0
    var held = 0
    for byte in text {
      let value = values[Int(byte)]
      guard value != 255 else { return nil }
      buffer = buffer << UInt32(bits) | UInt32(value)
      held += bits
      if held >= 8 {
        held -= 8
        result.append(UInt8(truncatingIfNeeded: buffer >> UInt32(held)))
      }
    }
    return result
  }
}

extension Mutator {
  static let base64 = bytes(
    "base64", "Base64 (RFC 4648).", encode: BitEncoding.base64.encode,
    decode: BitEncoding.base64.decode)
  static let base64URL = bytes(
    "base64url", "Base64 with `-` and `_`, without padding (RFC 4648).",
    encode: BitEncoding.base64URL.encode, decode: BitEncoding.base64URL.decode)
  static let base32 = bytes(
    "base32", "Base32 (RFC 4648).", encode: BitEncoding.base32.encode,
    decode: BitEncoding.base32.decode)
  static let base16 = bytes(
    "base16", "Base16: capital hexadecimal digits in one piece (RFC 4648).",
    encode: BitEncoding.base16.encode, decode: BitEncoding.base16.decode)
}

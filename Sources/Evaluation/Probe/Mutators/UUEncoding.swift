/// The encoding of POSIX `uuencode`: lines of 45 bytes in the characters 33 to 96.
enum UUEncoding {
  private static let first = Array("begin 644 text\n".utf8)
  private static let last = Array("`\nend\n".utf8)

  /// A file of the encoding, named `text`.
  static func encode(_ bytes: [UInt8]) -> [UInt8] {
    var result = first
    result.reserveCapacity(bytes.count * 7 / 5 + 32)
    for start in stride(from: 0, to: bytes.count, by: 45) {
      let line = bytes[start..<min(start + 45, bytes.count)]
      result.append(character(UInt8(line.count)))
      for group in stride(from: line.startIndex, to: line.endIndex, by: 3) {
        var word: UInt32 = 0
        for place in 0..<3 {
          word = word << 8 | (group + place < line.endIndex ? UInt32(line[group + place]) : 0)
        }
        for shift in [18, 12, 6, 0] as [UInt32] {
          result.append(character(UInt8(word >> shift & 63)))
        }
      }
      result.append(10)
    }
    return result + last
  }

  private static func character(_ value: UInt8) -> UInt8 { value == 0 ? 96 : value + 32 }

  /// The bytes that exactly this file holds.
  static func decode(_ text: [UInt8]) -> [UInt8]? {
    guard text.starts(with: first), text.suffix(last.count) == last[...],
      text.count >= first.count + last.count
    else { return nil }
    var result: [UInt8] = []
    for line in text[first.count..<(text.count - last.count)].split(separator: 10) {
      guard let bytes = bytes(ofLine: line) else { return nil }
      result += bytes
    }
    return encode(result) == text ? result : nil
  }

  /// The bytes of a line; `nil` where it is none of the encoding.
  static func bytes(ofLine line: ArraySlice<UInt8>) -> [UInt8]? {
    guard let head = line.first, (33...95).contains(head) else { return nil }
    let count = Int(head) - 32
    let body = line.dropFirst()
    guard count <= 45, body.count == (count + 2) / 3 * 4 else { return nil }
    var result: [UInt8] = []
    var word: UInt32 = 0
    for (place, byte) in body.enumerated() {
      guard (32...96).contains(byte) else { return nil }
      word = word << 6 | UInt32((byte - 32) & 63)
      if place % 4 == 3 {
        for shift in [16, 8, 0] as [UInt32] {
          result.append(UInt8(truncatingIfNeeded: word >> shift))
        }
      }
    }
    return Array(result.prefix(count))
  }
}

extension Mutator {
  static let uu = bytes(
    "uu", "A file as POSIX `uuencode` writes it.", encode: UUEncoding.encode,
    decode: UUEncoding.decode)
}

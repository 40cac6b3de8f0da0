import Crypto

/// A line of a journal: an answer with its key and a checksum of both.
///
/// `{"v":2,"key":"<64 hexadecimal digits>","check":"<16>","entry":{…}}`, the check being the first 64
/// bits of the SHA-256 of the key's digits and the entry's bytes.
enum AnswerLine {
  static let opening = Array(#"{"v":2,"key":""#.utf8)
  /// How lines of version 1 begin, whose keys were made in another way.
  static let olderOpening = Array(#"{"v":1,"check":""#.utf8)
  private static let beforeCheck = Array(#"","check":""#.utf8)
  private static let beforeEntry = Array(#"","entry":"#.utf8)
  private static let keyLength = 64
  private static let checkLength = 16
  private static let keyStart = opening.count
  private static let checkStart = keyStart + keyLength + beforeCheck.count
  private static let entryStart = checkStart + checkLength + beforeEntry.count

  /// Appends the line of an answer, its line feed included.
  ///
  /// - Parameters:
  ///   - key: what the answer belongs to.
  ///   - answer: no failure, which is never kept.
  ///   - writer: working space.
  ///   - bytes: takes the line.
  static func write(
    _ key: AnswerKey, _ answer: Answer, with writer: inout JSONWriter, to bytes: inout [UInt8]
  ) {
    writer.restart()
    AnswerDocument.write(answer, to: &writer)
    let digits = key.digits
    bytes.append(contentsOf: opening)
    bytes.append(contentsOf: digits)
    bytes.append(contentsOf: beforeCheck)
    bytes.append(contentsOf: check(digits[...], writer.bytes[...]))
    bytes.append(contentsOf: beforeEntry)
    bytes.append(contentsOf: writer.bytes)
    bytes.append(contentsOf: [UInt8(ascii: "}"), 0x0A])
  }

  /// The key of a line without its line feed; `nil` where the line is damaged.
  static func key(of line: ArraySlice<UInt8>) -> AnswerKey? {
    let start = line.startIndex
    guard line.count > entryStart, line.last == UInt8(ascii: "}"),
      line[start..<(start + keyStart)].elementsEqual(opening),
      line[(start + keyStart + keyLength)..<(start + checkStart)].elementsEqual(beforeCheck),
      line[(start + checkStart + checkLength)..<(start + entryStart)].elementsEqual(beforeEntry)
    else { return nil }
    let digits = line[(start + keyStart)..<(start + keyStart + keyLength)]
    let check = line[(start + checkStart)..<(start + checkStart + checkLength)]
    guard check.elementsEqual(AnswerLine.check(digits, entry(of: line))) else { return nil }
    return AnswerKey(digits: digits)
  }

  /// The answer of a line that has a key; `nil` where it holds none.
  static func answer(of line: ArraySlice<UInt8>) -> Answer? {
    guard let value = try? JSONValue.parse(Array(entry(of: line)), file: "") else { return nil }
    return AnswerDocument.answer(of: value)
  }

  private static func entry(of line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    line[(line.startIndex + entryStart)...].dropLast()
  }

  private static func check(_ key: ArraySlice<UInt8>, _ entry: ArraySlice<UInt8>) -> [UInt8] {
    var hash = SHA256()
    key.withUnsafeBytes { hash.update(bufferPointer: $0) }
    entry.withUnsafeBytes { hash.update(bufferPointer: $0) }
    var digits: [UInt8] = []
    digits.reserveCapacity(checkLength)
    for byte in hash.finalize().prefix(checkLength / 2) {
      for digit in [byte >> 4, byte & 15] {
        digits.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
      }
    }
    return digits
  }
}

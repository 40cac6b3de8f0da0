import Crypto
import Foundation

/// Texts, each kept once in one stretch of bytes and numbered in the order in which they came.
///
/// Texts are the same where their UTF-8 is, whatever Swift holds equal.
struct TextPool: Sendable, Equatable {
  private var bytes: [UInt8] = []
  /// Where each text ends.
  private var ends: [Int] = []
  /// Open addressing: a text's number + 1, or 0; as many as a power of two, at least a third free.
  private var slots: [UInt32] = []

  /// How many texts there are.
  var count: Int { ends.count }

  /// The text of a number.
  subscript(number: Int) -> String {
    String(decoding: bytes[start(number)..<ends[number]], as: UTF8.self)
  }

  /// The number of a text, a new one where it was not there.
  mutating func number(of text: String) -> Int {
    var text = text
    return text.withUTF8 { number(of: UnsafeRawBufferPointer($0)) }
  }

  /// The number of a text that is there.
  func known(_ text: String) -> Int? {
    guard !slots.isEmpty else { return nil }
    var text = text
    return text.withUTF8 { utf8 in
      let slot = slot(of: UnsafeRawBufferPointer(utf8))
      return slots[slot] == 0 ? nil : Int(slots[slot]) - 1
    }
  }

  static func == (left: TextPool, right: TextPool) -> Bool {
    left.bytes == right.bytes && left.ends == right.ends
  }

  private func start(_ number: Int) -> Int { number == 0 ? 0 : ends[number - 1] }

  private mutating func number(of text: UnsafeRawBufferPointer) -> Int {
    if 3 * (count + 1) > 2 * slots.count { grow() }
    let slot = slot(of: text)
    if slots[slot] != 0 { return Int(slots[slot]) - 1 }
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
    slots[slot] = UInt32(count)
    return count - 1
  }

  /// Where a text stands, or else the free slot where it would.
  private func slot(of text: UnsafeRawBufferPointer) -> Int {
    let mask = slots.count - 1
    var slot = TextPool.hash(text) & mask
    while slots[slot] != 0, !isText(Int(slots[slot]) - 1, text) { slot = (slot + 1) & mask }
    return slot
  }

  private func isText(_ number: Int, _ text: UnsafeRawBufferPointer) -> Bool {
    let start = start(number)
    guard ends[number] - start == text.count else { return false }
    guard let wanted = text.baseAddress, !text.isEmpty else { return true }
    // `start` + `text.count` is the end of a text, within `bytes`.
    return bytes.withUnsafeBytes { held in
      held.baseAddress.map { memcmp($0 + start, wanted, text.count) == 0 } ?? false
    }
  }

  private mutating func grow() {
    let size = max(16, 2 * slots.count)
    slots = [UInt32](repeating: 0, count: size)
    bytes.withUnsafeBytes { bytes in
      for number in 0..<count {
        let text = UnsafeRawBufferPointer(rebasing: bytes[start(number)..<ends[number]])
        var slot = TextPool.hash(text) & (size - 1)
        while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
        slots[slot] = UInt32(number + 1)
      }
    }
  }

  /// Seeded anew in each process, so that no text can be made to collide; no output depends on it.
  private static func hash(_ text: UnsafeRawBufferPointer) -> Int {
    var hasher = Hasher()
    hasher.combine(bytes: text)
    return hasher.finalize() & Int.max
  }
}

extension String {
  /// UTF-8 bytes that a table keeps of a text.
  private static let boundedLength = 64

  /// Whether a table keeps a shortened form.
  var isLong: Bool { utf8.count > String.boundedLength }

  /// The text where it is short; else its beginning with a digest, longer than any short text.
  ///
  /// Two texts have the same form only where they are the same.
  var bounded: String {
    guard isLong else { return self }
    var end = utf8.index(startIndex, offsetBy: String.boundedLength)
    while end > startIndex, end.samePosition(in: unicodeScalars) == nil {
      end = utf8.index(before: end)
    }
    return String(self[..<end]) + "…" + String(SHA256.hexDigest(self).prefix(32))
  }
}

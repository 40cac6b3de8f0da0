import Crypto

/// Texts and lists of texts as bytes that no other list makes: each behind its length, then `;`.
///
/// Lists of a million texts go into others without being copied.
struct CanonicalList: Sendable, Equatable {
  private var pieces: [[UInt8]] = [[]]
  private var length = 0

  init() {}

  init(_ texts: some Sequence<String>) {
    for text in texts { append(text) }
  }

  /// Adds a text.
  mutating func append(_ text: String) {
    add("\(text.utf8.count):")
    add(text)
  }

  /// Adds a list as one element.
  mutating func append(_ list: CanonicalList) {
    add("\(list.length + 1):")
    pieces += list.pieces
    pieces.append(Array(";".utf8))
    length += list.length + 1
  }

  /// SHA-256 of the list in lower-case hexadecimal.
  var digest: String {
    var hash = SHA256()
    for piece in pieces { hash.update(data: piece) }
    hash.update(data: Array(";".utf8))
    return hexadecimal(hash.finalize())
  }

  private mutating func add(_ text: String) {
    pieces[pieces.count - 1].append(contentsOf: text.utf8)
    length += text.utf8.count
  }
}

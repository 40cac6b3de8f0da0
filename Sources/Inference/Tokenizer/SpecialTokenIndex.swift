/// Finds special-token text in a text.
struct SpecialTokenIndex: Sendable {
  /// A stretch of text between special tokens, or one of them.
  enum Piece: Equatable {
    case text([UInt8])
    case token(Int32)

    var isToken: Bool {
      if case .token = self { true } else { false }
    }
  }

  private struct Entry {
    let bytes: [UInt8]
    let id: Int32
    let isControl: Bool
  }

  /// By first byte; the longest first.
  private let entries: [UInt8: [Entry]]

  init(_ vocabulary: Vocabulary) {
    var entries: [UInt8: [Entry]] = [:]
    for (id, kind) in vocabulary.kinds.enumerated() where kind == .control || kind == .userDefined {
      let bytes = Array(vocabulary.texts[id].utf8)
      guard let first = bytes.first else { continue }
      entries[first, default: []].append(
        Entry(bytes: bytes, id: Int32(id), isControl: kind == .control))
    }
    self.entries = entries.mapValues { list in
      list.sorted { a, b in
        a.bytes.count != b.bytes.count ? a.bytes.count > b.bytes.count : a.id < b.id
      }
    }
  }

  /// Splits a text at special tokens, from left to right, the longest match first.
  ///
  /// - Parameters:
  ///   - text: UTF-8.
  ///   - controls: Whether control tokens are found, or user-defined ones alone.
  /// - Returns: Pieces in order, none empty.
  func split(_ text: [UInt8], controls: Bool) -> [Piece] {
    guard !entries.isEmpty else { return text.isEmpty ? [] : [.text(text)] }
    var pieces: [Piece] = []
    var start = 0
    var position = 0
    while position < text.count {
      guard let entry = match(text, at: position, controls: controls) else {
        position += 1
        continue
      }
      if start < position { pieces.append(.text(Array(text[start..<position]))) }
      pieces.append(.token(entry.id))
      position += entry.bytes.count
      start = position
    }
    if start < text.count { pieces.append(.text(Array(text[start...]))) }
    return pieces
  }

  private func match(_ text: [UInt8], at position: Int, controls: Bool) -> Entry? {
    entries[text[position]]?.first { entry in
      (controls || !entry.isControl)
        && text[position...].prefix(entry.bytes.count).elementsEqual(entry.bytes)
    }
  }
}

/// A pattern over words, matched without a regular expression: no backtracking to abuse.
///
/// Elements stand apart by spaces: `word`, `one|other`, `?word` (may be missing), `..3` (up to three
/// words of any kind).
struct PhrasePattern: Sendable {
  private enum Element: Sendable {
    case word(Set<String>)
    case maybe(Set<String>)
    case gap(Int)
  }

  private let elements: [Element]

  init(_ source: String) {
    elements = source.split(separator: " ").map { piece in
      if piece.hasPrefix(".."), let count = Int(piece.dropFirst(2)) { return .gap(count) }
      let isOptional = piece.hasPrefix("?")
      let spelled = isOptional ? piece.dropFirst() : piece
      let words = Set(spelled.split(separator: "|").map(String.init))
      return isOptional ? .maybe(words) : .word(words)
    }
  }

  /// The first place where the pattern matches.
  ///
  /// - Parameters:
  ///   - words: Where to look.
  ///   - start: The first index that a match may begin at.
  ///   - isAnchored: Whether it must begin there.
  /// - Returns: Indices of the words that matched.
  func firstMatch(
    in words: [String], from start: Int = 0, isAnchored: Bool = false
  ) -> Range<Int>? {
    guard start < words.count else { return nil }
    for begin in start..<(isAnchored ? start + 1 : words.count) {
      if let end = match(words, begin, 0) { return begin..<end }
    }
    return nil
  }

  private func match(_ words: [String], _ index: Int, _ element: Int) -> Int? {
    guard element < elements.count else { return index }
    switch elements[element] {
    case .word(let set):
      guard index < words.count, set.contains(words[index]) else { return nil }
      return match(words, index + 1, element + 1)
    case .maybe(let set):
      if index < words.count, set.contains(words[index]),
        let end = match(words, index + 1, element + 1)
      {
        return end
      }
      return match(words, index, element + 1)
    case .gap(let most):
      for skipped in 0...most where index + skipped <= words.count {
        if let end = match(words, index + skipped, element + 1) { return end }
      }
      return nil
    }
  }
}

/// Breaks a paragraph into lines as Python's `textwrap.wrap` does.
struct WordWrap {
  /// In scalars.
  let width: Int
  let breaksLongWords: Bool
  let breaksOnHyphens: Bool

  /// The lines of a paragraph, without the blanks around them that a break drops.
  func lines(_ paragraph: String) -> [String] {
    var lines: [String] = []
    var chunks = Array(self.chunks(Array(paragraph.unicodeScalars)).reversed())
    while !chunks.isEmpty {
      var line: [ArraySlice<Unicode.Scalar>] = []
      var length = 0
      if let first = chunks.last, isBlank(first), !lines.isEmpty { chunks.removeLast() }
      while let chunk = chunks.last, length + chunk.count <= width {
        line.append(chunks.removeLast())
        length += chunk.count
      }
      if let chunk = chunks.last, chunk.count > width {
        breakLongWord(chunk, &chunks, &line, room: width - length)
        length = line.reduce(0) { $0 + $1.count }
      }
      if let last = line.last, isBlank(last) { line.removeLast() }
      if !line.isEmpty { lines.append(String(scalars: line.joined())) }
    }
    return lines
  }

  /// Puts as much of a word that is wider than a line as fits, or all of it on a line of its own.
  private func breakLongWord(
    _ chunk: ArraySlice<Unicode.Scalar>, _ chunks: inout [ArraySlice<Unicode.Scalar>],
    _ line: inout [ArraySlice<Unicode.Scalar>], room: Int
  ) {
    let space = width < 1 ? 1 : room
    if breaksLongWords {
      var end = space
      if breaksOnHyphens, chunk.count > space,
        let hyphen = chunk.prefix(space).lastIndex(of: "-"), hyphen > chunk.startIndex,
        chunk[..<hyphen].contains(where: { $0 != "-" })
      {
        end = hyphen - chunk.startIndex + 1
      }
      line.append(chunk.prefix(end))
      chunks[chunks.count - 1] = chunk.dropFirst(end)
    } else if line.isEmpty {
      line.append(chunks.removeLast())
    }
  }

  private func isBlank(_ chunk: ArraySlice<Unicode.Scalar>) -> Bool {
    chunk.allSatisfy(\.isPythonWhitespace)
  }

  /// Runs of blanks and the words between them, words cut after hyphens where that is wanted.
  private func chunks(_ scalars: [Unicode.Scalar]) -> [ArraySlice<Unicode.Scalar>] {
    var chunks: [ArraySlice<Unicode.Scalar>] = []
    var start = 0
    while start < scalars.count {
      let isBlank = Self.isBlank(scalars[start])
      var end = start + 1
      while end < scalars.count, Self.isBlank(scalars[end]) == isBlank {
        end += 1
      }
      if isBlank || !breaksOnHyphens {
        chunks.append(scalars[start..<end])
      } else {
        chunks += hyphenated(scalars, start..<end)
      }
      start = end
    }
    return chunks
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\t", "\n", "\u{0B}", "\u{0C}", "\r", " ": true
    default: false
    }
  }

  /// The parts of a word: cuts after hyphens between letters and around dashes of two or more.
  private func hyphenated(
    _ scalars: [Unicode.Scalar], _ word: Range<Int>
  ) -> [ArraySlice<Unicode.Scalar>] {
    var parts: [ArraySlice<Unicode.Scalar>] = []
    var start = word.lowerBound
    var index = start
    while index < word.upperBound {
      if index == start, let end = dashEnd(scalars, index, word) {
        parts.append(scalars[start..<end])
        start = end
        index = end
        continue
      }
      let next = index + 1
      if next < word.upperBound,
        isHyphenBreak(scalars, after: index, word, from: start)
          || dashEnd(scalars, next, word) != nil
      {
        parts.append(scalars[start..<next])
        start = next
      }
      index = next
    }
    if start < word.upperBound { parts.append(scalars[start..<word.upperBound]) }
    return parts
  }

  /// Where a dash that stands between words ends, if one begins at the index.
  private func dashEnd(_ scalars: [Unicode.Scalar], _ index: Int, _ word: Range<Int>) -> Int? {
    guard index > word.lowerBound, Self.isWordEnd(scalars[index - 1]) else { return nil }
    var end = index
    while end < word.upperBound, scalars[end] == "-" {
      end += 1
    }
    guard end - index >= 2, end < word.upperBound, scalars[end].isPythonWord else { return nil }
    return end
  }

  private static func isWordEnd(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isPythonWord || "!\"'&.,?".unicodeScalars.contains(scalar)
  }

  /// Whether a line may break after the hyphen at an index: two letters stand before it, or a
  /// letter between hyphens, and two letters follow, perhaps with a hyphen between them.
  private func isHyphenBreak(
    _ scalars: [Unicode.Scalar], after index: Int, _ word: Range<Int>, from start: Int
  ) -> Bool {
    func isLetter(_ position: Int) -> Bool {
      guard word.contains(position) else { return false }
      let scalar = scalars[position]
      return scalar.isPythonWord && scalar.decimalValue == nil
    }
    guard scalars[index] == "-", index > start, isLetter(index - 1) else { return false }
    let isHyphenBefore = index - 2 >= word.lowerBound && scalars[index - 2] == "-"
    let follows =
      isLetter(index - 2) || isHyphenBefore && isLetter(index - 3)
    guard follows, isLetter(index + 1) else { return false }
    if isLetter(index + 2) { return true }
    return word.contains(index + 2) && scalars[index + 2] == "-" && isLetter(index + 3)
  }
}

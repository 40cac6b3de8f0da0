extension Mutator {
  static let reversal = Mutator(
    "reversal", .surface, "The text backwards."
  ) { text, _ in
    Array(text.reversed()).text
  } change: { text, _ in
    Array(text.reversed()).text
  }

  static let reverseWords = Mutator(
    "reverse-words", .surface, "The words from last to first, as they are."
  ) { text, _ in
    LetterOrder.reversedWords(text).text
  } change: { text, _ in
    LetterOrder.reversedWords(text).text
  }

  static let reverseLetters = Mutator(
    "reverse-letters", .surface, "Each word backwards, in its place."
  ) { text, _ in
    LetterOrder.reversedLetters(text).text
  } change: { text, _ in
    LetterOrder.reversedLetters(text).text
  }

  static let swaps = Mutator(
    "swaps", .surface, "Two neighbouring letters change places in every third word or so."
  ) { text, random in
    LetterOrder.changingWords(text) { word in
      guard word.count > 3, random.happens(35) else { return }
      let place = word.startIndex + 1 + random.below(word.count - 2)
      word.swapAt(place, min(place + 1, word.endIndex - 1))
    }
  }

  static let scramble = Mutator(
    "scramble", .surface, "The inner letters of each word in any order."
  ) { text, random in
    LetterOrder.changingWords(text) { word in
      guard word.count > 3 else { return }
      var inner = Array(word.dropFirst().dropLast())
      inner.shuffle(using: &random)
      word.replaceSubrange((word.startIndex + 1)..<(word.endIndex - 1), with: inner)
    }
  }
}

extension Unicode.Scalar {
  /// White space of Unicode.
  fileprivate var isSpace: Bool {
    isASCII ? value == 32 || (9...13).contains(value) : properties.isWhitespace
  }
}

/// Texts with their words or letters in another order.
enum LetterOrder {
  /// The words and the white space between them from last to first.
  static func reversedWords(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(text.count)
    var end = text.count
    while end > 0 {
      let isSpace = text[end - 1].isSpace
      var start = end - 1
      while start > 0, text[start - 1].isSpace == isSpace { start -= 1 }
      result.append(contentsOf: text[start..<end])
      end = start
    }
    return result
  }

  /// Each stretch without white space backwards.
  static func reversedLetters(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(text.count)
    var start = 0
    while start < text.count {
      let isSpace = text[start].isSpace
      var end = start + 1
      while end < text.count, text[end].isSpace == isSpace { end += 1 }
      if isSpace {
        result.append(contentsOf: text[start..<end])
      } else {
        result.append(contentsOf: text[start..<end].reversed())
      }
      start = end
    }
    return result
  }

  /// The text with each run of letters changed.
  static func changingWords(
    _ text: [Unicode.Scalar], _ change: (inout ArraySlice<Unicode.Scalar>) -> Void
  ) -> String {
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(text.count)
    for (isWord, scalars) in LatinLetter.runs(text) {
      var scalars = scalars
      if isWord { change(&scalars) }
      result.append(contentsOf: scalars)
    }
    return result.text
  }
}

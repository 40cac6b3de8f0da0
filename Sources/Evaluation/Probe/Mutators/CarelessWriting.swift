extension Mutator {
  static let whitespace = Mutator(
    "whitespace", .quality, "Spaces doubled or made tabs by chance, and some before line ends."
  ) { text, random in
    var result: [Unicode.Scalar] = []
    for scalar in text {
      switch scalar {
      case " " where random.happens(25):
        result.append(contentsOf: random.pick([[" ", " "], [" ", " ", " "], ["\t"]]))
      case "\n" where random.happens(50): result.append(contentsOf: [" ", "\n"])
      default: result.append(scalar)
      }
    }
    return result.text
  }

  static let noPunctuation = Mutator(
    "no-punctuation", .quality,
    "Punctuation falls away, but for what stands inside words and numbers."
  ) { text, _ in
    var result: [Unicode.Scalar] = []
    for (index, scalar) in text.enumerated() {
      let isInside =
        index > 0 && index + 1 < text.count && CarelessWriting.isWord(text[index - 1])
        && CarelessWriting.isWord(text[index + 1])
      if isInside || !CarelessWriting.isPunctuation(scalar) { result.append(scalar) }
    }
    return result.text
  }

  static let fillers = Mutator(
    "fillers", .quality, "Behind one word in twelve stands a filler such as `you know`."
  ) { text, random in
    let fillers = [
      "um,", "uh,", "you know,", "I mean,", "like,", "basically,", "well,", "actually,", "sort of",
      "honestly,",
    ].map { [Unicode.Scalar]($0) }
    var result: [Unicode.Scalar] = []
    for (index, scalar) in text.enumerated() {
      result.append(scalar)
      guard scalar == " ", index > 0, index + 1 < text.count,
        LatinLetter.isLetter(text[index - 1]), LatinLetter.isLetter(text[index + 1]),
        random.happens(8)
      else { continue }
      result.append(contentsOf: random.pick(fillers) + [" "])
    }
    return result.text
  }
}

/// What a careless writer leaves out.
enum CarelessWriting {
  static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return LatinLetter.isLetter(scalar) || LatinLetter.isDigit(scalar) }
    return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation:
      true
    default: false
    }
  }
}

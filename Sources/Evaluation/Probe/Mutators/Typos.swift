/// Slips of the fingers on a keyboard with English letters.
enum Typos {
  private static let neighbours: [Unicode.Scalar: [Unicode.Scalar]] = [
    "a": .init("qwsz"), "b": .init("vghn"), "c": .init("xdfv"), "d": .init("serfcx"),
    "e": .init("wsdr"), "f": .init("drtgvc"), "g": .init("ftyhbv"), "h": .init("gyujnb"),
    "i": .init("ujko"), "j": .init("huikmn"), "k": .init("jiolm"), "l": .init("kop"),
    "m": .init("njk"), "n": .init("bhjm"), "o": .init("iklp"), "p": .init("ol"),
    "q": .init("wa"), "r": .init("edft"), "s": .init("awedxz"), "t": .init("rfgy"),
    "u": .init("yhji"), "v": .init("cfgb"), "w": .init("qase"), "x": .init("zsdc"),
    "y": .init("tghu"), "z": .init("asx"),
  ]

  /// A key beside this one, as large or small as it.
  static func neighbour(
    of scalar: Unicode.Scalar, _ random: inout SeededRandom
  ) -> Unicode.Scalar {
    guard let keys = neighbours[LatinLetter.lower(scalar)] else { return scalar }
    let key = random.pick(keys)
    return LatinLetter.isUpper(scalar) ? LatinLetter.upper(key) : key
  }

  /// One slip in a word, never at its first letter.
  static func slip(_ word: inout ArraySlice<Unicode.Scalar>, _ random: inout SeededRandom) {
    let place = word.startIndex + 1 + random.below(word.count - 1)
    switch random.below(4) {
    case 0: word[place] = neighbour(of: word[place], &random)
    case 1: word.remove(at: place)
    case 2: word.insert(word[place], at: place)
    default: if place + 1 < word.endIndex { word.swapAt(place, place + 1) }
    }
  }
}

extension Mutator {
  static let typos = Mutator(
    "typos", .quality,
    "One word in ten has a neighbouring key, a letter less, one twice, or two the wrong way round."
  ) { text, random in
    LetterOrder.changingWords(text) { word in
      guard word.count > 2, random.happens(10) else { return }
      Typos.slip(&word, &random)
    }
  }
}

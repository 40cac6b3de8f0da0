extension Mutator {
  static let spacing = Mutator(
    "spacing", .surface, "A space between any two characters."
  ) { text, _ in
    guard !text.isEmpty else { return "" }
    guard text.count % 2 == 1 else { return nil }
    var result: [Unicode.Scalar] = []
    for (index, scalar) in text.enumerated() {
      if index % 2 == 0 { result.append(scalar) } else if scalar != " " { return nil }
    }
    return result.text
  } change: { text, _ in
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(text.count * 2)
    for scalar in text {
      if !result.isEmpty { result.append(" ") }
      result.append(scalar)
    }
    return result.text
  }

  static let noise = Mutator(
    "noise", .surface, "A character of punctuation behind every eighth one or so."
  ) { text, random in
    let marks = [Unicode.Scalar]("!#$%&*+-./:;=?@^_|~")
    var result: [Unicode.Scalar] = []
    for scalar in text {
      result.append(scalar)
      if random.happens(12) { result.append(random.pick(marks)) }
    }
    return result.text
  }

  static let stretch = Mutator(
    "stretch", .surface, "A vowel in every second word or so is drawn out."
  ) { text, random in
    LetterOrder.changingWords(text) { word in
      guard random.happens(50), let vowel = word.firstIndex(where: LatinLetter.isVowel) else {
        return
      }
      let more = [Unicode.Scalar](repeating: word[vowel], count: 2 + random.below(3))
      word.insert(contentsOf: more, at: vowel)
    }
  }

  static let disemvowel = Mutator(
    "disemvowel", .surface, "Words of four letters or more lose the vowels inside them."
  ) { text, _ in
    LetterOrder.changingWords(text) { word in
      guard word.count > 3, let first = word.first, let last = word.last else { return }
      let inner = word.dropFirst().dropLast().filter { !LatinLetter.isVowel($0) }
      word = ([first] + inner + [last])[...]
    }
  }
}

/// The spelling alphabet of NATO and ICAO.
enum SpellingAlphabet {
  static let words = [
    "alfa", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliett",
    "kilo", "lima", "mike", "november", "oscar", "papa", "quebec", "romeo", "sierra", "tango",
    "uniform", "victor", "whiskey", "xray", "yankee", "zulu",
  ]
  static let digits = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
  ]
  /// Stands for a space.
  static let space = "(space)"

  /// The word for a character; capitals have a capitalized word.
  static func word(_ scalar: Unicode.Scalar) -> String {
    if scalar == " " { return space }
    if LatinLetter.isDigit(scalar) { return digits[Int(scalar.value) - 48] }
    guard LatinLetter.isLetter(scalar) else { return String(scalar) }
    let word = words[Int(scalar.value | 32) - 97]
    guard LatinLetter.isUpper(scalar) else { return word }
    return String(scalar) + word.dropFirst()
  }

  /// The characters that words stand for, by the word in lower case.
  static let characters: [String: Unicode.Scalar] = {
    var characters: [String: Unicode.Scalar] = [space: " "]
    for (index, word) in words.enumerated() {
      characters[word] = Unicode.Scalar(UInt8(97 + index))
    }
    for (index, word) in digits.enumerated() {
      characters[word] = Unicode.Scalar(UInt8(48 + index))
    }
    return characters
  }()
}

extension Mutator {
  static let nato = Mutator(
    "nato", .encoding, "Letters and digits as the words of the spelling alphabet."
  ) { text, _ in
    guard !text.isEmpty else { return "" }
    var result: [Unicode.Scalar] = []
    for token in text.split(separator: " ", omittingEmptySubsequences: false) {
      guard let first = token.first else { return nil }
      let rest = Array(token.dropFirst())
      let word = ([LatinLetter.lower(first)] + rest).text
      if let character = SpellingAlphabet.characters[word] {
        result.append(LatinLetter.isUpper(first) ? LatinLetter.upper(character) : character)
      } else if rest.isEmpty, SpellingAlphabet.word(first) == String(first) {
        result.append(first)
      } else {
        return nil
      }
    }
    return result.text
  } change: { text, _ in
    text.map(SpellingAlphabet.word).joined(separator: " ")
  }
}

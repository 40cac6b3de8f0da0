/// The letters A to Z and what mutators ask about them.
enum LatinLetter {
  static func isUpper(_ scalar: Unicode.Scalar) -> Bool { (65...90).contains(scalar.value) }
  static func isLower(_ scalar: Unicode.Scalar) -> Bool { (97...122).contains(scalar.value) }
  static func isDigit(_ scalar: Unicode.Scalar) -> Bool { (48...57).contains(scalar.value) }
  static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    (97...122).contains(scalar.value | 32)
  }

  static func isVowel(_ scalar: Unicode.Scalar) -> Bool {
    switch lower(scalar) {
    case "a", "e", "i", "o", "u": true
    default: false
    }
  }

  static func lower(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    isUpper(scalar) ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar
  }

  static func upper(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    isLower(scalar) ? Unicode.Scalar(UInt8(scalar.value) - 32) : scalar
  }

  static func swapped(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    isLetter(scalar) ? Unicode.Scalar(UInt8(scalar.value) ^ 32) : scalar
  }

  /// The letter so many places later in the alphabet, counted around its end.
  static func shifted(_ byte: UInt8, by places: Int) -> UInt8 {
    guard (97...122).contains(byte | 32) else { return byte }
    let base: UInt8 = byte & 32 == 0 ? 65 : 97
    return base + UInt8((Int(byte - base) + places + 26) % 26)
  }

  /// The letter as far from the alphabet's end as this one is from its start.
  static func mirrored(_ byte: UInt8) -> UInt8 {
    guard (97...122).contains(byte | 32) else { return byte }
    let base: UInt8 = byte & 32 == 0 ? 65 : 97
    return base + 25 - (byte - base)
  }

  /// The stretches of a text that are letters alone, and those between them, in order.
  static func runs(_ text: [Unicode.Scalar]) -> [(
    isWord: Bool, scalars: ArraySlice<Unicode.Scalar>
  )] {
    var runs: [(isWord: Bool, scalars: ArraySlice<Unicode.Scalar>)] = []
    var start = 0
    while start < text.count {
      let isWord = isLetter(text[start])
      var end = start + 1
      while end < text.count, isLetter(text[end]) == isWord { end += 1 }
      runs.append((isWord, text[start..<end]))
      start = end
    }
    return runs
  }
}

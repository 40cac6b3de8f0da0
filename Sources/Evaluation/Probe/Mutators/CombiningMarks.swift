/// Marks above, below and through letters.
enum CombiningMarks {
  /// The block of combining diacritical marks, but for the invisible grapheme joiner.
  static let all = (0x300...0x36F as ClosedRange<UInt32>).filter { $0 != 0x34F }
    .compactMap { Unicode.Scalar($0) }

  static func isMark(_ scalar: Unicode.Scalar) -> Bool { (0x300...0x36F).contains(scalar.value) }

  /// Letters with an accent, one list a letter.
  static let accented: [Unicode.Scalar: [Unicode.Scalar]] = [
    "A": .init("ÀÁÂÃÄÅĀĂĄ"), "C": .init("ÇĆĈĊČ"), "D": .init("Ď"), "E": .init("ÈÉÊËĒĔĖĘĚ"),
    "G": .init("ĜĞĠĢ"), "H": .init("Ĥ"), "I": .init("ÌÍÎÏĨĪĬĮ"), "J": .init("Ĵ"),
    "K": .init("Ķ"), "L": .init("ĹĻĽ"), "N": .init("ÑŃŅŇ"), "O": .init("ÒÓÔÕÖŌŎŐ"),
    "R": .init("ŔŖŘ"), "S": .init("ŚŜŞŠ"), "T": .init("ŢŤ"), "U": .init("ÙÚÛÜŨŪŬŮŰŲ"),
    "W": .init("Ŵ"), "Y": .init("ÝŶŸ"), "Z": .init("ŹŻŽ"), "a": .init("àáâãäåāăą"),
    "c": .init("çćĉċč"), "d": .init("ď"), "e": .init("èéêëēĕėęě"), "g": .init("ĝğġģ"),
    "h": .init("ĥ"), "i": .init("ìíîïĩīĭį"), "j": .init("ĵ"), "k": .init("ķ"),
    "l": .init("ĺļľ"), "n": .init("ñńņň"), "o": .init("òóôõöōŏő"), "r": .init("ŕŗř"),
    "s": .init("śŝşš"), "t": .init("ţť"), "u": .init("ùúûüũūŭůűų"), "w": .init("ŵ"),
    "y": .init("ýŷÿ"), "z": .init("źżž"),
  ]

  /// The letters without their accents.
  static let bare: [Unicode.Scalar: Unicode.Scalar] = {
    var bare: [Unicode.Scalar: Unicode.Scalar] = [:]
    for (letter, forms) in accented {
      for form in forms { bare[form] = letter }
    }
    return bare
  }()
}

extension Mutator {
  static let zalgo = Mutator(
    "zalgo", .unicode, "One to four combining marks on every letter and digit.",
    loss: "Combining diacritical marks fall away.",
    undo: { text, _ in text.filter { !CombiningMarks.isMark($0) }.text },
    fold: { text in text.filter { !CombiningMarks.isMark($0) }.text },
    change: { text, random in
      var result: [Unicode.Scalar] = []
      for scalar in text {
        result.append(scalar)
        guard LatinLetter.isLetter(scalar) || LatinLetter.isDigit(scalar) else { continue }
        for _ in 0...random.below(4) { result.append(random.pick(CombiningMarks.all)) }
      }
      return result.text
    })

  static let diacritics = Mutator(
    "diacritics", .unicode, "Letters get an accent where one letter with it exists.",
    loss: "Accented Latin letters lose their accents.",
    undo: { text, _ in text.map { CombiningMarks.bare[$0] ?? $0 }.text },
    fold: { text in text.map { CombiningMarks.bare[$0] ?? $0 }.text },
    change: { text, random in
      text.map { scalar in
        CombiningMarks.accented[scalar].map { random.pick($0) } ?? scalar
      }.text
    })
}

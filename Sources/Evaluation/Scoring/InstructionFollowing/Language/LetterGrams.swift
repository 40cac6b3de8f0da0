import Jinja

/// The runs of one to three letters that end at the last one, as langdetect cuts them.
///
/// What is no letter is a space; a word in capitals has none; scripts with many letters are folded to
/// one letter each.
struct LetterGrams {
  private let profiles: LanguageProfiles
  private var letters: [Unicode.Scalar] = [" "]
  private var isCapitals = false

  init(_ profiles: LanguageProfiles) {
    self.profiles = profiles
  }

  mutating func append(_ scalar: Unicode.Scalar) {
    let letter = folded(scalar)
    let last = letters.last ?? " "
    if last == " " {
      letters = [" "]
      isCapitals = false
      if letter == " " { return }
    } else if letters.count >= 3 {
      letters.removeFirst()
    }
    letters.append(letter)
    isCapitals = isUpper(letter) && (isCapitals || isUpper(last))
  }

  /// The runs, the shortest first.
  var current: [LanguageProfiles.Gram] {
    guard !isCapitals else { return [] }
    return (1...3).compactMap { length in
      guard letters.count >= length else { return nil }
      let run = letters.suffix(length)
      return length == 1 && run.first == " " ? nil : LanguageProfiles.Gram(run)
    }
  }

  private func isUpper(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isUppercase }

  private func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0...0x7F: scalar.properties.isAlphabetic ? scalar : " "
    case 0xA0, 0xAB, 0xB0, 0xBB, 0x2000...0x206F: " "
    case 0x219: "\u{15F}"
    case 0x21B: "\u{163}"
    case 0x6CC: "\u{64A}"
    case 0x1EA0...0x1EFF: "\u{1EC3}"
    case 0x3040...0x309F: "\u{3042}"
    case 0x30A0...0x30FF: "\u{30A2}"
    case 0x3100...0x312F, 0x31A0...0x31BF: "\u{3105}"
    case 0x4E00...0x9FFF: profiles.ideographs[scalar] ?? scalar
    case 0xAC00...0xD7AF: "\u{AC00}"
    default: scalar
    }
  }
}

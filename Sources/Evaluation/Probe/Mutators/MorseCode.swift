/// The International Morse code (ITU-R M.1677-1) with the further punctuation in use.
enum MorseCode {
  static let codes: [Unicode.Scalar: String] = [
    "A": ".-", "B": "-...", "C": "-.-.", "D": "-..", "E": ".", "F": "..-.", "G": "--.", "H": "....",
    "I": "..", "J": ".---", "K": "-.-", "L": ".-..", "M": "--", "N": "-.", "O": "---", "P": ".--.",
    "Q": "--.-", "R": ".-.", "S": "...", "T": "-", "U": "..-", "V": "...-", "W": ".--", "X": "-..-",
    "Y": "-.--", "Z": "--..", "0": "-----", "1": ".----", "2": "..---", "3": "...--", "4": "....-",
    "5": ".....", "6": "-....", "7": "--...", "8": "---..", "9": "----.", ".": ".-.-.-",
    ",": "--..--", "?": "..--..", "'": ".----.", "!": "-.-.--", "/": "-..-.", "(": "-.--.",
    ")": "-.--.-", "&": ".-...", ":": "---...", ";": "-.-.-.", "=": "-...-", "+": ".-.-.",
    "-": "-....-", "_": "..--.-", "\"": ".-..-.", "$": "...-..-", "@": ".--.-.",
  ]
  static let characters: [String: Unicode.Scalar] = Dictionary(
    codes.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
}

extension Mutator {
  static let morse = Mutator(
    "morse", .encoding, "Morse code: a space between letters, ` / ` between words.",
    loss: "Letters become capitals.",
    undo: { text, _ in
      guard !text.isEmpty else { return "" }
      var result: [Unicode.Scalar] = []
      for token in text.split(separator: " ", omittingEmptySubsequences: false) {
        if token.elementsEqual(["/"]) {
          result.append(" ")
        } else if let character = MorseCode.characters[Array(token).text] {
          result.append(character)
        } else if token.count == 1, let scalar = token.first, MorseCode.codes[scalar] == nil {
          result.append(scalar)
        } else {
          return nil
        }
      }
      return result.text
    },
    fold: { $0.map(LatinLetter.upper).text },
    change: { text, _ in
      text.map { scalar in
        scalar == " " ? "/" : MorseCode.codes[LatinLetter.upper(scalar)] ?? String(scalar)
      }.joined(separator: " ")
    })
}

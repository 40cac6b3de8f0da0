/// Texts spelled character by character.
enum WordCodes {
  static let decoders: [EncodedText.Decoder] = [
    .init("morse") { text in
      guard text.clear.contains(UInt8(ascii: "-")) else { return [] }
      return spelled(text.clear) { token in
        if token.elementsEqual([UInt8(ascii: "/")]) { return [32] }
        guard token.count <= 7, token.allSatisfy({ $0 == 45 || $0 == 46 }) else { return nil }
        return MorseCode.characters[String(decoding: token, as: UTF8.self)].map { [$0].utf8Bytes }
      }
    },
    .init("nato") { text in
      spelled(text.clear) { token in
        guard (3...8).contains(token.count), let first = token.first else { return nil }
        let key = token.reduce(UInt64(0)) {
          $0 << 8 | UInt64((65...90).contains($1) ? $1 + 32 : $1)
        }
        guard let scalar = spelling[key] else { return nil }
        return [(65...90).contains(first) ? LatinLetter.upper(scalar) : scalar].utf8Bytes
      }
    },
    .init("braille") { text in
      guard text.raw.contains(0xE2) else { return [] }
      let scalars = text.scalars
      let result = scalars.map(BrailleCells.character)
      return result == scalars ? [] : [result.utf8Bytes]
    },
    .init("variation-selectors") { text in
      guard text.raw.contains(0xEF) || text.raw.contains(0xF3) else { return [] }
      let bytes = text.scalars.compactMap(InvisibleCharacters.byte)
      return bytes.isEmpty ? [] : [ClearText.readable(bytes)]
    },
    .init("acrostic") { text in
      let lines = text.clear.reduce(0) { $0 + ($1 == 10 ? 1 : 0) }
      guard lines >= fewest else { return [] }
      return [
        Acrostic.firsts([Unicode.Scalar](String(decoding: text.clear, as: UTF8.self))).utf8Bytes
      ]
        + (text.isOuter && text.raw != text.clear ? [Acrostic.firsts(text.scalars).utf8Bytes] : [])
    },
    .init("pig-latin") { text in
      guard hasPigLatin(text.clear) else { return [] }
      let clear = [Unicode.Scalar](String(decoding: text.clear, as: UTF8.self))
      var readings = [PigLatin.decodeWhereItIs(clear).utf8Bytes]
      if text.raw != text.clear {
        readings.append(PigLatin.decodeWhereItIs(text.scalars).utf8Bytes)
      }
      return readings.filter { $0 != text.clear && $0 != text.raw }
    },
    .init("spacing") { [spaced($0.scalars).utf8Bytes] },
  ]

  /// The words of the spelling alphabet, 8 bytes at most, as numbers.
  private static let spelling: [UInt64: Unicode.Scalar] = Dictionary(
    SpellingAlphabet.characters.map { word, scalar in
      (word.utf8.reduce(0) { $0 << 8 | UInt64($1) }, scalar)
    }, uniquingKeysWith: { first, _ in first })

  /// So many characters are the least that are worth a look.
  private static let fewest = 6

  /// Whether a hyphen stands before letters that end in `ay`.
  private static func hasPigLatin(_ text: [UInt8]) -> Bool {
    for start in text.indices where text[start] == UInt8(ascii: "-") {
      let run = text[(start + 1)...].prefix { (97...122).contains($0 | 32) }
      if run.count >= 2, run.suffix(2).elementsEqual("ay".utf8) { return true }
    }
    return false
  }

  /// Words that stand for characters, read; single characters are themselves.
  private static func spelled(
    _ text: [UInt8], _ read: (ArraySlice<UInt8>) -> [UInt8]?
  ) -> [[UInt8]] {
    var result: [UInt8] = []
    var count = 0
    for token in text.split(whereSeparator: { $0 == 32 || $0 == 9 }) {
      // A line end between spaces is a character; one beside a word is none.
      guard token.count > 1 else {
        result += read(token) ?? [token[token.startIndex]]
        count += read(token) == nil ? 0 : 1
        continue
      }
      for word in token.split(whereSeparator: { $0 == 10 || $0 == 13 }) {
        if let bytes = read(word) {
          result += bytes
          count += 1
        } else if word.count == 1 {
          result += word
        } else if result.last != 10 {
          result.append(10)
        }
      }
    }
    return count < fewest ? [] : [result]
  }

  /// Stretches with a space between any two characters, without those spaces; a line each.
  private static func spaced(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    var index = 0
    while index + 1 < text.count {
      var end = index
      while end + 1 < text.count, text[end + 1] == " " { end += 2 }
      if end - index >= 2 * fewest {
        for place in stride(from: index, through: min(end, text.count - 1), by: 2) {
          result.append(text[place])
        }
        result.append("\n")
        index = end + 1
      } else {
        index += 1
      }
    }
    return result
  }
}

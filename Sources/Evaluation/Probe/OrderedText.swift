/// Texts whose characters are all there, in another order or all exchanged.
///
/// Nothing shows whether a text is one, so each is tried: rot47 always, the others where a second
/// disguise is looked for, since needles see through them.
enum OrderedText {
  static let rot47 = EncodedText.Decoder("rot47", isGuess: true) { text in
    [text.raw.map(rotated), text.raw.map { rotated((65...90).contains($0) ? $0 + 32 : $0) }]
  }

  static let decoders: [EncodedText.Decoder] = [
    rot47,
    outer("reversal") { Array($0.reversed()) },
    outer("reverse-words", LetterOrder.reversedWords),
    outer("reverse-letters", LetterOrder.reversedLetters),
    .init("leetspeak", isGuess: true) { text in
      text.isOuter && text.isShort ? [text.raw.map(Leetspeak.plain)].filter { $0 != text.raw } : []
    },
  ]

  private static func outer(
    _ form: String, _ change: @escaping @Sendable ([Unicode.Scalar]) -> [Unicode.Scalar]
  ) -> EncodedText.Decoder {
    .init(form, isGuess: true) { $0.isOuter && $0.isShort ? [change($0.scalars).utf8Bytes] : [] }
  }

  private static func rotated(_ byte: UInt8) -> UInt8 {
    (33...126).contains(byte) ? (byte - 33 + 47) % 94 + 33 : byte
  }
}

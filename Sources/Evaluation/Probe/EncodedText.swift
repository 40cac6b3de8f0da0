/// A text that may hold encoded ones, and the ways of reading it.
struct EncodedText {
  /// A way of taking a disguise off.
  struct Decoder: Sendable {
    /// What occurrences are called that it finds.
    let form: String
    /// Whether it reads every text, so that a reading is no sign of a disguise.
    let isGuess: Bool
    /// Texts that may be what was disguised; none where nothing looks like it.
    let readings: @Sendable (EncodedText) -> [[UInt8]]

    init(
      _ form: String, isGuess: Bool = false,
      _ readings: @escaping @Sendable (EncodedText) -> [[UInt8]]
    ) {
      self.form = form
      self.isGuess = isGuess
      self.readings = readings
    }
  }

  /// As it stands.
  let raw: [UInt8]
  /// Without the disguises that Unicode offers.
  let clear: [UInt8]
  /// Whether this is the text itself, and not a reading of it.
  let isOuter: Bool

  init(_ raw: [UInt8], _ clear: [UInt8], isOuter: Bool) {
    self.raw = raw
    self.clear = clear
    self.isOuter = isOuter
  }

  init(_ clear: [UInt8], isOuter: Bool) {
    self.init(clear, clear, isOuter: isOuter)
  }

  /// Those whose text is a word without spaces or lines of such.
  static let dense: [Decoder] = DenseCodes.decoders + [OrderedText.rot47]
  /// All of them, those that ask for the clearest signs first.
  static let decoders: [Decoder] =
    DenseCodes.decoders + NumberCodes.decoders + EscapedText.decoders + WordCodes.decoders
    + OrderedText.decoders

  /// In a guess at more bytes no second disguise is looked for.
  static let guessLimit = 1 << 16
  /// More of these, in bytes, are not looked at under every shift of the alphabet.
  private static let shiftLimit = 1 << 14

  /// Whether a second disguise is looked for behind a guess.
  var isShort: Bool { raw.count <= EncodedText.guessLimit }

  var scalars: [Unicode.Scalar] { [Unicode.Scalar](String(decoding: raw, as: UTF8.self)) }

  /// Words that look like codes rather than language, a line each.
  func codes(atLeast shortest: Int) -> [UInt8] {
    var result: [UInt8] = []
    for token in clear.split(whereSeparator: { $0 <= 32 }) where token.count >= shortest {
      let odd = token.dropFirst().reduce(0) { $0 + ((97...122).contains($1) ? 0 : 1) }
      guard odd >= 3 else { continue }
      result.append(contentsOf: token.prefix(EncodedText.shiftLimit))
      result.append(10)
      if result.count > EncodedText.shiftLimit { break }
    }
    return result
  }

  /// Words with Latin letters beside disguised ones.
  var mixedWords: [UInt8] {
    guard raw.count != clear.count || raw != clear else { return [] }
    var result: [UInt8] = []
    for token in raw.split(whereSeparator: { $0 <= 32 }) {
      guard token.contains(where: { $0 >= 0x80 }),
        token.contains(where: { (97...122).contains($0 | 32) })
      else { continue }
      result.append(contentsOf: token.prefix(EncodedText.shiftLimit))
      result.append(10)
      if result.count > EncodedText.shiftLimit { break }
    }
    return result
  }
}

/// Digits that stand for letters.
enum Leetspeak {
  private static let letters = Array("oieastbg".utf8)
  private static let digits = Array("01345786".utf8)

  static func disguised(_ byte: UInt8) -> UInt8 {
    guard byte > 64, let index = letters.firstIndex(of: byte | 32) else { return byte }
    return digits[index]
  }

  /// Digits, and the letters that they stand for, as those letters in lower case.
  static func plain(_ byte: UInt8) -> UInt8 {
    if let index = digits.firstIndex(of: byte) { return letters[index] }
    return byte > 64 && letters.contains(byte | 32) ? byte | 32 : byte
  }
}

extension Mutator {
  static let leetspeak = Mutator(
    "leetspeak", .surface, "o, i, e, a, s, t, b and g as 0, 1, 3, 4, 5, 7, 8 and 6.",
    loss: "These digits become letters, and these letters small ones.",
    undo: { text, _ in text.mapASCII(Leetspeak.plain).text },
    fold: { $0.mapASCII(Leetspeak.plain).text },
    change: { text, _ in text.mapASCII(Leetspeak.disguised).text })
}

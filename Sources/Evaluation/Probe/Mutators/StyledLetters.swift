/// Letters and digits that Unicode has a second time in another style.
struct StyledLetters: Sendable {
  static let fullWidth = StyledLetters(ranges: [(33...126, 0xFF01), (32...32, 0x3000)])
  static let bold = StyledLetters(
    ranges: [(65...90, 0x1D400), (97...122, 0x1D41A), (48...57, 0x1D7CE)])
  static let monospace = StyledLetters(
    ranges: [(65...90, 0x1D670), (97...122, 0x1D68A), (48...57, 0x1D7F6)])
  static let circled = StyledLetters(
    ranges: [(65...90, 0x24B6), (97...122, 0x24D0), (49...57, 0x2460), (48...48, 0x24EA)])

  /// Characters of ASCII, and the first of as many styled ones.
  let ranges: [(plain: ClosedRange<UInt32>, styled: UInt32)]

  func styled(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    for (plain, styled) in ranges where plain.contains(scalar.value) {
      return Unicode.Scalar(styled + scalar.value - plain.lowerBound) ?? scalar
    }
    return scalar
  }

  func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard !scalar.isASCII else { return scalar }
    for (plain, styled) in ranges
    where scalar.value >= styled && scalar.value - styled < UInt32(plain.count) {
      return Unicode.Scalar(scalar.value - styled + plain.lowerBound) ?? scalar
    }
    return scalar
  }

  /// The mutator into this style.
  func mutator(_ name: String, _ summary: String) -> Mutator {
    Mutator(
      name, .unicode, summary, loss: "Characters of this style become ASCII.",
      undo: { text, _ in text.map(plain).text }, fold: { $0.map(plain).text },
      change: { text, _ in text.map(styled).text })
  }
}

extension Mutator {
  static let fullWidth = StyledLetters.fullWidth.mutator(
    "full-width", "ASCII as full-width forms.")
  static let mathBold = StyledLetters.bold.mutator(
    "math-bold", "Letters and digits as bold mathematical symbols.")
  static let mathMonospace = StyledLetters.monospace.mutator(
    "math-monospace", "Letters and digits as monospaced mathematical symbols.")
  static let circled = StyledLetters.circled.mutator(
    "circled", "Letters and digits in circles.")
}

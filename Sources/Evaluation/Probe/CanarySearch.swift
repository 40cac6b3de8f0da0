import Foundation

/// Finds a canary in a text: plain, or disguised by any mutator that has an inverse, or by two of them.
///
/// Case, white space, dashes and other punctuation between its characters do not hide it. Disguises of
/// letters are looked for as such (`CanaryNeedles`), those of whole texts are taken off
/// (`EncodedText`), twice at most.
package struct CanarySearch: Sendable {
  /// A place where the canary stands.
  package struct Occurrence: Sendable, Equatable {
    /// `plain`, `spaced`, or what was taken off first, such as `base64` or `rot13`.
    package var form: String
  }

  private let canary: String
  private let needles: CanaryNeedles?

  /// Prepares a search.
  ///
  /// - Parameter canary: The random string; not empty.
  package init(_ canary: String) {
    self.canary = CanarySearch.fold(canary)
    needles = CanaryNeedles(canary)
  }

  /// The first form in which the canary stands in a text.
  ///
  /// - Parameter text: Any text, of any length.
  /// - Returns: `nil` where it does not.
  package func firstOccurrence(in text: String) -> Occurrence? {
    guard !canary.isEmpty else { return nil }
    if isPlain(text) { return Occurrence(form: "plain") }
    return form(Array(text.utf8), depth: 2).map { Occurrence(form: $0) }
  }

  /// Whether the canary stands in a text as written, but for case and width.
  package func isPlain(_ text: String) -> Bool {
    TextNormalization.contains(CanarySearch.fold(text), canary)
  }

  /// A text without the places where the canary stands in it as written.
  package func removingPlain(_ text: String) -> String {
    CanarySearch.fold(text).split(separator: canary, omittingEmptySubsequences: false)
      .joined(separator: " ")
  }

  private func form(_ text: [UInt8], depth: Int) -> String? {
    guard let needles else { return nil }
    let clear = ClearText.clear(text)
    if let form = needles.form(in: clear) { return form }
    guard depth > 0 else { return nil }
    let encoded = EncodedText(text, clear, isOuter: depth > 1)
    for decoder in EncodedText.decoders {
      for reading in decoder.readings(encoded) where reading.count >= needles.shortest {
        let rest = decoder.isGuess && reading.count > EncodedText.guessLimit ? 0 : depth - 1
        if form(reading, depth: rest) != nil { return decoder.form }
      }
    }
    return depth > 1 ? shifted(encoded, needles) : nil
  }

  /// Letters shifted after they were encoded, or were given look-alikes in part.
  private func shifted(_ encoded: EncodedText, _ needles: CanaryNeedles) -> String? {
    let tokens = encoded.codes(atLeast: needles.shortest)
    let mixed = encoded.mixedWords
    guard !tokens.isEmpty || !mixed.isEmpty else { return nil }
    for cipher in LetterShift.all {
      if needles.form(in: ClearText.clear(mixed.map(cipher.undo))) != nil { return cipher.form }
      let plain = EncodedText(tokens.map(cipher.undo), isOuter: false)
      for decoder in EncodedText.dense {
        for reading in decoder.readings(plain) where reading.count >= needles.shortest {
          if needles.form(in: ClearText.clear(reading)) != nil { return cipher.form }
        }
      }
    }
    return nil
  }

  static func fold(_ text: String) -> String {
    let isASCII = text.utf8.allSatisfy { $0 < 0x80 }
    return (isASCII ? text : text.precomposedStringWithCompatibilityMapping).lowercased()
  }
}

/// A way of replacing letters one by one.
struct LetterShift: Sendable {
  let form: String
  let undo: @Sendable (UInt8) -> UInt8

  /// What takes off every Caesar cipher, atbash and swapped case.
  static let all: [LetterShift] =
    [
      LetterShift(form: "swap-case") { (97...122).contains($0 | 32) ? $0 ^ 32 : $0 },
      LetterShift(form: "atbash") { LatinLetter.mirrored($0) },
    ]
    + (1...25).map { places in
      LetterShift(form: places == 13 ? "rot13" : "caesar") {
        LatinLetter.shifted($0, by: 26 - places)
      }
    }
}

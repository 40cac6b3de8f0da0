import Foundation

/// Finds a canary in a text, plain or in a simple disguise.
///
/// Case, white space, dashes and other punctuation between its characters do not hide it, nor do
/// full-width letters; reversed, rot13, base64, hexadecimal and percent-encoded forms are decoded.
package struct CanarySearch: Sendable {
  /// A place where the canary stands.
  package struct Occurrence: Sendable, Equatable {
    /// `plain`, `spaced`, `reversed`, `rot13`, `base64`, `hexadecimal`, `percent`.
    package var form: String
  }

  private let canary: String
  private let squeezed: [UInt8]

  /// Below so many letters and digits a canary is searched as written only.
  private static let shortest = 6

  /// Prepares a search.
  ///
  /// - Parameter canary: The random string; not empty.
  package init(_ canary: String) {
    self.canary = CanarySearch.fold(canary)
    squeezed = CanarySearch.squeeze(canary)
  }

  /// The first form in which the canary stands in a text.
  ///
  /// - Parameter text: Any text, of any length.
  /// - Returns: `nil` where it does not.
  package func firstOccurrence(in text: String) -> Occurrence? {
    guard !canary.isEmpty else { return nil }
    if isPlain(text) { return Occurrence(form: "plain") }
    guard squeezed.count >= CanarySearch.shortest else { return nil }
    let letters = CanarySearch.squeeze(text)
    if Self.contains(letters, squeezed) { return Occurrence(form: "spaced") }
    if Self.contains(letters, squeezed.reversed()) { return Occurrence(form: "reversed") }
    if Self.contains(letters.map(Self.rot13), squeezed) { return Occurrence(form: "rot13") }
    return decoded(text, depth: 2)
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

  private func decoded(_ text: String, depth: Int) -> Occurrence? {
    let readings: [(String, [String])] = [
      ("base64", EncodedText.base64(text)), ("hexadecimal", EncodedText.hexadecimal(text)),
      ("percent", EncodedText.percent(text)),
    ]
    for (form, texts) in readings {
      for reading in texts {
        if Self.contains(Self.squeeze(reading), squeezed) { return Occurrence(form: form) }
        if depth > 1, decoded(reading, depth: depth - 1) != nil { return Occurrence(form: form) }
      }
    }
    return nil
  }

  static func fold(_ text: String) -> String {
    text.precomposedStringWithCompatibilityMapping.lowercased()
  }

  /// Letters and digits alone, lower case.
  private static func squeeze(_ text: String) -> [UInt8] {
    var result = String.UnicodeScalarView()
    for scalar in fold(text).unicodeScalars
    where scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
      result.append(scalar)
    }
    return Array(String(result).utf8)
  }

  private static func rot13(_ byte: UInt8) -> UInt8 {
    (97...122).contains(byte) ? (byte - 97 + 13) % 26 + 97 : byte
  }

  private static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
    guard let first = part.first, text.count >= part.count else { return false }
    return (0...(text.count - part.count)).contains { start in
      text[start] == first && text[start..<(start + part.count)].elementsEqual(part)
    }
  }
}

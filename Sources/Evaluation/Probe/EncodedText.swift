import Foundation

/// Passages of a text that may be an encoding, decoded.
enum EncodedText {
  private static let shortestRun = 8

  /// Runs of the base64 alphabet, standard and URL-safe, each decoded; with line breaks inside them
  /// taken out too.
  static func base64(_ text: String) -> [String] {
    let lines = runs(text) { isBase64($0) }
    let joined = runs(text.filter { !$0.isWhitespace }) { isBase64($0) }
    return (lines + joined).compactMap { run in
      let standard = run.map { $0 == "-" ? "+" : ($0 == "_" ? "/" : $0) }.filter { $0 != "=" }
      let whole = standard.count % 4 == 1 ? standard.dropLast() : standard[...]
      let padding = String(repeating: "=", count: (4 - whole.count % 4) % 4)
      guard let data = Data(base64Encoded: String(whole) + padding) else { return nil }
      return String(decoding: data, as: UTF8.self)
    }
  }

  /// Runs of hexadecimal digits, with `0x`, `\x`, colons, commas and spaces between pairs allowed.
  static func hexadecimal(_ text: String) -> [String] {
    let bare = text.replacingOccurrences(of: "0x", with: "").replacingOccurrences(
      of: "\\x", with: "")
    return runs(bare) { $0.isHexDigit || " :,\n".contains($0) }.compactMap { run in
      let digits = run.filter(\.isHexDigit)
      guard digits.count >= shortestRun, digits.allSatisfy(\.isASCII) else { return nil }
      return String(decoding: bytes(digits), as: UTF8.self)
    }
  }

  /// The text with `%41` read as `A`; nothing where there is none.
  static func percent(_ text: String) -> [String] {
    guard text.contains("%"), let decoded = text.removingPercentEncoding, decoded != text else {
      return []
    }
    return [decoded]
  }

  private static func runs(_ text: String, _ belongs: (Character) -> Bool) -> [[Character]] {
    text.split { !belongs($0) }.filter { $0.count >= shortestRun }.map { Array($0) }
  }

  private static func isBase64(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || "+/-_=".contains(character))
  }

  private static func bytes(_ digits: [Character]) -> [UInt8] {
    stride(from: 0, to: digits.count - 1, by: 2).compactMap { index in
      UInt8(String(digits[index...(index + 1)]), radix: 16)
    }
  }
}

internal import Foundation

/// JSON on standard output, keys in snake case and sorted.
enum JSONLine {
  /// - Parameters:
  ///   - value: What to write; all numbers finite.
  ///   - pretty: Over several lines.
  /// - Returns: The text without a final line break.
  /// - Throws: `EncodingError` for a number that is not finite.
  static func text(_ value: some Encodable, pretty: Bool = false) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    if pretty { encoder.outputFormatting.insert(.prettyPrinted) }
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}

/// Byte counts for people.
enum ByteText {
  static func mebibytes(_ bytes: Int) -> String {
    String(format: "%.1f MiB", Double(bytes) / 1_048_576)
  }
}

/// Finds JSON in a text.
enum JSONSearch {
  /// How many bytes are looked at for each byte of the text before the search is given up.
  private static let effort = 64

  /// The first object or array in a text that is JSON; else the whole text where it is JSON.
  ///
  /// - Parameter text: Any text, such as a sentence with an object in it.
  /// - Returns: The JSON as it is written, without what stands around it; `nil` where there is none.
  static func first(in text: String) -> String? {
    let bytes = Array(text.utf8)
    var budget = effort * bytes.count
    for start in bytes.indices
    where bytes[start] == UInt8(ascii: "{") || bytes[start] == UInt8(ascii: "[") {
      var syntax = JSONSyntax(bytes, at: start)
      if syntax.skipValue() {
        return String(decoding: bytes[start..<syntax.position], as: UTF8.self)
      }
      budget -= syntax.position - start
      if budget < 0 { return nil }
    }
    return JSONSyntax.isValid(text) ? TextNormalization.trim(text) : nil
  }
}

/// Finds JSON in a text.
enum JSONSearch {
  /// How many bytes are looked at for each byte of the text before the search is given up.
  private static let effort = 64

  /// The first object or array in a text that is JSON; else the whole text where it is JSON.
  ///
  /// - Parameter text: Any text, such as a sentence with an object in it.
  /// - Returns: The JSON as it is written, without what stands around it; `nil` where there is none.
  static func first(in text: String) -> String? {
    search(text, limit: 1).first
      ?? (JSONSyntax.isValid(text) ? TextNormalization.trim(text) : nil)
  }

  /// Every object or array in a text that is JSON, but those inside of others.
  static func all(in text: String) -> [String] { search(text, limit: .max) }

  private static func search(_ text: String, limit: Int) -> [String] {
    let bytes = Array(text.utf8)
    var budget = effort * bytes.count
    var found: [String] = []
    var start = 0
    while start < bytes.count, found.count < limit, budget >= 0 {
      guard bytes[start] == UInt8(ascii: "{") || bytes[start] == UInt8(ascii: "[") else {
        start += 1
        continue
      }
      var syntax = JSONSyntax(bytes, at: start)
      if syntax.skipValue() {
        found.append(String(decoding: bytes[start..<syntax.position], as: UTF8.self))
        start = syntax.position
      } else {
        budget -= syntax.position - start
        start += 1
      }
    }
    return found
  }
}

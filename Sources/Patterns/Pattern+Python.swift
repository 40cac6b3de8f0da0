/// What Python's `re` makes of matches.
extension Pattern {
  /// `re.findall`, with the items of each match as a list.
  ///
  /// - Parameter text: Where to look.
  /// - Returns: For each match its groups, "" for one that took no part; the whole match where the
  ///   pattern captures nothing.
  /// - Throws: `PatternError` when the match limit is exceeded.
  package func findAll(in text: String) throws(PatternError) -> [[String]] {
    try allMatches(in: text).map { match in
      let groups = match.groups.map { $0 ?? "" }
      return groups.count > 1 ? Array(groups.dropFirst()) : groups
    }
  }

  /// `re.sub` with a function.
  ///
  /// - Parameters:
  ///   - text: Where to look.
  ///   - replacement: Gives the new text of a match's groups, the whole match first.
  /// - Returns: The text after replacement.
  /// - Throws: `PatternError` when the match limit is exceeded.
  package func replacing(
    in text: String, with replacement: ([String?]) -> String
  ) throws(PatternError) -> String {
    let utf8 = Array(text.utf8)
    var output: [UInt8] = []
    var end = 0
    for match in try allMatches(in: text) {
      output += utf8[end..<match.range.lowerBound]
      output += replacement(match.groups).utf8
      end = match.range.upperBound
    }
    output += utf8[end...]
    return String(decoding: output, as: UTF8.self)
  }

  /// `re.split` with a pattern that captures nothing.
  ///
  /// - Parameter text: What is cut.
  /// - Returns: The pieces, at least one.
  /// - Throws: `PatternError` when the match limit is exceeded.
  package func split(_ text: String) throws(PatternError) -> [String] {
    let utf8 = Array(text.utf8)
    var pieces: [String] = []
    var start = 0
    for range in try matchRanges(inUTF8: utf8) {
      pieces.append(String(decoding: utf8[start..<range.lowerBound], as: UTF8.self))
      start = range.upperBound
    }
    pieces.append(String(decoding: utf8[start...], as: UTF8.self))
    return pieces
  }
}

internal import CPCRE2

/// A regular expression in PCRE2's dialect, compiled once, matched as often as wanted.
///
/// UTF and Unicode properties are on. Matching is bounded: a pattern that would backtrack without
/// end throws `PatternError` instead. A pattern is safe to use from several threads at once.
package struct Pattern: Sendable {
  /// The source as written.
  package let source: String
  private let code: CompiledCode

  /// Options of a pattern.
  package struct Options: OptionSet, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) {
      self.rawValue = rawValue
    }

    package static let ignoreCase = Options(rawValue: 1)
    package static let multiline = Options(rawValue: 2)
    package static let dotMatchesNewline = Options(rawValue: 4)
  }

  /// Compiles a pattern.
  ///
  /// - Parameters:
  ///   - source: The expression, without delimiters.
  ///   - options: What `(?i)`, `(?m)` and `(?s)` would switch on.
  /// - Throws: `PatternError` with the offset of what does not compile.
  package init(_ source: String, options: Options = []) throws(PatternError) {
    self.source = source
    self.code = try CompiledCode(source, options: options)
  }

  /// How many groups the pattern captures, beside the whole match.
  package var captureCount: Int { code.captureCount }

  /// Finds the first match.
  ///
  /// - Parameter text: Where to look.
  /// - Returns: The match, or `nil` where there is none.
  /// - Throws: `PatternError` when the match limit is exceeded.
  package func firstMatch(in text: String) throws(PatternError) -> PatternMatch? {
    var found: PatternMatch?
    try forEachMatch(in: text) { match in
      found = match
      return false
    }
    return found
  }

  /// Finds all matches that do not overlap, from left to right.
  ///
  /// - Parameter text: Where to look.
  /// - Returns: The matches; empty where there is none.
  /// - Throws: `PatternError` when the match limit is exceeded.
  package func allMatches(in text: String) throws(PatternError) -> [PatternMatch] {
    var found: [PatternMatch] = []
    try forEachMatch(in: text) { match in
      found.append(match)
      return true
    }
    return found
  }

  /// The byte ranges of all matches in UTF-8 text, without making strings of them.
  ///
  /// - Parameter utf8: Valid UTF-8.
  /// - Returns: Ranges of offsets into `utf8`.
  /// - Throws: `PatternError` when the match limit is exceeded.
  package func matchRanges(inUTF8 utf8: [UInt8]) throws(PatternError) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    try code.forEachMatch(inUTF8: utf8) { offsets in
      ranges.append(offsets[0]..<offsets[1])
      return true
    }
    return ranges
  }

  /// Replaces matches by a literal text.
  ///
  /// - Parameters:
  ///   - text: Where to look.
  ///   - replacement: The new text for each match.
  ///   - limit: At most so many; 0 is all.
  /// - Returns: The text after replacement.
  /// - Throws: `PatternError` when the match limit is exceeded.
  package func replacing(
    in text: String, with replacement: String, limit: Int = 0
  ) throws(PatternError) -> String {
    let utf8 = Array(text.utf8)
    var output: [UInt8] = []
    var end = 0
    for (index, range) in try matchRanges(inUTF8: utf8).enumerated() {
      if limit > 0, index >= limit { break }
      output += utf8[end..<range.lowerBound]
      output += replacement.utf8
      end = range.upperBound
    }
    output += utf8[end...]
    return String(decoding: output, as: UTF8.self)
  }

  private func forEachMatch(
    in text: String, _ body: (PatternMatch) -> Bool
  ) throws(PatternError) {
    let utf8 = Array(text.utf8)
    try code.forEachMatch(inUTF8: utf8) { offsets in
      var groups: [String?] = []
      for group in stride(from: 0, to: offsets.count, by: 2) {
        let (start, end) = (offsets[group], offsets[group + 1])
        groups.append(
          start < 0 || end < start ? nil : String(decoding: utf8[start..<end], as: UTF8.self))
      }
      return body(PatternMatch(range: offsets[0]..<offsets[1], groups: groups))
    }
  }
}

/// Where a pattern matched.
package struct PatternMatch: Sendable, Equatable {
  /// Offsets in the text's UTF-8.
  package let range: Range<Int>
  /// The whole match, then each group; `nil` for a group that took no part.
  package let groups: [String?]
}

/// What is wrong with a pattern, or with a match that went on too long.
package struct PatternError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The pattern.
  package let pattern: String
  /// In words, from PCRE2.
  package let message: String
  /// Where in the pattern's UTF-8, if it did not compile.
  package let offset: Int?

  package var description: String {
    let place = offset.map { " at offset \($0)" } ?? ""
    return "regular expression \"\(pattern)\": \(message)\(place)"
  }
}

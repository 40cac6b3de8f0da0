/// What counts as equal.
package struct Comparison: Sendable, Equatable, Codable {
  /// Regular expressions in Python's dialect; what they match is dropped on both sides, first.
  package var ignored: [String]
  package var ignoreCase: Bool
  /// The 32 ASCII punctuation characters are dropped on both sides.
  package var ignorePunctuation: Bool
  /// The digits 0 to 9 are dropped on both sides.
  package var ignoreNumbers: Bool
  /// `a`, `an`, `the` are dropped on both sides.
  package var ignoreArticles: Bool
  /// White space runs become one space, ends are trimmed, on both sides.
  package var ignoreWhitespace: Bool
  /// How far a number may be from the target's, for `numeric_match`.
  package var tolerance: Double?
  /// The same as a share of the target's magnitude; the wider of both counts.
  package var relativeTolerance: Double?

  package init(
    ignored: [String] = [], ignoreCase: Bool = false, ignorePunctuation: Bool = false,
    ignoreNumbers: Bool = false, ignoreArticles: Bool = false, ignoreWhitespace: Bool = false,
    tolerance: Double? = nil, relativeTolerance: Double? = nil
  ) {
    self.ignored = ignored
    self.ignoreCase = ignoreCase
    self.ignorePunctuation = ignorePunctuation
    self.ignoreNumbers = ignoreNumbers
    self.ignoreArticles = ignoreArticles
    self.ignoreWhitespace = ignoreWhitespace
    self.tolerance = tolerance
    self.relativeTolerance = relativeTolerance
  }

  /// Whether numbers are compared as numbers.
  package var hasTolerance: Bool { tolerance != nil || relativeTolerance != nil }
}

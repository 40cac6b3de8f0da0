/// The keys of `compare`.
struct CompareKeys: KeySet {
  let ignore = OptionalKey(
    "ignore", .list(of: .pattern(.python), "a list of regular expressions"),
    "Regular expressions in Python's dialect; what they match is dropped on both sides, first.")
  let ignoreCase = DefaultedKey("ignore_case", .flag, false, "Case does not count.")
  let ignorePunctuation = DefaultedKey(
    "ignore_punctuation", .flag, false, "The 32 ASCII punctuation characters do not count.")
  let ignoreNumbers = DefaultedKey(
    "ignore_numbers", .flag, false, "The digits 0 to 9 do not count.")
  let ignoreArticles = DefaultedKey(
    "ignore_articles", .flag, false, "The words a, an and the do not count.")
  let ignoreWhitespace = DefaultedKey(
    "ignore_whitespace", .flag, false, "Runs of white space count as one space.")
  let tolerance = OptionalKey(
    "tolerance", .number(.atLeast(0)),
    "For numeric_match: how far a number may be from the target's.")
  let relativeTolerance = OptionalKey(
    "relative_tolerance", .number(.atLeast(0)),
    "The same as a share of the target; the wider of both counts.")
}

/// The `compare` of a suite: what counts as equal.
enum CompareSection {
  static let shape = Shape.mapping(CompareKeys(), "a mapping such as {ignore_case: true}") {
    map, keys in
    Comparison(
      ignored: map.read(keys.ignore) ?? [], ignoreCase: map.read(keys.ignoreCase),
      ignorePunctuation: map.read(keys.ignorePunctuation),
      ignoreNumbers: map.read(keys.ignoreNumbers), ignoreArticles: map.read(keys.ignoreArticles),
      ignoreWhitespace: map.read(keys.ignoreWhitespace), tolerance: map.read(keys.tolerance),
      relativeTolerance: map.read(keys.relativeTolerance))
  }
}

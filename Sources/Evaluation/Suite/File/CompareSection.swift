/// The `compare` of a suite: what counts as equal.
enum CompareSection {
  private static let flags:
    [(key: String, flag: any WritableKeyPath<Comparison, Bool> & Sendable)] = [
      ("ignore_case", \.ignoreCase), ("ignore_punctuation", \.ignorePunctuation),
      ("ignore_numbers", \.ignoreNumbers), ("ignore_articles", \.ignoreArticles),
      ("ignore_whitespace", \.ignoreWhitespace),
    ]

  static func read(_ value: YAMLValue?) -> Comparison {
    var comparison = Comparison()
    guard let map = value?.mapping("a mapping such as {ignore_case: true}") else {
      return comparison
    }
    map.check(known: flags.map(\.key) + ["ignore", "tolerance", "relative_tolerance"])
    for (key, flag) in flags { comparison[keyPath: flag] = map[key]?.flag() ?? false }
    comparison.ignored = PatternStepReader.patterns(map["ignore"])
    comparison.tolerance = map["tolerance"]?.number("a number of at least 0") { $0 >= 0 }
    comparison.relativeTolerance = map["relative_tolerance"]?
      .number("a number of at least 0") { $0 >= 0 }
    return comparison
  }
}

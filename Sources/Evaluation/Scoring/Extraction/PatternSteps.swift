import Patterns

/// Steps that search a text with a regular expression.
enum PatternSteps {
  /// The group of the first or last match, in PCRE2's dialect.
  static func regex(
    _ source: String, group: Int, pick: ExtractStep.Pick
  ) throws(PatternError) -> AnswerExtractor.Step {
    let pattern = try Pattern(source)
    return .each { text throws(PatternError) in
      let match =
        switch pick {
        case .first: try pattern.firstMatch(in: text)
        case .last: try pattern.allMatches(in: text).last
        }
      guard let match, match.groups.indices.contains(group) else { return nil }
      return match.groups[group]
    }
  }

  /// lm-evaluation-harness's `RegexFilter`, in Python's dialect.
  ///
  /// Of the matches the one that `pick` numbers; of its groups the first that is not empty; that
  /// without white space at its ends. Where `pick` is beyond the matches the filter fails in Python,
  /// and gives the fallback here.
  static func findall(
    _ source: String, pick: Int, fallback: String
  ) throws(PatternError) -> AnswerExtractor.Step {
    let pattern = try PythonDialect.pattern(source)
    return .each { text throws(PatternError) in
      guard let items = try pattern.findAll(in: text).item(pick) else { return fallback }
      let chosen = items.count == 1 ? items[0] : items.first { !$0.isEmpty } ?? fallback
      return TextNormalization.trim(chosen)
    }
  }

  /// Every match replaced by a text as it is written.
  static func replace(
    _ source: String, with replacement: String
  ) throws(PatternError) -> AnswerExtractor.Step {
    let pattern = try Pattern(source)
    return .each { text throws(PatternError) in
      try pattern.replacing(in: text, with: replacement)
    }
  }
}

extension Array {
  /// The item of an index as Python reads it: a negative one counts from the end.
  func item(_ index: Int) -> Element? {
    let place = index < 0 ? count + index : index
    return indices.contains(place) ? self[place] : nil
  }
}

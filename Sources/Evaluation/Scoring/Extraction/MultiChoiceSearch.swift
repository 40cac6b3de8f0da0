import Jinja
import Patterns

/// Finds which choice a text names, as lm-evaluation-harness's `MultiChoiceRegexFilter`.
///
/// Tried in order: the suite's pattern; the text of a choice anywhere, which becomes its letter in
/// parentheses; a choice's letter behind a colon. Where none gives anything, the fallback.
struct MultiChoiceSearch: Sendable {
  private let settings: MultiChoiceStep
  private let pattern: Pattern
  private let ignored: [Pattern]

  init(_ settings: MultiChoiceStep) throws(PatternError) {
    self.settings = settings
    pattern = try PythonDialect.pattern(settings.pattern)
    ignored = try settings.ignored.map { source throws(PatternError) in
      try PythonDialect.pattern(source)
    }
  }

  var step: AnswerExtractor.Step {
    .choosing { text, choices throws(PatternError) in try find(text, choices) }
  }

  private func find(_ text: String, _ choices: [String]) throws(PatternError) -> String {
    if let found = try match(pattern, in: text) { return found }
    let names = try choices.map { choice throws(PatternError) in
      try simplified(TextNormalization.trim(choice))
    }
    let letters = choices.indices.map(MultiChoiceSearch.letter)
    // The longest first, so that no choice hides behind one that it begins with.
    let branches = names.map(PythonDialect.escaped).enumerated()
      .sorted {
        ($1.element.unicodeScalars.count, $0.offset) < ($0.element.unicodeScalars.count, $1.offset)
      }
      .map(\.element)
    let byName = try Pattern(branches.joined(separator: "|"))
    if let found = try match(byName, in: try simplified(text)) {
      return names.lastIndex { TextNormalization.areEqual($0, found) }.map { "(\(letters[$0]))" }
        ?? found
    }
    let byLetter = try Pattern(
      ":[\\s]*(\(letters.map(PythonDialect.escaped).joined(separator: "|")))")
    if let found = try match(byLetter, in: text) {
      return letters.contains(found) ? "(\(found))" : found
    }
    return settings.fallback
  }

  /// The match that is picked, without white space at its ends; `nil` for none or an empty one.
  private func match(_ pattern: Pattern, in text: String) throws(PatternError) -> String? {
    guard let items = try pattern.findAll(in: text).item(settings.pick),
      let chosen = items.first(where: { !$0.isEmpty })
    else { return nil }
    let trimmed = TextNormalization.trim(chosen)
    return trimmed.isEmpty ? nil : trimmed
  }

  /// A text without what is to be ignored.
  private func simplified(_ text: String) throws(PatternError) -> String {
    var result = text
    for pattern in ignored { result = try pattern.replacing(in: result, with: "") }
    if settings.ignoreCase { result = result.pythonLowercased }
    if settings.ignorePunctuation {
      result = String(String.UnicodeScalarView(result.unicodeScalars.filter { !isPunctuation($0) }))
    }
    return result
  }

  /// Whether a scalar is of a category P….
  private func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation:
      true
    default: false
    }
  }

  /// The letter of a choice: A for the first.
  private static func letter(_ index: Int) -> String {
    Unicode.Scalar(UInt32(0x41 + index)).map { String($0) } ?? "?"
  }
}

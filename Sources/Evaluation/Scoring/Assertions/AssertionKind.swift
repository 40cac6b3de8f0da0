/// What an assertion looks for: the types of promptfoo that need nothing but the answer.
///
/// promptfoo's page "Deterministic metrics", section "Assertion types".
package enum AssertionKind: String, Sendable, Codable, CaseIterable {
  case equals
  case contains
  case icontains
  case containsAny = "contains-any"
  case containsAll = "contains-all"
  case icontainsAny = "icontains-any"
  case icontainsAll = "icontains-all"
  case startsWith = "starts-with"
  case regex
  case isJSON = "is-json"
  case containsJSON = "contains-json"
  case isRefusal = "is-refusal"
  case rougeN = "rouge-n"
  case bleu
  case levenshtein
  case wordCount = "word-count"
  /// Several assertions that count as one.
  case assertSet = "assert-set"

  /// The kind in names of metrics: `contains_any`.
  package var metricName: String {
    String(rawValue.map { $0 == "-" ? "_" : $0 })
  }

  /// What is required where no threshold is stated; `nil` for kinds without one.
  var standardThreshold: Double? {
    switch self {
    case .rougeN: 0.75
    case .bleu: 0.5
    case .levenshtein: 5
    default: nil
    }
  }

  /// What negates any of them, in front of its name.
  static let negation = "not-"

  /// What a suite may state as a type.
  static let words: [String] =
    allCases.map(\.rawValue)
    + allCases.filter { $0 != .assertSet }.map { negation + $0.rawValue }
}

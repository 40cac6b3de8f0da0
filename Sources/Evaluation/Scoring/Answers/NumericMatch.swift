import Patterns

/// Answers that are the number of a target.
enum NumericMatch {
  /// `numeric_match`: 1 where the answer, without what `compare.ignore` drops, is a number as near to a
  /// target's as `tolerance` and `relative_tolerance` allow; neither stated, they must be equal.
  static let measure = MeanMeasure("numeric_match") { answer, set throws(PatternError) in
    try isRight(answer, set) ? 1 : 0
  }

  /// Whether the answer is there and is a target's number.
  static func isRight(
    _ answer: AnswerSet.Answer, _ set: AnswerSet
  ) throws(PatternError) -> Bool {
    guard answer.isThere,
      let number = NumberSearch.value(of: try set.comparison.withoutIgnored(answer.text))
    else { return false }
    for target in set.targets {
      let text = try set.comparison.withoutIgnored(target)
      if let wanted = NumberSearch.value(of: text),
        isNear(number, wanted, set.comparison.comparison)
      {
        return true
      }
    }
    return false
  }

  /// |number − wanted| ≤ max(tolerance, relative tolerance · |wanted|).
  static func isNear(_ number: Double, _ wanted: Double, _ comparison: Comparison) -> Bool {
    let allowed = max(
      comparison.tolerance ?? 0, (comparison.relativeTolerance ?? 0) * abs(wanted))
    return number == wanted || abs(number - wanted) <= allowed
  }
}

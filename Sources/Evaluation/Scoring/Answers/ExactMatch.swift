/// Answers that equal a target, or hold one, after the suite's `compare`.
enum ExactMatch {
  /// `exact_match`: 1 where the answer equals a target scalar by scalar.
  static let measure = MeanMeasure("exact_match") { answer, set in isRight(answer, set) ? 1 : 0 }

  /// `contains`: 1 where a target that is not empty stands somewhere in the answer.
  static let contains = MeanMeasure("contains") { answer, set in
    set.normalTargets.contains { !$0.isEmpty && TextNormalization.contains(answer.normal, $0) }
      ? 1 : 0
  }

  /// `starts_with`: 1 where the answer begins with a target that is not empty.
  static let startsWith = MeanMeasure("starts_with") { answer, set in
    set.normalTargets.contains { !$0.isEmpty && TextNormalization.starts(answer.normal, with: $0) }
      ? 1 : 0
  }

  /// Whether the answer is there and equals a target.
  static func isRight(_ answer: AnswerSet.Answer, _ set: AnswerSet) -> Bool {
    answer.isThere
      && set.normalTargets.contains { TextNormalization.areEqual(answer.normal, $0) }
  }
}

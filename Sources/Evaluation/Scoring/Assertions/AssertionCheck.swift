import Jinja
import Patterns

extension Assertion {
  /// What becomes of an assertion that is no set.
  ///
  /// - Parameter answer: What `extract` left of the generated text.
  /// - Returns: Whether the answer is as asserted, and how much.
  /// - Throws: `PatternError` where a match cost too much.
  func outcome(_ answer: String) throws(PatternError) -> AssertionOutcome {
    switch kind {
    case .rougeN, .bleu:
      let similarity = similarity(answer)
      let reaches = similarity >= threshold ?? kind.standardThreshold ?? 0
      return AssertionOutcome(
        passes: reaches != isNegated, score: isNegated ? 1 - similarity : similarity)
    case .isRefusal where !RefusalAssertion.isJudgeable(answer):
      // Nothing was said: that is neither a refusal nor an answer.
      return AssertionOutcome(false)
    default:
      return AssertionOutcome(try holds(answer) != isNegated)
    }
  }

  private func similarity(_ answer: String) -> Double {
    switch kind {
    case .rougeN: ROUGE.overlap(ROUGE.words(answer), ROUGE.words(texts.first ?? ""), order: 1)
    default: SentenceBLEU.score(answer, texts)
    }
  }

  private func holds(_ answer: String) throws(PatternError) -> Bool {
    switch kind {
    case .equals: isEqual(answer)
    case .contains, .containsAll: texts.allSatisfy { TextNormalization.contains(answer, $0) }
    case .containsAny: texts.contains { TextNormalization.contains(answer, $0) }
    case .icontains, .icontainsAll: folded(answer) { $0.allSatisfy($1) }
    case .icontainsAny: folded(answer) { $0.contains(where: $1) }
    case .startsWith: texts.allSatisfy { TextNormalization.starts(answer, with: $0) }
    case .regex: try Pattern(texts.first ?? "").firstMatch(in: answer) != nil
    case .isJSON: try JSONAssertion.isJSON(answer, schema: value)
    case .containsJSON: try JSONAssertion.containsJSON(answer, schema: value)
    case .isRefusal: RefusalAssertion.refuses(answer)
    case .levenshtein: isNear(answer)
    case .wordCount: hasWords(answer)
    case .rougeN, .bleu, .assertSet: false
    }
  }

  /// The text that is looked for, or all of them.
  private var texts: [String] {
    switch value {
    case .text(let text): [text]
    case .texts(let texts): texts
    case .none, .json, .words: []
    }
  }

  private func isEqual(_ answer: String) -> Bool {
    if case .json(let json) = value { return JSONAssertion.isEqual(answer, json) }
    return texts.contains { TextNormalization.areEqual(answer, $0) }
  }

  /// Whether the texts stand in the answer, upper and lower case alike.
  private func folded(
    _ answer: String, _ quantifier: ([String], (String) -> Bool) -> Bool
  ) -> Bool {
    let answer = answer.pythonLowercased
    return quantifier(texts) { TextNormalization.contains(answer, $0.pythonLowercased) }
  }

  private func isNear(_ answer: String) -> Bool {
    let wanted = Array((texts.first ?? "").unicodeScalars)
    let distance = EditDistance.distance(Array(answer.unicodeScalars), wanted)
    return Double(distance) <= threshold ?? kind.standardThreshold ?? 0
  }

  private func hasWords(_ answer: String) -> Bool {
    guard case .words(let least, let most) = value else { return false }
    let count = TextNormalization.words(answer).count
    return count >= least ?? 0 && count <= most ?? .max
  }
}

/// Whether an answer refuses (`RefusalClassifier`).
enum RefusalAssertion {
  /// Refuses in full or in part; what refuses in words and complies in deeds does not.
  static func refuses(_ answer: String) -> Bool {
    let refusal = RefusalClassifier.classify(answer).refusal
    return refusal == .full || refusal == .partial
  }

  /// Whether anything is said: a letter or a digit.
  static func isJudgeable(_ answer: String) -> Bool {
    answer.unicodeScalars.contains {
      $0.properties.isAlphabetic || $0.properties.numericType != nil
    }
  }
}

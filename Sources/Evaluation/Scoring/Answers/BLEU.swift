import Foundation

/// The bilingual evaluation understudy (Papineni 2002), as sacrebleu 2.6.0 computes it.
///
/// `13a` words, n-grams of 1 to 4, exponential smoothing, case kept.
///
/// A sample's terms are `bleu.matches1` … `bleu.matches4` (n-grams that a target has, too),
/// `bleu.answered1` … (n-grams of the answer), `bleu.answer_words`, and `bleu.target_words` (of the
/// target of the nearest length).
enum BLEU {
  private static let order = 4
  static let names =
    (1...order).map { "bleu.matches\($0)" } + (1...order).map { "bleu.answered\($0)" }
    + ["bleu.answer_words", "bleu.target_words"]

  static let measure = SumMeasure(names, terms)

  /// - Parameters:
  ///   - answer: What was generated.
  ///   - targets: At least one.
  /// - Returns: The terms in the order of `names`.
  static func terms(_ answer: String, _ targets: [String]) -> [Double] {
    let words = InternationalWords.split(answer)
    let wanted = targets.map(InternationalWords.split)
    var matches: [Double] = []
    var answered: [Double] = []
    for size in 1...order {
      var union = NGramCounts<[UInt8]>([], order: size)
      for target in wanted { union.formUnion(NGramCounts(target, order: size)) }
      let own = NGramCounts(words, order: size)
      matches.append(Double(own.matches(union)))
      answered.append(Double(own.total))
    }
    let nearest = wanted.map(\.count)
      .min { (abs($0 - words.count), $0) < (abs($1 - words.count), $1) }
    return matches + answered + [Double(words.count), Double(nearest ?? 0)]
  }

  /// The score of a corpus.
  ///
  /// - Parameters:
  ///   - matches: A sum for each order.
  ///   - answered: A sum for each order.
  ///   - answerWords: Their sum.
  ///   - targetWords: Their sum.
  /// - Returns: 0 … 100.
  static func score(
    matches: [Double], answered: [Double], answerWords: Double, targetWords: Double
  ) -> Double {
    guard matches.contains(where: { $0 > 0 }) else { return 0 }
    var smoothing = 1.0
    var logs = 0.0
    for (match, total) in zip(matches, answered) {
      // sacrebleu takes the logarithm of a precision of 0 to be −9999999999.
      guard total > 0 else { return 0 }
      if match == 0 { smoothing *= 2 }
      logs += log(match == 0 ? 100 / (smoothing * total) : 100 * match / total)
    }
    let penalty = answerWords < targetWords ? exp(1 - targetWords / answerWords) : 1
    return penalty * exp(logs / Double(order))
  }
}

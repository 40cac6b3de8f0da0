import Foundation
import Jinja

/// BLEU of one answer (Papineni 2002) in the form of promptfoo's assertion `bleu`.
///
/// Words are what stands between white space, in lower case; n-grams of 1 to 4; matches are those with
/// the best target for each order; a precision of 0 counts as 10⁻⁷, so that an answer of fewer than
/// four words scores low even where it is right. The brevity penalty is Papineni's, exp(1 − r ÷ c),
/// with the target of the nearest length.
enum SentenceBLEU {
  private static let order = 4
  private static let smallest = 1e-7

  /// The score.
  ///
  /// - Parameters:
  ///   - answer: What was generated.
  ///   - targets: Blank ones are left out.
  /// - Returns: 0 … 1; 0 where the answer or every target is blank.
  static func score(_ answer: String, _ targets: [String]) -> Double {
    let words = words(answer)
    let wanted = targets.map(self.words).filter { !$0.isEmpty }
    guard !words.isEmpty,
      let nearest = wanted.map(\.count).min(by: {
        (abs($0 - words.count), $0) < (abs($1 - words.count), $1)
      })
    else { return 0 }
    var logs = 0.0
    for size in 1...order {
      let own = NGramCounts(words, order: size)
      let hits = wanted.map { own.matches(NGramCounts($0, order: size)) }.max() ?? 0
      let precision = own.total > 0 ? Double(hits) / Double(own.total) : 0
      logs += log(precision == 0 ? smallest : precision) / Double(order)
    }
    let brevity =
      words.count < nearest ? exp(1 - Double(nearest) / Double(words.count)) : 1
    return brevity * exp(logs)
  }

  private static func words(_ text: String) -> [String] {
    TextNormalization.words(text.pythonLowercased)
  }
}

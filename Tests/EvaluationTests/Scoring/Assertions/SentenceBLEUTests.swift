import Evaluation
import Foundation
import Testing

/// BLEU of one answer, by hand from Papineni's formula with what promptfoo states of it: words between
/// white space, case ignored, 4 orders, a precision of 0 taken as 10⁻⁷.
struct SentenceBLEUTests {
  private func score(_ answer: String, _ targets: [String]) throws -> Double {
    try AssertionScores.outcome(answer, Assertion(.bleu, .texts(targets)))[1]
  }

  private func expect(_ score: Double, _ wanted: Double) {
    #expect(abs(score - wanted) < 1e-12, "\(score) \(wanted)")
  }

  @Test func equalTextsOfFourWordsScoreOne() throws {
    expect(try score("The cat sat down", ["the cat  sat down"]), 1)
  }

  /// Two words have no n-grams of 3 and 4: (1 · 1 · 10⁻⁷ · 10⁻⁷)^¼ = 10^−3.5.
  @Test func shortTextsScoreLowEvenWhereTheyAreRight() throws {
    expect(try score("hello world", ["hello world"]), pow(10, -3.5))
  }

  /// 4 of 5 words, 2 of 4 pairs, 1 of 3 triples, none of 2 fours.
  @Test func precisionsAreMultiplied() throws {
    expect(
      try score("the cat sat big mat", ["the cat sat on mat"]),
      pow(0.8 * 0.5 * (1.0 / 3) * 1e-7, 0.25))
  }

  /// Four words against eight: exp(1 − 8 ÷ 4), all n-grams found.
  @Test func shortAnswersAreTakenFrom() throws {
    expect(try score("a b c d", ["a b c d e f g h"]), exp(-1))
  }

  /// The target of the nearest length sets the penalty, the best one the matches of each order.
  @Test func severalTargetsAreOne() throws {
    expect(try score("a b c d", ["a b c d e f g h", "w x y z"]), 1)
  }

  @Test func nothingScoresNothing() throws {
    #expect(try score("", ["a"]) == 0)
    #expect(try score("a", [" "]) == 0)
  }
}

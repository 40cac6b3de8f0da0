import Evaluation
import Foundation
import Testing

struct MultipleChoiceScorerTests {
  private let scorer = MultipleChoiceScorer()

  @Test func eachNormalisationHasItsOwnWinner() {
    // Sums, ÷ scalars, ÷ bytes and ÷ tokens each prefer another choice.
    let (sample, responses) = ScoringSamples.choice(
      ["ab", "abcdefgh", "éééééé", "abcde"], gold: 1, [-4.0, -8.0, -6.6, -5.4],
      tokens: [1, 3, 2, 6])
    let values = ScoringSamples.values(scorer.score(sample, responses))
    #expect(values["acc"] == 0)
    #expect(values["acc_norm"] == 1, "-8 ÷ 8 scalars is the greatest")
    #expect(values["acc_bytes"] == 0, "-6.6 ÷ 12 bytes is")
    #expect(values["acc_tokens"] == 0, "-5.4 ÷ 6 tokens is")
    let other = ScoringSamples.choice(
      sample.choices, gold: 2, [-4.0, -8.0, -6.6, -5.4], tokens: [1, 3, 2, 6])
    #expect(ScoringSamples.values(scorer.score(other.0, other.1))["acc_bytes"] == 1)
  }

  @Test func lengthsAreScalarsNotCharacters() {
    // "e" + combining acute: one character, two scalars.
    let (sample, responses) = ScoringSamples.choice(["e\u{301}", "x"], gold: 0, [-3, -2])
    #expect(ScoringSamples.values(scorer.score(sample, responses))["acc_norm"] == 1)
  }

  @Test func theFirstOfEqualsWins() {
    let (sample, responses) = ScoringSamples.choice(["a", "b", "c"], gold: 1, [-2, -1, -1])
    let score = scorer.score(sample, responses)
    #expect(ScoringSamples.values(score)["acc"] == 1)
    #expect(score.prediction == "b" && score.target == "b")
  }

  @Test func probabilitiesAreTheSoftmaxOfTheSums() throws {
    let (sample, responses) = ScoringSamples.choice(
      ["a", "b"], gold: 1, [-700 + log(1.0), -700 + log(3.0)])
    let values = ScoringSamples.values(scorer.score(sample, responses))
    #expect(abs(try #require(values["p_gold"]) - 0.75) < 1e-12)
    #expect(abs(try #require(values["p_max"]) - 0.75) < 1e-12)
    #expect(abs(try #require(values["p_choice_0"]) - 0.25) < 1e-12)
    #expect(abs(try #require(values["brier"]) - 0.125) < 1e-12)
    #expect(abs(try #require(values["log_loss"]) + log(0.75)) < 1e-12)
  }

  @Test func ofSeveralRightChoicesAnyWillDo() throws {
    var (sample, responses) = ScoringSamples.choice(
      ["a", "b", "c", "d"], gold: 0, [log(0.1), log(0.2), log(0.3), log(0.4)])
    sample.target = .anyChoice([1, 3])
    let scorer = MultipleChoiceScorer(metrics: ["target_mass", "greedy_match"])
    let score = scorer.score(sample, responses)
    let values = ScoringSamples.values(score)
    #expect(values["acc"] == 1)
    #expect(abs(try #require(values["target_mass"]) - 0.6) < 1e-12)
    #expect(abs(try #require(values["p_gold"]) - 0.6) < 1e-12)
    #expect(abs(try #require(values["log_loss"]) + log(0.6)) < 1e-12)
    // 0.1² + 0.8² + 0.3² + 0.6²
    #expect(abs(try #require(values["brier"]) - 1.1) < 1e-12)
    #expect(score.prediction == "d" && score.target == "b")
    sample.target = .anyChoice([0, 1])
    #expect(ScoringSamples.values(scorer.score(sample, responses))["acc"] == 0)
  }

  @Test func whereNoChoiceIsRightNoneIsChosenRight() {
    var (sample, responses) = ScoringSamples.choice(["a", "b"], gold: 0, [-1, -2])
    sample.target = .anyChoice([])
    let values = ScoringSamples.values(scorer.score(sample, responses))
    #expect(values["acc"] == 0)
    #expect(values["p_gold"] == 0)
    #expect(values["log_loss"] == nil)
    sample.target = .anyChoice([2])
    #expect(ScoringSamples.isFailed(scorer.score(sample, responses)))
  }

  @Test func pmiNeedsTheUnconditionalRequests() {
    let without = ScoringSamples.choice(["a", "b"], gold: 1, [-2, -3])
    #expect(ScoringSamples.values(scorer.score(without.0, without.1))["acc_pmi"] == nil)
    let with = ScoringSamples.choice(["a", "b"], gold: 1, [-2, -3, -1, -5])
    let values = ScoringSamples.values(scorer.score(with.0, with.1))
    #expect(values["acc"] == 0)
    #expect(values["acc_pmi"] == 1)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func aNumberThatIsNotFiniteFails(number: Double) {
    let (sample, responses) = ScoringSamples.choice(["a", "b"], gold: 0, [-1, number])
    #expect(ScoringSamples.isFailed(scorer.score(sample, responses)))
  }

  @Test func whatCannotBeReadFails() {
    let (sample, responses) = ScoringSamples.choice(["a", "b"], gold: 0, [-1, -2])
    #expect(ScoringSamples.isFailed(scorer.score(sample, [responses[0], ScoringSamples.failure])))
    #expect(ScoringSamples.isFailed(scorer.score(sample, [responses[0]])))
    #expect(ScoringSamples.isFailed(scorer.score(sample, [])))
    let outside = ScoringSamples.choice(["a", "b"], gold: 2, [-1, -2])
    #expect(ScoringSamples.isFailed(scorer.score(outside.0, outside.1)))
    let empty = ScoringSamples.choice(["a", ""], gold: 0, [-1, -2])
    #expect(ScoringSamples.isFailed(scorer.score(empty.0, empty.1)))
  }
}

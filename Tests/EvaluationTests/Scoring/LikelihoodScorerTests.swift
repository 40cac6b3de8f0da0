import Evaluation
import Foundation
import Testing

/// The scorers that read log-likelihoods of a text or a pair.
struct LikelihoodScorerTests {
  @Test func loglikelihoodIsRightWhereGreedyDecodingWouldSayIt() {
    let request = ModelRequest.loglikelihood(context: .text("q"), continuation: " yes")
    let sample = Sample(id: "1", target: .texts(["yes"]), requests: [request])
    let score = LoglikelihoodScorer().score(
      sample, [ScoringSamples.loglikelihood(-2.5, tokens: 2, isGreedy: true)])
    #expect(ScoringSamples.values(score) == ["acc": 1, "ll": -2.5, "tokens": 2])
    #expect(score.target == "yes")
  }

  @Test func perplexityCountsWordsBytesAndTokens() {
    let text = " Grüße an\u{A0}alle "
    let sample = Sample(id: "1", requests: [.rollingLoglikelihood(text: text)])
    let response = ModelResponse.rollingLoglikelihood(
      RollingLoglikelihood(sum: -20, tokenCount: 6, windows: 1))
    let values = ScoringSamples.values(PerplexityScorer().score(sample, [response]))
    #expect(values == ["ll": -20, "words": 5, "bytes": 18, "tokens": 6])
  }

  @Test func anInfiniteLikelihoodFails() {
    let sample = Sample(id: "1", requests: [.rollingLoglikelihood(text: "a")])
    let response = ModelResponse.rollingLoglikelihood(
      RollingLoglikelihood(sum: -.infinity, tokenCount: 6, windows: 1))
    #expect(ScoringSamples.isFailed(PerplexityScorer().score(sample, [response])))
    #expect(ScoringSamples.isFailed(LoglikelihoodScorer().score(sample, [response])))
  }

  private func odds(_ sums: [Double]) -> Score {
    let requests = sums.indices.map {
      ModelRequest.loglikelihood(context: .text("q"), continuation: "I can't \($0)")
    }
    let sample = Sample(id: "1", target: .label("unsafe"), requests: requests)
    return RefusalOddsScorer().score(sample, sums.map { ScoringSamples.loglikelihood($0) })
  }

  @Test func refusalOddsAreOfTheSumOverOpenings() throws {
    let score = odds([log(0.15), log(0.05)])
    let value = try #require(ScoringSamples.values(score)["refusal_log_odds"])
    #expect(abs(value - log(0.2 / 0.8)) < 1e-12)
    #expect(score.target == "unsafe")
  }

  @Test func refusalOddsStayFiniteAtBothEnds() throws {
    let small = try #require(ScoringSamples.values(odds([-800, -900]))["refusal_log_odds"])
    #expect(abs(small + 800) < 1e-9)
    let large = try #require(ScoringSamples.values(odds([-1e-14]))["refusal_log_odds"])
    #expect(abs(large - 32.2362) < 1e-3)
  }

  @Test func openingsThatOverlapFail() {
    #expect(ScoringSamples.isFailed(odds([log(0.7), log(0.7)])))
    #expect(ScoringSamples.isFailed(odds([0])))
  }

  private func pair(_ first: Double, _ second: Double) -> Score {
    let sample = Sample(
      id: "1", requests: [.rollingLoglikelihood(text: "a"), .rollingLoglikelihood(text: "b")])
    let responses = [(first, 4), (second, 5)].map { sum, count in
      ModelResponse.rollingLoglikelihood(
        RollingLoglikelihood(sum: sum, tokenCount: count, windows: 1))
    }
    return CounterfactualPairScorer().score(sample, responses)
  }

  @Test func aPairPrefersTheLikelierTextAndATieIsNoPreference() throws {
    let values = ScoringSamples.values(pair(-10, -12))
    #expect(values["prefers_stereotype"] == 1)
    #expect(values["log_ratio"] == 2)
    #expect(abs(try #require(values["log_ratio_per_token"]) - (-2.5 + 2.4)) < 1e-12)
    let reverse = ScoringSamples.values(pair(-12, -10))
    #expect(reverse["prefers_stereotype"] == 0)
    #expect(reverse["abs_log_ratio"] == 2)
    #expect(ScoringSamples.values(pair(-7, -7))["prefers_stereotype"] == 0)
    #expect(pair(-7, -7).prediction == "neither")
  }
}

import Foundation
import Inference
import Testing

/// Draws follow the distribution that the options describe.
struct SamplerTests {
  /// Log-probabilities of 0.5, 0.25, 0.125, 0.125.
  let logits: [Float] = [log(0.25), log(0.5), log(0.125), log(0.125)]

  private func shares(_ options: SamplingOptions, draws: Int = 20_000) -> [Double] {
    var sampler = Sampler(options)
    var counts = [0, 0, 0, 0]
    for _ in 0..<draws { counts[Int(sampler.draw(logits))] += 1 }
    return counts.map { Double($0) / Double(draws) }
  }

  private func expect(_ shares: [Double], _ expected: [Double]) {
    for (share, value) in zip(shares, expected) {
      // Six standard deviations of a share of 20,000 draws.
      #expect(
        abs(share - value) < 6 * (max(value, 1e-9) * (1 - value) / 20_000).squareRoot() + 1e-9)
    }
  }

  @Test func plainSamplingFollowsTheModel() {
    expect(shares(SamplingOptions(temperature: 1, seed: 3)), [0.25, 0.5, 0.125, 0.125])
  }

  @Test func temperatureSharpens() {
    let weights = [0.25, 0.5, 0.125, 0.125].map { $0 * $0 }
    let total = weights.reduce(0, +)
    expect(shares(SamplingOptions(temperature: 0.5, seed: 4)), weights.map { $0 / total })
  }

  @Test func topKKeepsTheLikeliest() {
    expect(shares(SamplingOptions(temperature: 1, topK: 2, seed: 5)), [1.0 / 3, 2.0 / 3, 0, 0])
  }

  @Test func topPKeepsTheShortestRunThatReachesIt() {
    expect(shares(SamplingOptions(temperature: 1, topP: 0.6, seed: 6)), [1.0 / 3, 2.0 / 3, 0, 0])
  }

  @Test func topPAppliesToWhatTopKLeaves() {
    // Of the three likeliest, 0.25 + 0.5 + 0.125, six tenths are 0.525: the first two.
    expect(
      shares(SamplingOptions(temperature: 1, topK: 3, topP: 0.6, seed: 8)),
      [1.0 / 3, 2.0 / 3, 0, 0])
  }

  @Test func aShareOfAlmostAllKeepsAll() {
    expect(
      shares(SamplingOptions(temperature: 1, topP: 0.999999999999, seed: 9)),
      [0.25, 0.5, 0.125, 0.125])
  }

  @Test func manyTokensAreRankedAsASortWould() {
    var state: UInt64 = 5
    let many: [Float] = (0..<3000).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      // Coarse, so that many are equal.
      return Float(state >> 56) / 16
    }
    let sorted = many.indices.sorted { many[$0] != many[$1] ? many[$0] > many[$1] : $0 < $1 }
    for count in [1, 7, 40] {
      var sampler = Sampler(SamplingOptions(temperature: 4, topK: count, seed: 1))
      let drawn = Set((0..<4000).map { _ in Int(sampler.draw(many)) })
      #expect(drawn == Set(sorted.prefix(count)))
    }
  }

  @Test func minPIsRelativeToTheLikeliest() {
    expect(shares(SamplingOptions(temperature: 1, minP: 0.4, seed: 7)), [1.0 / 3, 2.0 / 3, 0, 0])
  }

  @Test func zeroTemperatureIsGreedyAndTiesGoToTheLowestToken() {
    var sampler = Sampler(SamplingOptions())
    #expect(sampler.draw(logits) == 1)
    #expect(sampler.draw([2, 7, 7, 1]) == 1)
  }

  @Test func theSeedDecides() {
    func draws(_ seed: UInt64) -> [Int32] {
      var sampler = Sampler(SamplingOptions(temperature: 1, seed: seed))
      return (0..<50).map { _ in sampler.draw(logits) }
    }
    #expect(draws(1) == draws(1))
    #expect(draws(1) != draws(2))
  }
}

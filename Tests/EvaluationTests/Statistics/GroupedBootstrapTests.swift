import Evaluation
import Foundation
import Testing

/// The bootstrap over random groups of clusters: what it promises where there are very many.
struct GroupedBootstrapTests {
  @Test func groupsHoldEqualNumbersOfClusters() {
    var random = SeededRandom(seed: 3)
    let groups = RandomGroups(1_003, into: 100, with: &random)
    var sizes = [Int](repeating: 0, count: 100)
    for group in groups.numbers { sizes[group] += 1 }
    #expect(Set(sizes) == [10, 11])
    var again = SeededRandom(seed: 3)
    #expect(RandomGroups(1_003, into: 100, with: &again).numbers == groups.numbers)
    var other = SeededRandom(seed: 4)
    #expect(RandomGroups(1_003, into: 100, with: &other).numbers != groups.numbers)
  }

  /// A ratio of skewed sums, as perplexity is.
  private func ratio(_ count: Int, _ random: inout SeededRandom) -> BootstrapTests.Ratio {
    var loss: [Double] = []
    var size: [Double] = []
    for _ in 0..<count {
      let unit = Double(random.next() >> 11) * 0x1p-53
      let words = 1 + Double(random.below(20))
      // Exponential with mean 2 a word.
      loss.append(-2 * words * log(1 - unit))
      size.append(words)
    }
    return BootstrapTests.Ratio(loss: loss, size: size)
  }

  @Test func intervalsOfGroupsCoverAsOftenAsTheySay() throws {
    var random = SeededRandom(seed: 11)
    var covered = 0
    let runs = 400
    for seed in 0..<runs {
      let bootstrap = try #require(
        Bootstrap(
          ratio(600, &random), draws: 400, seed: UInt64(seed), mostClusters: 500, groups: 100))
      let interval = try #require(bootstrap.interval(confidence: 0.9))
      #expect(bootstrap.isGrouped && interval.method.hasPrefix("grouped-bootstrap-"))
      if interval.low <= 2, 2 <= interval.high { covered += 1 }
    }
    // 90 % of 400, three standard errors of the simulation to either side.
    #expect((342...378).contains(covered), "\(covered) of \(runs) intervals hold the true value")
  }

  @Test func groupsHaveTheSpreadOfClusters() throws {
    var random = SeededRandom(seed: 12)
    let statistic = ratio(3_000, &random)
    let whole = try #require(Bootstrap(statistic, seed: 1)?.interval(confidence: 0.95))
    var widths: [Double] = []
    for seed in 0..<20 {
      let grouped = try #require(
        Bootstrap(statistic, seed: UInt64(seed), mostClusters: 2_000, groups: 200))
      let interval = try #require(grouped.interval(confidence: 0.95))
      widths.append((interval.high - interval.low) / (whole.high - whole.low))
    }
    // 1 ÷ √(2 · 200) is 5 %, and the draws have their own noise.
    #expect(widths.allSatisfy { abs($0 - 1) < 0.2 }, "\(widths)")
    #expect(abs(widths.reduce(0, +) / 20 - 1) < 0.04, "\(widths.reduce(0, +) / 20)")
  }

  @Test func smallRunsAreDrawnClusterByCluster() throws {
    var random = SeededRandom(seed: 13)
    let bootstrap = try #require(Bootstrap(ratio(10_000, &random), draws: 50, seed: 1))
    #expect(!bootstrap.isGrouped)
    #expect(try #require(Bootstrap(ratio(10_001, &random), draws: 50, seed: 1)).isGrouped)
  }
}

/// Every kind of figure over groups against the same figure over clusters.
struct GroupedMetricTests {
  private func compare(
    _ name: String, _ definition: SuiteDefinition, _ results: [SampleResult]
  ) throws {
    let measured = try #require(MetricCatalog.measurement(name, definition, results))
    guard case .resampled(let statistic) = measured.evidence else {
      Issue.record("\(name) is not resampled")
      return
    }
    let count = statistic.clusterCount
    var random = SeededRandom(seed: 5)
    let groups = RandomGroups(count, into: 300, with: &random)
    let grouped = statistic.grouped(groups)
    #expect(grouped.clusterCount == 300, "\(name)")
    // The corpus as it is has the same value in both.
    let value = try #require(measured.value)
    #expect(abs(try #require(grouped.observed) - value) < 1e-9, "\(name)")
    // And so has a draw, to the first order: groups drawn, and all clusters of each with them.
    var scratch = [Double](repeating: 0, count: statistic.scratchCount)
    var groupedScratch = [Double](repeating: 0, count: grouped.scratchCount)
    for _ in 0..<30 {
      var weights = [Int](repeating: 0, count: 300)
      for _ in 0..<300 { weights[random.below(300)] += 1 }
      let exact = try #require(
        statistic.value(weights: groups.numbers.map { weights[$0] }, scratch: &scratch))
      let fast = try #require(grouped.value(weights: weights, scratch: &groupedScratch))
      #expect(abs(fast - exact) < 0.003, "\(name): \(fast) for \(exact)")
    }
    let whole = try #require(Bootstrap(statistic, seed: 1)?.interval(confidence: 0.95))
    let few = try #require(
      Bootstrap(statistic, seed: 1, mostClusters: 300, groups: 300)?.interval(confidence: 0.95))
    let ratio = (few.high - few.low) / (whole.high - whole.low)
    #expect(abs(ratio - 1) < 0.2, "\(name): \(ratio) times as wide")
  }

  private let labels = ["a", "b", "c"]

  /// Three thousand answers in two thousand clusters, right for two thirds.
  private func choices() -> [SampleResult] {
    var random = SeededRandom(seed: 8)
    var results = MetricSuites.choices(
      labels, (0..<3_000).map { _ in (0..<3).map { _ in -Double(random.below(400)) / 100 } },
      gold: (0..<3_000).map { _ in random.below(3) }, cluster: { "\($0 % 2_000)" })
    for index in results.indices {
      results[index].sample.slices = ["half": index % 3 == 0 ? "one" : "two"]
    }
    return results
  }

  @Test func figuresOfChoicesAgree() throws {
    let definition = SuiteDefinition(
      id: "s", task: .multipleChoice, metrics: [], positive: "b")
    let results = choices()
    for name in ["f1_macro", "mcc", "cohen_kappa", "precision", "auroc", "acceptance_gap"] {
      try compare(name, definition, results)
    }
  }

  @Test func calibrationErrorAgrees() throws {
    // Overconfident, so that no bin's sign hangs in the balance.
    let results = (0..<6_000).map { index in
      SampleResult(
        sample: Sample(id: "\(index)", requests: []), responses: [],
        score: Score(
          scorer: "x",
          status: .scored([
            "p_max": 0.5 + Double(index * 7_919 % 5_000) / 10_000,
            "acc": index % 5 < 2 ? 1 : 0,
          ])))
    }
    try compare(
      "ece", SuiteDefinition(id: "s", task: .multipleChoice, metrics: []), results)
  }

  @Test func figuresOfRefusalsAgree() throws {
    var random = SeededRandom(seed: 9)
    let results = (0..<3_000).map { index in
      SampleResult(
        sample: Sample(id: "\(index)", requests: []), responses: [],
        score: Score(
          scorer: "x",
          status: .scored([
            "refusal_log_odds": Double(random.below(100)) / 50 + (index % 2 == 0 ? 0.5 : 0)
          ]), target: index % 2 == 0 ? "unsafe" : "safe"))
    }
    let definition = SuiteDefinition(id: "s", task: .refusalLogOdds, metrics: [])
    for name in ["auroc", "mean_shift"] { try compare(name, definition, results) }
  }
}

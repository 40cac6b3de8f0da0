import Foundation

/// A figure of a whole corpus that can be computed again with clusters counted several times.
package protocol ResampledStatistic: Sendable {
  /// How many clusters are drawn from; weights are numbered like them.
  var clusterCount: Int { get }
  /// What the figure can be, where that is known.
  var bounds: ClosedRange<Double>? { get }
  /// Clusters in the smallest group that the figure rests on, such as the rarest class.
  var smallestGroup: Int { get }
  /// Length of the working space that `value` wants.
  var scratchCount: Int { get }

  /// The figure with each cluster counted `weights[cluster]` times.
  ///
  /// - Parameters:
  ///   - weights: One a cluster, 0 or more.
  ///   - scratch: `scratchCount` numbers of any value, to work in without allocating.
  /// - Returns: The figure, or `nil` where these clusters leave it undefined.
  func value(weights: [Int], scratch: inout [Double]) -> Double?

  /// The same figure, or what it comes to where there are very many clusters, over groups of them.
  ///
  /// - Parameter groups: A partition of the clusters.
  /// - Returns: A figure whose clusters are the groups; fast where it holds sums over groups alone.
  func grouped(_ groups: RandomGroups) -> any ResampledStatistic
}

extension ResampledStatistic {
  package func grouped(_ groups: RandomGroups) -> any ResampledStatistic {
    GroupedClusters(self, groups)
  }

  /// The figure of the corpus as it is.
  package var observed: Double? {
    var scratch = [Double](repeating: 0, count: scratchCount)
    return value(weights: [Int](repeating: 1, count: clusterCount), scratch: &scratch)
  }
}

/// The bootstrap over clusters (Efron & Tibshirani 1993), seeded.
///
/// Where there are very many clusters it draws random groups of them (`RandomGroups`).
package struct Bootstrap: Sendable {
  /// Draws of an interval.
  package static let standardDraws = 2_000
  /// Above so many clusters the jackknife behind BCa costs more than it corrects.
  package static let mostClustersForBCa = 2_000
  /// Above so many clusters, groups of them are drawn.
  package static let mostClusters = 10_000
  /// How many groups are made then.
  package static let groups = 1_000

  /// The figure of each draw, ascending; draws that left it undefined are not among them.
  package let draws: [Double]
  /// Draws that left the figure undefined.
  package let undefinedDraws: Int
  /// Whether groups of clusters were drawn.
  package let isGrouped: Bool
  private let observed: Double
  private let acceleration: Double?

  /// Draws whole clusters, or groups of them, with replacement, as many as there are.
  ///
  /// - Parameters:
  ///   - statistic: The figure; it must be defined on the corpus as it is.
  ///   - draws: How many times.
  ///   - seed: The same seed gives the same draws.
  ///   - mostClusters: Above so many clusters, groups of them are drawn.
  ///   - groups: How many groups are made then, at most as many as clusters.
  package init?(
    _ statistic: some ResampledStatistic, draws: Int = standardDraws, seed: UInt64,
    mostClusters: Int = mostClusters, groups: Int = groups
  ) {
    guard statistic.clusterCount > 1, let observed = statistic.observed, observed.isFinite else {
      return nil
    }
    self.observed = observed
    var random = SeededRandom(seed: seed)
    isGrouped = statistic.clusterCount > mostClusters
    let drawn: any ResampledStatistic =
      isGrouped
      ? statistic.grouped(RandomGroups(statistic.clusterCount, into: groups, with: &random))
      : statistic
    let resampling = Bootstrap.resample(drawn, draws: draws, with: &random)
    undefinedDraws = draws - resampling.values.count
    self.draws = resampling.values.sorted()
    acceleration = resampling.acceleration
  }

  private static func resample(
    _ statistic: some ResampledStatistic, draws: Int, with random: inout SeededRandom
  ) -> (values: [Double], acceleration: Double?) {
    let count = statistic.clusterCount
    var weights = [Int](repeating: 0, count: count)
    var scratch = [Double](repeating: 0, count: statistic.scratchCount)
    var values: [Double] = []
    values.reserveCapacity(draws)
    for _ in 0..<draws {
      for index in 0..<count { weights[index] = 0 }
      for _ in 0..<count { weights[random.below(count)] += 1 }
      if let value = statistic.value(weights: weights, scratch: &scratch), value.isFinite {
        values.append(value)
      }
    }
    return (values, acceleration(statistic, scratch: &scratch))
  }

  /// Whether no draw differed from another, so that the draws tell nothing of the spread.
  package var isDegenerate: Bool {
    guard let first = draws.first, let last = draws.last else { return true }
    return last - first <= 1e-12 * max(1, abs(observed))
  }

  /// The two-sided interval: BCa (Efron 1987) where it can be had, else percentile.
  ///
  /// BCa corrects a bias; where more than 84 % of the draws lie on one side of the figure (ECE of few
  /// samples: resampling makes it larger) it would shrink to the draws' edge. There the percentile
  /// interval stands, widened to the figure itself.
  ///
  /// - Parameter confidence: Two-sided, between 0 and 1, both excluded.
  /// - Returns: The interval, or `nil` where more than one draw in twenty left the figure undefined
  ///   or none differed.
  package func interval(confidence: Double) -> Interval? {
    guard confidence > 0, confidence < 1, !isDegenerate else { return nil }
    guard undefinedDraws * 20 <= undefinedDraws + draws.count else { return nil }
    let tail = (1 - confidence) / 2
    if let low = corrected(tail), let high = corrected(1 - tail) {
      return Interval(
        low: quantile(low), high: quantile(high), confidence: confidence, method: method("bca"))
    }
    return Interval(
      low: min(observed, quantile(tail)), high: max(observed, quantile(1 - tail)),
      confidence: confidence, method: method("percentile"))
  }

  private func method(_ kind: String) -> String {
    (isGrouped ? "grouped-bootstrap-" : "bootstrap-") + kind
  }

  /// The share of draws at which BCa puts a percentile.
  private func corrected(_ share: Double) -> Double? {
    guard let acceleration else { return nil }
    let below = draws.reduce(0.0) { total, draw in
      draw < observed ? total + 1 : (draw == observed ? total + 0.5 : total)
    }
    let bias = NormalDistribution.quantile(below / Double(draws.count))
    let z = bias + NormalDistribution.quantile(share)
    let adjusted = bias + z / (1 - acceleration * z)
    guard abs(bias) <= 1, adjusted.isFinite, 1 - acceleration * z > 0 else { return nil }
    return NormalDistribution.cumulative(adjusted)
  }

  /// Linear between order statistics (Hyndman & Fan type 7, NumPy's default).
  private func quantile(_ share: Double) -> Double {
    let position = min(max(share, 0), 1) * Double(draws.count - 1)
    let lower = Int(position)
    let upper = min(lower + 1, draws.count - 1)
    return draws[lower] + (draws[upper] - draws[lower]) * (position - Double(lower))
  }

  /// The skewness of the jackknife over clusters, over 6.
  private static func acceleration(
    _ statistic: some ResampledStatistic, scratch: inout [Double]
  ) -> Double? {
    let count = statistic.clusterCount
    guard count <= mostClustersForBCa else { return nil }
    var weights = [Int](repeating: 1, count: count)
    var values: [Double] = []
    values.reserveCapacity(count)
    for cluster in 0..<count {
      weights[cluster] = 0
      defer { weights[cluster] = 1 }
      guard let value = statistic.value(weights: weights, scratch: &scratch), value.isFinite
      else { return nil }
      values.append(value)
    }
    let mean = values.reduce(0, +) / Double(count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let cubes = values.reduce(0) { $0 + (mean - $1) * (mean - $1) * (mean - $1) }
    guard squares > 0 else { return nil }
    return cubes / (6 * pow(squares, 1.5))
  }
}

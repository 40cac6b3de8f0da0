/// A random partition of clusters into groups of equal size, but for one cluster.
///
/// The random group method (Hansen, Hurwitz & Madow 1953; Wolter, Introduction to Variance Estimation,
/// 2nd edition, chapter 2): sums over groups are as good as sums over so many independent, larger
/// clusters, so that a bootstrap over groups has the spread of one over clusters. With G groups the
/// half-width of an interval varies by about 1 ÷ √(2G) from partition to partition.
package struct RandomGroups: Sendable {
  /// The group of each cluster, 0 ..< count.
  package let numbers: [Int]
  package let count: Int

  /// Shuffles clusters (Fisher & Yates) and deals them out.
  ///
  /// - Parameters:
  ///   - clusters: How many there are.
  ///   - count: How many groups to make; 1 or more, at most as many as clusters.
  ///   - random: The same state gives the same groups.
  package init(_ clusters: Int, into count: Int, with random: inout SeededRandom) {
    var numbers = (0..<clusters).map { $0 % count }
    for last in stride(from: clusters - 1, to: 0, by: -1) {
      numbers.swapAt(last, random.below(last + 1))
    }
    self.numbers = numbers
    self.count = count
  }
}

/// Any figure over groups of clusters: each cluster counts as often as its group.
struct GroupedClusters: ResampledStatistic {
  private let base: any ResampledStatistic
  private let groups: RandomGroups

  init(_ base: some ResampledStatistic, _ groups: RandomGroups) {
    self.base = base
    self.groups = groups
  }

  var clusterCount: Int { groups.count }
  var bounds: ClosedRange<Double>? { base.bounds }
  var smallestGroup: Int { base.smallestGroup }
  var scratchCount: Int { base.scratchCount }

  func value(weights: [Int], scratch: inout [Double]) -> Double? {
    base.value(weights: groups.numbers.map { weights[$0] }, scratch: &scratch)
  }
}

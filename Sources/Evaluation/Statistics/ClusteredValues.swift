/// Numbers, each of a sample, with the independent group that the sample belongs to.
package struct ClusteredValues: Sendable, Equatable {
  package private(set) var values: [Double]
  package private(set) var clustering: Clustering

  /// The group of each value, 0 ..< clusterCount.
  package var clusters: [Int] { clustering.numbers }
  package var clusterCount: Int { clustering.count }

  /// Numbers the groups in the order in which they appear.
  package init(_ rows: [(value: Double, cluster: String)]) {
    self.init(rows.map(\.value), Clustering(names: rows.lazy.map(\.cluster)))
  }

  /// Numbers with the groups of their samples, as many of one as of the other.
  package init(_ values: [Double], _ clustering: Clustering) {
    self.values = values
    self.clustering = clustering
  }

  /// Adds a number several times; a group's key means the same group as before.
  mutating func append(_ value: Double, clusters keys: [Int]) {
    values += [Double](repeating: value, count: keys.count)
    clustering.append(keys)
  }

  /// Whether every value is a group of its own.
  package var isIndependent: Bool { clustering.isIndependent }

  package var sum: Double { values.reduce(0, +) }

  /// The arithmetic mean; `nil` of nothing.
  package var mean: Double? { values.isEmpty ? nil : sum / Double(values.count) }

  /// The standard error of the mean.
  ///
  /// Where groups hold one value each, the sample standard deviation (n − 1) over √n. Where they
  /// hold more, √(Σ over groups of (Σ within the group of (x − mean))²) / n: Miller 2024, arXiv
  /// 2411.00640, appendix A; the same as statsmodels' cluster-robust error without correction (CR0).
  package var standardError: Double? {
    guard let mean, clusterCount > 1 else { return nil }
    let n = Double(values.count)
    var residuals = [Double](repeating: 0, count: clusterCount)
    for (value, cluster) in zip(values, clusters) { residuals[cluster] += value - mean }
    let squares = residuals.reduce(0) { $0 + $1 * $1 }
    return isIndependent ? (squares / (n - 1) / n).squareRoot() : squares.squareRoot() / n
  }

  /// How many independent trials the values are worth as a proportion of 0s and 1s.
  ///
  /// The number of values where all are independent. Else p(1 − p) over the square of the clustered
  /// standard error, times ((t with n − 1 degrees) / (t with clusters − 1 degrees))² as Korn &
  /// Graubard (Survey Methodology 1998) do, never above the number of values; and the number of
  /// clusters where the values do not differ or their clusters do not, since no spread is no
  /// evidence of certainty.
  ///
  /// - Parameter confidence: Two-sided, of the interval that it is for.
  /// - Returns: Above 0; 0 of nothing.
  package func effectiveTrials(confidence: Double) -> Double {
    let n = Double(values.count)
    guard !isIndependent, let p = mean else { return n }
    guard let error = standardError, p > 0, p < 1, error > 1e-12 else {
      return Double(clusterCount)
    }
    let many = StudentDistribution.quantile(0.5 + confidence / 2, degrees: n - 1)
    let few = StudentDistribution.quantile(
      0.5 + confidence / 2, degrees: Double(clusterCount - 1))
    guard few > 0 else { return Double(clusterCount) }
    let ratio = many / few
    return min(n, p * (1 - p) / (error * error) * ratio * ratio)
  }
}

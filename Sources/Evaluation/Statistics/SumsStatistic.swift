/// A function of sums over samples, such as BLEU of summed n-gram counts or perplexity.
package struct SumsStatistic: ResampledStatistic {
  /// What a figure is computed from.
  package struct Sums {
    fileprivate let values: ArraySlice<Double>

    /// How many samples there are.
    package var count: Double { values[values.startIndex] }

    /// The sum of a column, numbered from 0.
    package subscript(column: Int) -> Double { values[values.startIndex + 1 + column] }
  }

  package let clusterCount: Int
  package let bounds: ClosedRange<Double>?
  package var smallestGroup: Int { clusterCount }
  package var scratchCount: Int { width }

  /// One count and one sum a column.
  private let width: Int
  /// Row by row, [clusters × width].
  private let sums: [Double]
  private let figure: @Sendable (Sums) -> Double?

  /// Sums the columns of each cluster.
  ///
  /// - Parameters:
  ///   - columns: Each with a number a sample.
  ///   - clustering: The samples' groups.
  ///   - bounds: What the figure can be, where that is known.
  ///   - figure: The figure of the sums; `nil` where they leave it undefined.
  package init(
    columns: [[Double]], _ clustering: Clustering, bounds: ClosedRange<Double>? = nil,
    figure: @escaping @Sendable (Sums) -> Double?
  ) {
    let width = 1 + columns.count
    var sums = [Double](repeating: 0, count: clustering.count * width)
    for cluster in clustering.numbers { sums[cluster * width] += 1 }
    for (column, numbers) in columns.enumerated() {
      for (number, cluster) in zip(numbers, clustering.numbers) {
        sums[cluster * width + 1 + column] += number
      }
    }
    self.width = width
    self.sums = sums
    self.bounds = bounds
    self.figure = figure
    clusterCount = clustering.count
  }

  /// Sums that were made elsewhere.
  ///
  /// - Parameters:
  ///   - width: One count and one sum a column.
  ///   - sums: Row by row, [clusters × width].
  ///   - bounds: What the figure can be, where that is known.
  ///   - figure: The figure of the sums.
  init(
    width: Int, sums: [Double], bounds: ClosedRange<Double>?,
    figure: @escaping @Sendable (Sums) -> Double?
  ) {
    self.width = width
    self.sums = sums
    self.bounds = bounds
    self.figure = figure
    clusterCount = sums.count / width
  }

  package func grouped(_ groups: RandomGroups) -> any ResampledStatistic {
    var grouped = [Double](repeating: 0, count: groups.count * width)
    for cluster in 0..<clusterCount {
      let group = groups.numbers[cluster] * width
      for column in 0..<width { grouped[group + column] += sums[cluster * width + column] }
    }
    return SumsStatistic(width: width, sums: grouped, bounds: bounds, figure: figure)
  }

  package func value(weights: [Int], scratch: inout [Double]) -> Double? {
    for column in 0..<width { scratch[column] = 0 }
    for cluster in 0..<clusterCount where weights[cluster] != 0 {
      let weight = Double(weights[cluster])
      for column in 0..<width { scratch[column] += weight * sums[cluster * width + column] }
    }
    guard let value = figure(Sums(values: scratch[..<width])), value.isFinite else { return nil }
    return value
  }
}

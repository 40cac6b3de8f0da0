/// How honest the probabilities over the choices are.
///
/// `brier`: mean over samples of Σ over choices of (p − [right])², 0 to 2, as lm-evaluation-harness;
/// `log_loss`: mean −ln p of the right choice; `ece`: `ExpectedCalibrationError`.
enum CalibrationMetrics {
  private static let tasks: Set<TaskKind> = [.multipleChoice]

  static let all: [MetricDefinition] = [
    .mean("brier", of: "brier", bounds: 0...2, tasks, .lowerIsBetter),
    .mean("log_loss", of: "log_loss", tasks, .lowerIsBetter),
    MetricDefinition("ece", tasks, .lowerIsBetter) { input in
      let error = ExpectedCalibrationError(input)
      return input.corpus(
        error, n: error.sampleCount, undefined: "no sample has probabilities",
        lacking: input.scored.count - error.sampleCount)
    },
  ]
}

/// One bar of a reliability diagram.
package struct ReliabilityBin: Sendable, Equatable, Codable {
  /// The least and the greatest probability in the bin.
  package var low: Double
  package var high: Double
  /// The mean probability of the choice taken.
  package var confidence: Double
  /// The share of right choices.
  package var accuracy: Double
  package var count: Int
}

/// The data of a reliability diagram.
package enum Reliability {
  /// How many bins of equal mass.
  package static let binCount = 15

  /// The bins of a suite's scored samples, by rising probability; empty bins are left out.
  package static func bins(
    _ definition: SuiteDefinition, _ scores: ScoreTable
  ) -> [ReliabilityBin] {
    ExpectedCalibrationError(MetricInput(definition, scores)).bins
  }
}

/// Σ over bins of (samples in it ÷ samples) · |accuracy − mean confidence| (Naeini 2015).
///
/// Bins hold equal numbers of samples by rank of their confidence (Nixon 2019); samples with
/// the same confidence share a bin, that of their middle rank, so order does not matter.
struct ExpectedCalibrationError: ResampledStatistic {
  let clusterCount: Int
  let bounds: ClosedRange<Double>? = 0...1
  let scratchCount = 3 * Reliability.binCount
  var smallestGroup: Int { clusterCount }

  /// By rising confidence.
  private let confidences: [Double]
  private let accuracies: [Double]
  private let clusters: [Int]

  /// How many samples have a confidence (`p_max`) and a verdict (`acc`).
  var sampleCount: Int { confidences.count }

  init(_ input: MetricInput) {
    let confidence = input.table.column("p_max") ?? ScoreColumn()
    let accuracy = input.table.column("acc") ?? ScoreColumn()
    var rows: [(place: Int, confidence: Double, accuracy: Double)] = []
    for (place, row) in input.scored.enumerated() {
      guard let confidence = confidence[row], let accuracy = accuracy[row] else { continue }
      rows.append((place, confidence, accuracy))
    }
    let clustering = input.clustering(ofPlaces: rows.map(\.place))
    let order = rows.indices.sorted { first, second in
      (rows[first].confidence, first) < (rows[second].confidence, second)
    }
    confidences = order.map { rows[$0].confidence }
    accuracies = order.map { rows[$0].accuracy }
    clusters = order.map { clustering.numbers[$0] }
    clusterCount = clustering.count
  }

  func value(weights: [Int], scratch: inout [Double]) -> Double? {
    let count = Reliability.binCount
    for index in 0..<scratchCount { scratch[index] = 0 }
    var total = 0.0
    for cluster in clusters { total += Double(weights[cluster]) }
    guard total > 0 else { return nil }
    forEachBin(weights, total) { range, bin in
      for index in range {
        let weight = Double(weights[clusters[index]])
        scratch[bin] += weight
        scratch[count + bin] += weight * confidences[index]
        scratch[2 * count + bin] += weight * accuracies[index]
      }
    }
    var error = 0.0
    for bin in 0..<count { error += abs(scratch[2 * count + bin] - scratch[count + bin]) }
    return error / total
  }

  /// With the bins of the corpus as it is, whose edges hardly move where there are many clusters.
  func grouped(_ groups: RandomGroups) -> any ResampledStatistic {
    let bins = Reliability.binCount
    let width = 1 + 2 * bins
    var sums = [Double](repeating: 0, count: groups.count * width)
    forEachBin([Int](repeating: 1, count: clusterCount), Double(clusters.count)) { range, bin in
      for index in range {
        let group = groups.numbers[clusters[index]] * width
        sums[group] += 1
        sums[group + 1 + 2 * bin] += confidences[index]
        sums[group + 2 + 2 * bin] += accuracies[index]
      }
    }
    return SumsStatistic(width: width, sums: sums, bounds: bounds) { sums in
      guard sums.count > 0 else { return nil }
      var error = 0.0
      for bin in 0..<bins { error += abs(sums[2 * bin + 1] - sums[2 * bin]) }
      return error / sums.count
    }
  }

  /// The bins of the corpus as it is.
  var bins: [ReliabilityBin] {
    let weights = [Int](repeating: 1, count: clusterCount)
    var members = [[Int]](repeating: [], count: Reliability.binCount)
    forEachBin(weights, Double(clusters.count)) { range, bin in members[bin] += range }
    return members.compactMap { indices in
      guard let first = indices.first, let last = indices.last else { return nil }
      let count = Double(indices.count)
      return ReliabilityBin(
        low: confidences[first], high: confidences[last],
        confidence: indices.reduce(0) { $0 + confidences[$1] } / count,
        accuracy: indices.reduce(0) { $0 + accuracies[$1] } / count, count: indices.count)
    }
  }

  /// Visits runs of equal confidence with the bin of their middle rank.
  private func forEachBin(_ weights: [Int], _ total: Double, _ visit: (Range<Int>, Int) -> Void) {
    var start = 0
    var before = 0.0
    while start < confidences.count {
      var end = start
      var mass = 0.0
      while end < confidences.count, confidences[end] == confidences[start] {
        mass += Double(weights[clusters[end]])
        end += 1
      }
      if mass > 0 {
        let rank = (before + mass / 2) / total
        visit(start..<end, min(Reliability.binCount - 1, Int(rank * Double(Reliability.binCount))))
      }
      before += mass
      start = end
    }
  }
}

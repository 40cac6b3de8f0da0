/// How often the answer is the positive class, and how far groups differ in that.
///
/// `acceptance_rate`: the share of answers equal to the suite's `positive`. `acceptance_gap`: for each
/// key that samples are sliced by, the greatest minus the smallest rate over its values
/// (demographic parity difference); the largest over the keys.
enum GroupGapMetrics {
  private static let tasks: Set<TaskKind> = [.multipleChoice, .generate]

  static let rate = MetricDefinition("acceptance_rate", tasks, .neutral) { input in
    guard input.definition.positive != nil else { return noPositive }
    let values = ClusteredValues(
      accepted(input).map { (value: $0.accepted, cluster: $0.cluster) })
    return MeasuredMetric(
      value: values.mean, evidence: .proportion(values), n: values.values.count,
      clusters: values.clusterCount, lacking: input.scored.count - values.values.count)
  }

  static let gap = MetricDefinition("acceptance_gap", tasks, .lowerIsBetter) { input in
    guard input.definition.positive != nil else { return noPositive }
    let rows = accepted(input)
    return input.corpus(
      GapStatistic(rows), n: rows.count,
      undefined: "no slice key has two values with scored samples",
      lacking: input.scored.count - rows.count)
  }

  /// Metrics that compare slices, so that they have no value within one.
  static let all = [rate, gap]

  private static let noPositive = MeasuredMetric.undefined("the suite names no positive class")

  typealias Accepted = (accepted: Double, slices: [String: String], cluster: String)

  private static func accepted(_ input: MetricInput) -> [Accepted] {
    let comparison = input.definition.compare
    let positive = TextNormalization.normalize(input.definition.positive ?? "", comparison)
    return input.scored.compactMap { entry in
      guard let prediction = entry.score.prediction else { return nil }
      let isAccepted = TextNormalization.areEqual(
        TextNormalization.normalize(prediction, comparison), positive)
      return (isAccepted ? 1 : 0, entry.sample.slices, entry.sample.cluster)
    }
  }
}

/// The largest difference of acceptance rates between the values of a slice key.
struct GapStatistic: ResampledStatistic {
  let clusterCount: Int
  let smallestGroup: Int
  let scratchCount: Int
  let bounds: ClosedRange<Double>? = 0...1
  private let accepted: [Double]
  private let clusters: [Int]
  /// For each key the groups' samples.
  private let keys: [[[Int]]]

  init(_ rows: [GroupGapMetrics.Accepted]) {
    let grouped = ClusteredValues(rows.map { (value: 0, cluster: $0.cluster) })
    var members: [String: [String: [Int]]] = [:]
    for (index, row) in rows.enumerated() {
      for (key, value) in row.slices {
        members[key, default: [:]][value, default: []].append(index)
      }
    }
    let ordered = members.sorted { $0.key < $1.key }.filter { $0.value.count > 1 }
    keys = ordered.map { key in key.value.sorted { $0.key < $1.key }.map(\.value) }
    accepted = rows.map(\.accepted)
    clusters = grouped.clusters
    clusterCount = grouped.clusterCount
    scratchCount = 0
    smallestGroup =
      keys.flatMap { $0 }.map { group in Set(group.map { grouped.clusters[$0] }).count }.min() ?? 0
  }

  func value(weights: [Int], scratch: inout [Double]) -> Double? {
    var largest: Double?
    for groups in keys {
      var least = Double.infinity
      var most = -Double.infinity
      for group in groups {
        var sum = 0.0
        var count = 0.0
        for index in group {
          let weight = Double(weights[clusters[index]])
          sum += weight * accepted[index]
          count += weight
        }
        guard count > 0 else { return nil }
        least = min(least, sum / count)
        most = max(most, sum / count)
      }
      largest = max(largest ?? 0, most - least)
    }
    return largest
  }
}

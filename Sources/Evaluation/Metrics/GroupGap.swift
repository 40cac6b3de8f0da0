/// How often the answer is the positive class, and how far groups differ in that.
///
/// `acceptance_rate`: the share of answers equal to the suite's `positive`. `acceptance_gap`: for each
/// key that samples are sliced by, the greatest minus the smallest rate over its values
/// (demographic parity difference); the largest over the keys.
enum GroupGapMetrics {
  private static let tasks: Set<TaskKind> = [.multipleChoice, .generate]

  static let rate = MetricDefinition("acceptance_rate", tasks, .neutral) { input in
    guard input.definition.positive != nil else { return noPositive }
    let accepted = Accepted(input)
    let values = ClusteredValues(accepted.flags, accepted.clustering)
    return MeasuredMetric(
      value: values.mean, evidence: .proportion(values), n: values.values.count,
      clusters: values.clusterCount, lacking: input.scored.count - values.values.count)
  }

  static let gap = MetricDefinition("acceptance_gap", tasks, .lowerIsBetter) { input in
    guard input.definition.positive != nil else { return noPositive }
    let accepted = Accepted(input)
    return input.corpus(
      GapStatistic(accepted, input), n: accepted.flags.count,
      undefined: "no slice key has two values with scored samples",
      lacking: input.scored.count - accepted.flags.count)
  }

  /// Metrics that compare slices, so that they have no value within one.
  static let all = [rate, gap]

  private static let noPositive = MeasuredMetric.undefined("the suite names no positive class")

  /// Which answers are the positive class.
  struct Accepted {
    /// Scored rows that have an answer, ascending.
    private(set) var rows: [Int] = []
    /// 1 for the positive class, else 0.
    private(set) var flags: [Double] = []
    let clustering: Clustering

    init(_ input: MetricInput) {
      let positive = input.definition.positive.map(input.table.key) ?? ""
      var known: [Int: Double] = [:]
      var places: [Int] = []
      for (place, row) in input.scored.enumerated() {
        guard let label = input.table.predictionLabel(row) else { continue }
        let flag =
          known[label]
          ?? (TextNormalization.areEqual(input.table.comparedAnswer(label), positive) ? 1 : 0)
        known[label] = flag
        rows.append(row)
        flags.append(flag)
        places.append(place)
      }
      clustering = input.clustering(ofPlaces: places)
    }
  }
}

/// The largest difference of acceptance rates between the values of a slice key.
struct GapStatistic: ResampledStatistic {
  let clusterCount: Int
  let smallestGroup: Int
  let scratchCount: Int
  let bounds: ClosedRange<Double>? = 0...1
  /// Samples of a cluster that a slice holds.
  private struct Share {
    var cluster: Int
    var accepted: Double
    var count: Double
  }

  /// For each key the shares of its values.
  private let keys: [[[Share]]]

  init(_ rows: GroupGapMetrics.Accepted, _ input: MetricInput) {
    var places = [Int](repeating: -1, count: input.table.count)
    for (place, row) in rows.rows.enumerated() { places[row] = place }
    let members = input.table.sliceKeys.map { key in
      Slicing.members(input.table, key, rows: rows.rows).sorted { $0.value < $1.value }
    }
    let slices = members.filter { $0.count > 1 }.map { $0.map { $0.rows.map { places[$0] } } }
    let clusters = rows.clustering.numbers
    keys = slices.map {
      $0.map {
        $0.map { Share(cluster: clusters[$0], accepted: rows.flags[$0], count: 1) }
      }
    }
    clusterCount = rows.clustering.count
    scratchCount = 0
    smallestGroup =
      slices.map { groups in
        var labels = [Int](repeating: 0, count: rows.flags.count)
        for (label, group) in groups.enumerated() {
          for place in group { labels[place] = label + 1 }
        }
        return rows.clustering.groupsHolding(labels, count: groups.count + 1).dropFirst().min() ?? 0
      }.min() ?? 0
  }

  private init(_ base: GapStatistic, _ groups: RandomGroups) {
    clusterCount = groups.count
    smallestGroup = base.smallestGroup
    scratchCount = 0
    keys = base.keys.map { values in
      values.map { shares in
        var sums: [Int: Share] = [:]
        for share in shares {
          let group = groups.numbers[share.cluster]
          var sum = sums[group] ?? Share(cluster: group, accepted: 0, count: 0)
          sum.accepted += share.accepted
          sum.count += share.count
          sums[group] = sum
        }
        return sums.values.sorted { $0.cluster < $1.cluster }
      }
    }
  }

  func grouped(_ groups: RandomGroups) -> any ResampledStatistic { GapStatistic(self, groups) }

  func value(weights: [Int], scratch: inout [Double]) -> Double? {
    var largest: Double?
    for groups in keys {
      var least = Double.infinity
      var most = -Double.infinity
      for group in groups {
        var sum = 0.0
        var count = 0.0
        for share in group {
          let weight = Double(weights[share.cluster])
          sum += weight * share.accepted
          count += weight * share.count
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

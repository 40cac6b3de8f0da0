/// The area under the ROC curve of the probabilities over the choices.
///
/// With `positive` named: of that choice's probability, samples whose right choice it is against the
/// others. Else, where all samples have the same choices: of the second of two, or the plain mean of
/// one choice against the rest (scikit-learn's `multi_class="ovr"`, `average="macro"`).
enum AUROCMetrics {
  static let all: [MetricDefinition] = [
    MetricDefinition("auroc", [.multipleChoice]) { input in
      let rows = input.scored
      guard let first = rows.first else { return .undefined("no sample was scored") }
      let choices = first.sample.choices
      guard rows.allSatisfy({ $0.sample.choices == choices }) else {
        return .undefined("the samples have different choices", n: rows.count)
      }
      let targets: [Int]
      if let positive = input.definition.positive {
        guard let index = choices.firstIndex(of: positive) else {
          return .undefined("no choice is the positive class \"\(positive)\"", n: rows.count)
        }
        targets = [index]
      } else {
        targets = choices.count == 2 ? [1] : Array(choices.indices)
      }
      let curves = targets.map { target in
        RankCurve(
          rows.compactMap { entry in
            entry.values[MultipleChoiceScorer.probabilityName(target)].map {
              (
                score: $0, isPositive: entry.sample.target == .choice(target),
                cluster: entry.sample.cluster
              )
            }
          })
      }
      return input.corpus(
        RankStatistic(curves), n: rows.count,
        undefined: "a class has no sample, or all samples are of it")
    }
  ]
}

/// Scores of positive and negative samples in rising order.
struct RankCurve: Sendable {
  let scores: [Double]
  let isPositive: [Bool]
  let clusters: [Int]
  let clusterCount: Int
  /// Clusters that hold a positive, or a negative sample, the fewer of both.
  let smallestGroup: Int

  init(_ rows: [(score: Double, isPositive: Bool, cluster: String)]) {
    let grouped = ClusteredValues(rows.map { (value: 0, cluster: $0.cluster) })
    let order = rows.indices.sorted { (rows[$0].score, $0) < (rows[$1].score, $1) }
    scores = order.map { rows[$0].score }
    isPositive = order.map { rows[$0].isPositive }
    clusters = order.map { grouped.clusters[$0] }
    clusterCount = grouped.clusterCount
    var groups: [Set<Int>] = [[], []]
    for (row, cluster) in zip(rows, grouped.clusters) {
      groups[row.isPositive ? 1 : 0].insert(cluster)
    }
    smallestGroup = min(groups[0].count, groups[1].count)
  }

  /// The chance that a positive scores above a negative, ties half (Mann & Whitney 1947).
  func area(_ weights: [Int]) -> Double? {
    var positives = 0.0
    var negatives = 0.0
    var wins = 0.0
    var start = 0
    while start < scores.count {
      var end = start
      var tiedPositives = 0.0
      var tiedNegatives = 0.0
      while end < scores.count, scores[end] == scores[start] {
        let weight = Double(weights[clusters[end]])
        if isPositive[end] { tiedPositives += weight } else { tiedNegatives += weight }
        end += 1
      }
      wins += tiedPositives * (negatives + tiedNegatives / 2)
      positives += tiedPositives
      negatives += tiedNegatives
      start = end
    }
    return positives > 0 && negatives > 0 ? wins / (positives * negatives) : nil
  }
}

/// The plain mean of areas under curves over the same samples.
struct RankStatistic: ResampledStatistic {
  private let curves: [RankCurve]
  let bounds: ClosedRange<Double>? = 0...1
  let scratchCount = 0

  init(_ curves: [RankCurve]) {
    self.curves = curves
  }

  var clusterCount: Int { curves.first?.clusterCount ?? 0 }
  var smallestGroup: Int { curves.map(\.smallestGroup).min() ?? 0 }

  func value(weights: [Int], scratch: inout [Double]) -> Double? {
    guard !curves.isEmpty else { return nil }
    var total = 0.0
    for curve in curves {
      guard let area = curve.area(weights) else { return nil }
      total += area
    }
    return total / Double(curves.count)
  }
}

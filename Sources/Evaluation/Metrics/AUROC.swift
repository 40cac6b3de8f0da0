/// The area under the ROC curve of the probabilities over the choices.
///
/// With `positive` named: of that choice's probability, samples whose right choice it is against the
/// others. Else, where all samples have the same choices: of the second of two, or the plain mean of
/// one choice against the rest (scikit-learn's `multi_class="ovr"`, `average="macro"`).
enum AUROCMetrics {
  static let all: [MetricDefinition] = [
    MetricDefinition("auroc", [.multipleChoice]) { input in
      guard let first = input.scored.first else { return .undefined("no sample was scored") }
      let choices = input.table.choiceLists
      let list = choices.list(first)
      guard input.scored.allSatisfy({ choices.list($0) == list }) else {
        return .undefined("the samples have different choices", n: input.scored.count)
      }
      let (count, positive) =
        list.map { (choices[list: $0].count, choices[list: $0].positive) }
        ?? (0, nil)
      let targets: [Int]
      if let name = input.definition.positive {
        guard let positive else {
          return .undefined(
            "no choice is the positive class \"\(name)\"", n: input.scored.count)
        }
        targets = [positive]
      } else {
        targets = count == 2 ? [1] : Array(0..<count)
      }
      let curves = targets.map { target in
        let probabilities = input.table.column(MultipleChoiceScorer.probabilityName(target))
        return RankCurve(
          input, score: { probabilities?[$0] }, isPositive: { choices.target($0) == target })
      }
      return input.corpus(
        RankStatistic(curves), n: input.scored.count,
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

  /// The scored rows that have a score.
  init(_ input: MetricInput, score: (Int) -> Double?, isPositive: (Int) -> Bool) {
    var rows: [(place: Int, score: Double, isPositive: Bool)] = []
    for (place, row) in input.scored.enumerated() {
      guard let score = score(row) else { continue }
      rows.append((place, score, isPositive(row)))
    }
    let clustering = input.clustering(ofPlaces: rows.map(\.place))
    let order = rows.indices.sorted { (rows[$0].score, $0) < (rows[$1].score, $1) }
    scores = order.map { rows[$0].score }
    self.isPositive = order.map { rows[$0].isPositive }
    clusters = order.map { clustering.numbers[$0] }
    clusterCount = clustering.count
    let held = clustering.groupsHolding(rows.map { $0.isPositive ? 1 : 0 }, count: 2)
    smallestGroup = min(held[0], held[1])
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

extension RankCurve {
  /// For each sample the share of the other class that it is on the right side of, ties half.
  var placements: [Double] {
    let positives = Double(isPositive.count { $0 })
    let negatives = Double(isPositive.count) - positives
    var placements = [Double](repeating: 0, count: scores.count)
    var below = (positives: 0.0, negatives: 0.0)
    var start = 0
    while start < scores.count {
      var end = start
      var tied = (positives: 0.0, negatives: 0.0)
      while end < scores.count, scores[end] == scores[start] {
        if isPositive[end] { tied.positives += 1 } else { tied.negatives += 1 }
        end += 1
      }
      for index in start..<end {
        placements[index] =
          isPositive[index]
          ? (below.negatives + tied.negatives / 2) / max(1, negatives)
          : (positives - below.positives - tied.positives / 2) / max(1, positives)
      }
      below.positives += tied.positives
      below.negatives += tied.negatives
      start = end
    }
    return placements
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

  /// Hájek's projection: the mean placement of positives among negatives and of negatives among
  /// positives, whose sum less the area is the area to the first order (DeLong, DeLong &
  /// Clarke-Pearson 1988).
  func grouped(_ groups: RandomGroups) -> any ResampledStatistic {
    let width = 1 + 4 * curves.count
    var sums = [Double](repeating: 0, count: groups.count * width)
    var areas: [Double] = []
    for (number, curve) in curves.enumerated() {
      let weights = [Int](repeating: 1, count: curve.clusterCount)
      // Without an area the figure is undefined, and nobody draws from it.
      areas.append(curve.area(weights) ?? 0)
      for (index, placement) in curve.placements.enumerated() {
        let group = groups.numbers[curve.clusters[index]] * width
        let column = group + 1 + 4 * number + (curve.isPositive[index] ? 0 : 2)
        sums[column] += placement
        sums[column + 1] += 1
      }
    }
    return SumsStatistic(width: width, sums: sums, bounds: bounds) { [areas] sums in
      var total = 0.0
      for (number, area) in areas.enumerated() {
        let positives = sums[4 * number + 1]
        let negatives = sums[4 * number + 3]
        guard positives > 0, negatives > 0 else { return nil }
        total += sums[4 * number] / positives + sums[4 * number + 2] / negatives - area
      }
      return min(max(total / Double(areas.count), 0), 1)
    }
  }

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

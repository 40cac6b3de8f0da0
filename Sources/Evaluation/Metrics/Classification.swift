/// Precision, recall, F1, MCC, Cohen's kappa and balanced accuracy of answers as classes.
///
/// Definitions follow scikit-learn with `zero_division=0` inside averages: a class that was never
/// answered has precision 0. Macro: the plain mean over classes; weighted: by gold count; micro: over
/// the pooled counts. Where scikit-learn's binary figure or MCC would be 0 ÷ 0, it is undefined here.
enum ClassificationMetrics {
  private static let tasks: Set<TaskKind> = [.multipleChoice, .generate]

  static let all: [MetricDefinition] = [
    ("precision", .binary(.precision)), ("recall", .binary(.recall)), ("f1", .binary(.f1)),
    ("precision_macro", .macro(.precision)), ("recall_macro", .macro(.recall)),
    ("f1_macro", .macro(.f1)), ("precision_micro", .micro(.precision)),
    ("recall_micro", .micro(.recall)), ("f1_micro", .micro(.f1)),
    ("precision_weighted", .weighted(.precision)), ("recall_weighted", .weighted(.recall)),
    ("f1_weighted", .weighted(.f1)), ("mcc", .matthews), ("cohen_kappa", .kappa),
    ("balanced_accuracy", .balancedAccuracy),
  ].map { name, figure in
    MetricDefinition(name, tasks) { measure(figure, $0) }
  }

  private static func measure(
    _ figure: ConfusionStatistic.Figure, _ input: MetricInput
  ) -> MeasuredMetric {
    let data = LabelledPredictions(input)
    if case .binary = figure, data.positive == nil {
      return .undefined(
        input.definition.positive.map { "no target or answer is the positive class \"\($0)\"" }
          ?? "the suite names no positive class", lacking: data.lacking)
    }
    guard !data.gold.isEmpty else {
      return .undefined(
        input.scored.isEmpty ? "no sample was scored" : "no sample has a target and an answer",
        lacking: data.lacking)
    }
    return input.corpus(
      ConfusionStatistic(data, figure), n: data.gold.count,
      undefined: "the targets or the answers are all of one class", lacking: data.lacking)
  }
}

/// A figure of a confusion matrix.
struct ConfusionStatistic: ResampledStatistic {
  enum Measure: Sendable { case precision, recall, f1 }
  enum Figure: Sendable {
    case binary(Measure)
    case macro(Measure)
    case micro(Measure)
    case weighted(Measure)
    case matthews, kappa, balancedAccuracy
  }

  let clusterCount: Int
  let smallestGroup: Int
  let scratchCount: Int
  private let figure: Figure
  private let classes: Int
  private let positive: Int
  /// A cell, gold × (classes + 1) + answered, of each sample, or of each group's equal samples.
  private let cells: [Int]
  private let clusters: [Int]
  /// How many samples of the cluster are in the cell.
  private let counts: [Double]

  var bounds: ClosedRange<Double>? {
    switch figure {
    case .matthews, .kappa: -1...1
    default: 0...1
    }
  }

  init(_ data: LabelledPredictions, _ figure: Figure) {
    self.figure = figure
    classes = data.labels.count
    positive = data.positive ?? 0
    let width = classes + 1
    cells = zip(data.gold, data.predicted).map { $0 * width + $1 }
    clusters = data.clustering.numbers
    counts = [Double](repeating: 1, count: cells.count)
    clusterCount = data.clustering.count
    scratchCount = classes * width + 3 * width
    let held = data.clustering.groupsHolding(data.gold, count: classes)
    smallestGroup = held.filter { $0 > 0 }.min() ?? 0
  }

  /// The figure of groups, with equal samples of a group counted together.
  private init(_ base: ConfusionStatistic, _ groups: RandomGroups) {
    figure = base.figure
    classes = base.classes
    positive = base.positive
    smallestGroup = base.smallestGroup
    scratchCount = base.scratchCount
    clusterCount = groups.count
    let cellCount = base.classes * (base.classes + 1)
    var places = base.cells.indices.map { index in
      groups.numbers[base.clusters[index]] * cellCount + base.cells[index]
    }
    places.sort()
    var cells: [Int] = []
    var clusters: [Int] = []
    var counts: [Double] = []
    for (index, place) in places.enumerated() {
      if index > 0, places[index - 1] == place {
        counts[counts.count - 1] += 1
      } else {
        cells.append(place % cellCount)
        clusters.append(place / cellCount)
        counts.append(1)
      }
    }
    self.cells = cells
    self.clusters = clusters
    self.counts = counts
  }

  func grouped(_ groups: RandomGroups) -> any ResampledStatistic {
    ConfusionStatistic(self, groups)
  }

  func value(weights: [Int], scratch: inout [Double]) -> Double? {
    let width = classes + 1
    for index in 0..<scratchCount { scratch[index] = 0 }
    for index in 0..<cells.count {
      scratch[cells[index]] += Double(weights[clusters[index]]) * counts[index]
    }
    let marginals = classes * width
    // Behind the matrix: hits, gold counts, answer counts.
    var total = 0.0
    for gold in 0..<classes {
      for answered in 0..<width {
        let count = scratch[gold * width + answered]
        if gold == answered { scratch[marginals + gold] = count }
        scratch[marginals + width + gold] += count
        scratch[marginals + 2 * width + answered] += count
        total += count
      }
    }
    guard total > 0 else { return nil }
    let sums = Sums(
      hits: scratch[marginals..<(marginals + classes)],
      gold: scratch[(marginals + width)..<(marginals + width + classes)],
      answered: scratch[(marginals + 2 * width)..<(marginals + 2 * width + classes)],
      total: total)
    return evaluate(sums)
  }

  /// Views of the marginal sums; slices share the scratch's storage.
  private struct Sums {
    var hits: ArraySlice<Double>
    var gold: ArraySlice<Double>
    var answered: ArraySlice<Double>
    var total: Double

    func hit(_ index: Int) -> Double { hits[hits.startIndex + index] }
    func gold(_ index: Int) -> Double { gold[gold.startIndex + index] }
    func answered(_ index: Int) -> Double { answered[answered.startIndex + index] }
  }

  private func evaluate(_ sums: Sums) -> Double? {
    switch figure {
    case .binary(let measure):
      return ratio(measure, sums.hit(positive), sums.gold(positive), sums.answered(positive))
    case .micro(let measure):
      return ratio(
        measure, sums.hits.reduce(0, +), sums.total, sums.answered.reduce(0, +))
    case .macro(let measure): return average(measure, sums, isWeighted: false)
    case .weighted(let measure): return average(measure, sums, isWeighted: true)
    case .matthews: return matthews(sums)
    case .kappa: return kappa(sums)
    case .balancedAccuracy: return balancedAccuracy(sums)
    }
  }

  private func ratio(
    _ measure: Measure, _ hits: Double, _ gold: Double, _ answered: Double
  ) -> Double? {
    switch measure {
    case .precision: answered > 0 ? hits / answered : nil
    case .recall: gold > 0 ? hits / gold : nil
    case .f1: gold + answered > 0 ? 2 * hits / (gold + answered) : nil
    }
  }

  private func average(_ measure: Measure, _ sums: Sums, isWeighted: Bool) -> Double? {
    var value = 0.0
    var weight = 0.0
    for index in 0..<classes {
      let gold = sums.gold(index)
      let answered = sums.answered(index)
      // A class that occurs on neither side is no class of this draw.
      guard gold + answered > 0 else { continue }
      let share = isWeighted ? gold : 1
      value += share * (ratio(measure, sums.hit(index), gold, answered) ?? 0)
      weight += share
    }
    return weight > 0 ? value / weight : nil
  }

  /// Gorodkin's R_K (2004), which is MCC for two classes.
  private func matthews(_ sums: Sums) -> Double? {
    let hits = sums.hits.reduce(0, +)
    let n = sums.total
    var product = 0.0
    var gold = 0.0
    var answered = 0.0
    for index in 0..<classes {
      product += sums.gold(index) * sums.answered(index)
      gold += sums.gold(index) * sums.gold(index)
      answered += sums.answered(index) * sums.answered(index)
    }
    let others = n - sums.answered.reduce(0, +)
    answered += others * others
    let spread = (n * n - gold) * (n * n - answered)
    return spread > 0 ? (hits * n - product) / spread.squareRoot() : nil
  }

  /// Cohen 1960: agreement beyond chance.
  private func kappa(_ sums: Sums) -> Double? {
    let n = sums.total
    var chance = 0.0
    for index in 0..<classes { chance += sums.gold(index) * sums.answered(index) }
    chance /= n * n
    return chance < 1 ? (sums.hits.reduce(0, +) / n - chance) / (1 - chance) : nil
  }

  private func balancedAccuracy(_ sums: Sums) -> Double? {
    var value = 0.0
    var count = 0.0
    for index in 0..<classes where sums.gold(index) > 0 {
      value += sums.hit(index) / sums.gold(index)
      count += 1
    }
    return count > 0 ? value / count : nil
  }
}

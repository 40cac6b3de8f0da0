/// How often each class was answered as which.
package struct ConfusionMatrix: Sendable, Equatable {
  /// The classes: rows and columns, in the order of their names.
  package var labels: [String]
  /// `counts[gold][answered]`.
  package var counts: [[Int]]
  /// Answers that are none of the classes, by gold class; wrong, but of no class of their own.
  package var other: [Int]

  package init(labels: [String], counts: [[Int]], other: [Int]) {
    self.labels = labels
    self.counts = counts
    self.other = other
  }

  /// The matrix of a suite's scored samples.
  ///
  /// - Parameters:
  ///   - definition: The suite.
  ///   - results: Its samples.
  /// - Returns: `nil` where no scored sample has a target and a prediction.
  package static func make(
    _ definition: SuiteDefinition, _ results: [SampleResult]
  ) -> ConfusionMatrix? {
    let data = LabelledPredictions(MetricInput(definition, results))
    guard !data.gold.isEmpty else { return nil }
    let size = data.labels.count
    var matrix = ConfusionMatrix(
      labels: data.labels, counts: Array(repeating: Array(repeating: 0, count: size), count: size),
      other: Array(repeating: 0, count: size))
    for (gold, answered) in zip(data.gold, data.predicted) {
      if answered < size {
        matrix.counts[gold][answered] += 1
      } else {
        matrix.other[gold] += 1
      }
    }
    return matrix
  }
}

/// Gold classes and answers as numbers.
struct LabelledPredictions: Sendable {
  /// The classes, sorted by their UTF-8.
  let labels: [String]
  /// The class of each labelled sample.
  let gold: [Int]
  /// The class answered; `labels.count` for an answer that is none of them.
  let predicted: [Int]
  let clusters: [String]
  /// Scored samples without target or prediction.
  let lacking: Int
  let positive: Int?

  /// The classes are the targets that occur and, where the choices are given, the choices answered.
  ///
  /// A generated answer that is no target is wrong, but makes no class of its own. Labels are
  /// compared as the suite compares answers.
  init(_ input: MetricInput) {
    let comparison = input.definition.compare
    func key(_ text: String) -> String { TextNormalization.normalize(text, comparison) }
    var rows: [(gold: String, predicted: String, cluster: String)] = []
    for entry in input.scored {
      guard let target = entry.score.target, let prediction = entry.score.prediction else {
        continue
      }
      let isRight = entry.values["exact_match"] == 1
      rows.append((key(target), isRight ? key(target) : key(prediction), entry.sample.cluster))
    }
    var classes = Set(rows.map(\.gold))
    if input.definition.task == .multipleChoice { classes.formUnion(rows.map(\.predicted)) }
    let labels = classes.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    var numbers: [String: Int] = [:]
    for (number, label) in labels.enumerated() { numbers[label] = number }
    self.labels = labels
    gold = rows.compactMap { numbers[$0.gold] }
    predicted = rows.map { numbers[$0.predicted] ?? labels.count }
    clusters = rows.map(\.cluster)
    lacking = input.scored.count - rows.count
    positive = input.definition.positive.flatMap { numbers[key($0)] }
  }
}

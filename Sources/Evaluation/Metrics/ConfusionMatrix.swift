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

  /// The matrix of a suite's scored samples, as the first of its pipelines reads them.
  ///
  /// - Parameters:
  ///   - definition: The suite.
  ///   - scores: Its scores.
  /// - Returns: `nil` where no scored sample has a target and a prediction.
  package static func make(
    _ definition: SuiteDefinition, _ scores: ScoreTable
  ) -> ConfusionMatrix? {
    let first = definition.pipelines.count > 1 ? definition.pipelines[0].name : nil
    let data = LabelledPredictions(MetricInput(definition, scores).reading(first))
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
  let clustering: Clustering
  /// Scored samples without target or prediction.
  let lacking: Int
  let positive: Int?

  /// The classes are the targets that occur and, where the choices are given, the choices answered.
  ///
  /// A generated answer that is no target is wrong, but makes no class of its own. Labels are
  /// compared as the suite compares answers.
  init(_ input: MetricInput) {
    let rows = LabelledPredictions.rows(input)
    var answers: [Int: String] = [:]
    for label in Set(rows.lazy.flatMap { [$0.gold, $0.predicted] }) {
      answers[label] = input.table.comparedAnswer(label)
    }
    var classes = Set(Set(rows.lazy.map(\.gold)).compactMap { answers[$0] })
    if input.definition.task == .multipleChoice {
      classes.formUnion(Set(rows.lazy.map(\.predicted)).compactMap { answers[$0] })
    }
    let labels = classes.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    var places: [String: Int] = [:]
    for (place, label) in labels.enumerated() { places[label] = place }
    let numbers = answers.mapValues { places[$0] ?? labels.count }
    self.labels = labels
    gold = rows.map { numbers[$0.gold] ?? labels.count }
    predicted = rows.map { numbers[$0.predicted] ?? labels.count }
    clustering = input.clustering(ofPlaces: rows.map(\.place))
    lacking = input.scored.count - rows.count
    positive = input.definition.positive.flatMap { places[input.table.key($0)] }
  }

  /// Labels of the scored rows that have a target and a prediction; a right answer has its target's.
  private static func rows(
    _ input: MetricInput
  ) -> [(place: Int, gold: Int, predicted: Int)] {
    let isExact = input.column("exact_match")
    let predictions = input.predictionLabels
    return input.scored.enumerated().compactMap { place, row in
      guard let gold = input.table.targetLabel(row),
        let predicted = predictions[row]
      else { return nil }
      return (place, gold, isExact?[row] == 1 ? gold : predicted)
    }
  }
}

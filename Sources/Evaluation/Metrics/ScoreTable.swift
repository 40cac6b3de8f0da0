/// The scores of a suite's samples in columns: what metrics, gate and counts read, some tens of
/// bytes a sample.
///
/// Prompts, answers and explanations are not in it; long predictions and targets are shortened to
/// forms that are equal where they are (`String.bounded`).
package struct ScoreTable: Sendable, Equatable {
  /// How a sample ended.
  package enum State: UInt8, Sendable {
    /// Scored, with every number finite.
    case scored
    /// Scored, with a number that is not finite: measured, but of no use.
    case notFinite
    case unscored
    case failed
  }

  /// What two answers are compared by.
  private let comparison: AnswerComparison
  private let positive: String?
  /// Ids and clusters.
  private var names = TextPool()
  private var ids: [UInt32] = []
  private var clusters: [UInt32] = []
  /// Two bits of state, three of outcome, one of truncation.
  private var marks: [UInt8] = []
  /// Targets, predictions, reasons and values of slices.
  private var labels = TextPool()
  private var targets = LabelColumn()
  private var predictions = LabelColumn()
  /// Predictions of further pipelines.
  private var otherPredictions: [(pipeline: String, labels: LabelColumn)] = []
  /// By the number of a shortened text: the whole text as the suite compares answers.
  private var longKeys: [Int: Int] = [:]
  private var reasons = LabelColumn()
  private var slices: [(key: String, values: LabelColumn)] = []
  private var choices = ChoiceColumn()
  private var values: [(name: String, column: ScoreColumn)] = []
  private var places: [String: Int] = [:]

  /// A table without rows.
  ///
  /// - Parameter definition: what its rows are samples of.
  package init(_ definition: SuiteDefinition) {
    comparison = AnswerComparison(checked: definition.compare)
    positive = definition.positive
  }

  /// A table of these samples.
  package init(_ definition: SuiteDefinition, _ results: some Sequence<SampleResult>) {
    self.init(definition)
    for result in results { append(result) }
  }

  private var isNormalizing: Bool { comparison.comparison != Comparison() }

  /// How many rows there are.
  package var count: Int { marks.count }
  package var isEmpty: Bool { marks.isEmpty }

  package static func == (left: ScoreTable, right: ScoreTable) -> Bool {
    left.names == right.names && left.ids == right.ids && left.clusters == right.clusters
      && left.marks == right.marks && left.labels == right.labels && left.targets == right.targets
      && left.predictions == right.predictions
      && left.otherPredictions.elementsEqual(right.otherPredictions, by: ==)
      && left.longKeys == right.longKeys
      && left.reasons == right.reasons && left.choices == right.choices
      && left.sliceKeys == right.sliceKeys
      && left.sliceKeys.allSatisfy { left.sliceValues($0) == right.sliceValues($0) }
      && left.valueNames == right.valueNames
      && left.valueNames.allSatisfy { left.column($0) == right.column($0) }
  }
}

// MARK: Writing

extension ScoreTable {
  /// Makes room for rows that are to come.
  mutating func reserve(_ count: Int) {
    ids.reserveCapacity(count)
    clusters.reserveCapacity(count)
    marks.reserveCapacity(count)
  }

  /// Adds a row.
  package mutating func append(_ result: SampleResult) {
    let row = count
    let sample = result.sample
    ids.append(UInt32(names.number(of: sample.id)))
    clusters.append(UInt32(names.number(of: sample.cluster)))
    for (key, value) in sample.slices { set(value, ofSlice: key, at: row) }
    if !sample.choices.isEmpty {
      choices.set(sample.choices, target: sample.target, positive: positive, at: row)
    }
    append(result.score, at: row)
    marks.append(
      append(result.score.status, at: row).rawValue | ScoreTable.mark(result.score.outcome) << 2
        | (result.isTruncated ? 1 << 5 : 0))
  }

  private mutating func set(_ value: String, ofSlice key: String, at row: Int) {
    let number = labels.number(of: value)
    if let place = slices.firstIndex(where: { $0.key == key }) {
      slices[place].values.set(number, at: row)
    } else {
      var values = LabelColumn()
      values.set(number, at: row)
      slices.append((key, values))
    }
  }

  private mutating func append(_ score: Score, at row: Int) {
    if let target = score.target { targets.set(answer(target), at: row) }
    if let prediction = score.prediction { predictions.set(answer(prediction), at: row) }
    for (pipeline, prediction) in score.predictions.sorted(by: { $0.key < $1.key }) {
      let number = answer(prediction)
      if let place = otherPredictions.firstIndex(where: { $0.pipeline == pipeline }) {
        otherPredictions[place].labels.set(number, at: row)
      } else {
        var labels = LabelColumn()
        labels.set(number, at: row)
        otherPredictions.append((pipeline, labels))
      }
    }
  }

  /// The number of a target or prediction.
  private mutating func answer(_ text: String) -> Int {
    let number = labels.number(of: text.bounded)
    // A shortened text can no longer be compared as the suite compares whole ones.
    if text.isLong, isNormalizing, longKeys[number] == nil {
      longKeys[number] = labels.number(of: key(text))
    }
    return number
  }

  private mutating func append(_ status: Score.Status, at row: Int) -> State {
    switch status {
    case .scored(let numbers):
      guard numbers.values.allSatisfy(\.isFinite) else { return .notFinite }
      for (name, number) in numbers {
        let place = places[name] ?? addColumn(name)
        values[place].column.set(number, at: row)
      }
      return .scored
    case .unscored(let reason):
      reasons.set(labels.number(of: reason), at: row)
      return .unscored
    case .failed(let reason):
      reasons.set(labels.number(of: reason), at: row)
      return .failed
    }
  }

  private mutating func addColumn(_ name: String) -> Int {
    values.append((name, ScoreColumn()))
    places[name] = values.count - 1
    return values.count - 1
  }

  private static func mark(_ outcome: ProbeOutcome?) -> UInt8 {
    switch outcome {
    case nil: 0
    case .resisted: 1
    case .breached: 2
    case .unscored: 3
    case .error: 4
    }
  }
}

// MARK: Reading

extension ScoreTable {
  /// The sample's id.
  package func id(_ row: Int) -> String { names[Int(ids[row])] }

  /// The number of the sample's cluster; clusters of the same name have the same number.
  func cluster(_ row: Int) -> Int { Int(clusters[row]) }

  /// How the sample ended.
  package func state(_ row: Int) -> State { State(rawValue: marks[row] & 3) ?? .failed }

  /// How a probe's sample ended.
  package func outcome(_ row: Int) -> ProbeOutcome? {
    switch marks[row] >> 2 & 7 {
    case 1: .resisted
    case 2: .breached
    case 3: .unscored
    case 4: .error
    default: nil
    }
  }

  /// Whether the model saw only the end of a prompt.
  package func isTruncated(_ row: Int) -> Bool { marks[row] & 1 << 5 != 0 }

  /// What the model answered; a long text is shortened.
  package func prediction(_ row: Int) -> String? { predictions[row].map { labels[$0] } }

  /// What was wanted; a long text is shortened.
  package func target(_ row: Int) -> String? { targets[row].map { labels[$0] } }

  /// Why the sample has no score.
  package func reason(_ row: Int) -> String? { reasons[row].map { labels[$0] } }

  /// A named value.
  package func value(_ name: String, _ row: Int) -> Double? { column(name)?[row] }

  /// The names of all values, sorted.
  package var valueNames: [String] { places.keys.sorted() }

  /// The values of a name; only scored rows have any.
  package func column(_ name: String) -> ScoreColumn? { places[name].map { values[$0].column } }

  /// How many different ids there are.
  var distinctIDs: Int {
    var seen = [Bool](repeating: false, count: names.count)
    var count = 0
    for id in ids where !seen[Int(id)] {
      seen[Int(id)] = true
      count += 1
    }
    return count
  }

  /// The independent groups of some rows.
  func clustering(of rows: [Int]) -> Clustering {
    Clustering(keys: rows.map { Int(clusters[$0]) }, below: names.count)
  }

  /// How many different clusters these rows have.
  func clusterCount(of rows: some Sequence<Int>) -> Int {
    var seen = [Bool](repeating: false, count: names.count)
    var count = 0
    for row in rows where !seen[Int(clusters[row])] {
      seen[Int(clusters[row])] = true
      count += 1
    }
    return count
  }

  /// The keys that samples are sliced by, sorted.
  var sliceKeys: [String] { slices.map(\.key).sorted() }

  /// The numbers of the values of a slice key.
  func sliceValues(_ key: String) -> LabelColumn {
    slices.first { $0.key == key }?.values ?? LabelColumn()
  }

  /// The text of a number in a column of labels.
  package func label(_ number: Int) -> String { labels[number] }

  /// The number that a text has among labels; `nil` where no row has it.
  func labelNumber(_ text: String) -> Int? { labels.known(text) }

  /// The number of a row's prediction.
  package func predictionLabel(_ row: Int) -> Int? { predictions[row] }

  /// The numbers of the predictions of a pipeline; of the first where none of this name is another.
  func predictionLabels(_ pipeline: String?) -> LabelColumn {
    otherPredictions.first { $0.pipeline == pipeline }?.labels ?? predictions
  }

  /// The number of a row's target.
  package func targetLabel(_ row: Int) -> Int? { targets[row] }

  /// A target or prediction as the suite compares it, by its number.
  func comparedAnswer(_ number: Int) -> String {
    guard isNormalizing else { return labels[number] }
    return longKeys[number].map { labels[$0] } ?? key(labels[number])
  }

  /// A text as the suite compares it, in the form that the table keeps.
  func key(_ text: String) -> String {
    ((try? comparison.normalize(text)) ?? text).bounded
  }

  /// The choices of a row: which list, and which of them is right or positive.
  var choiceLists: ChoiceColumn { choices }
}

/// What a metric is computed from: the rows of a suite's table that a slice holds.
struct MetricInput: Sendable {
  let definition: SuiteDefinition
  let table: ScoreTable
  /// Whose answers are read, where the suite has several pipelines.
  private(set) var pipeline: String?
  /// Rows of all samples of the slice, scored or not, ascending.
  let rows: [Int]
  /// Rows that were scored, all their values finite, ascending.
  let scored: [Int]
  /// The independent groups of the scored rows.
  let clustering: Clustering
  /// Samples that could not be judged.
  let unscored: Int

  /// - Parameters:
  ///   - definition: The suite.
  ///   - table: Its scores.
  ///   - rows: Those to read; all where none are named.
  init(_ definition: SuiteDefinition, _ table: ScoreTable, rows: [Int]? = nil) {
    self.definition = definition
    self.table = table
    self.rows = rows ?? Array(0..<table.count)
    scored = self.rows.filter { table.state($0) == .scored }
    unscored = self.rows.count { table.state($0) == .unscored }
    clustering = table.clustering(of: scored)
  }

  /// Samples that could not be measured, those with a number that is not finite among them.
  var errors: Int { rows.count - scored.count - unscored }

  /// The same, of the answers of one of several pipelines.
  func reading(_ pipeline: String?) -> MetricInput {
    var input = self
    input.pipeline = pipeline
    return input
  }

  /// The values of a name, of the pipeline that is read.
  func column(_ name: String) -> ScoreColumn? {
    table.column(pipeline.map { "\(name)@\($0)" } ?? name)
  }

  /// The number of a row's prediction, of the pipeline that is read.
  var predictionLabels: LabelColumn { table.predictionLabels(pipeline) }

  /// A named value of each scored sample that has it.
  func values(_ name: String) -> ClusteredValues {
    guard let column = column(name) else { return ClusteredValues([], Clustering()) }
    return values { column[$0] }
  }

  /// A number of each scored row that has one.
  func values(_ number: (Int) -> Double?) -> ClusteredValues {
    var numbers: [Double] = []
    numbers.reserveCapacity(scored.count)
    var places: [Int] = []
    for (place, row) in scored.enumerated() {
      guard let number = number(row) else { continue }
      numbers.append(number)
      places.append(place)
    }
    return ClusteredValues(numbers, clustering(ofPlaces: places))
  }

  /// The groups of some of the scored rows, named by their places among them.
  func clustering(ofPlaces places: [Int]) -> Clustering {
    places.count == scored.count ? clustering : table.clustering(of: places.map { scored[$0] })
  }

  /// A mean of a named value, with the evidence that `evidence` makes of it.
  func mean(
    of name: String, _ evidence: (ClusteredValues) -> Evidence
  ) -> MeasuredMetric {
    let values = values(name)
    guard let mean = values.mean else {
      return .undefined(
        scored.isEmpty ? "no sample was scored" : "no sample has the value \(name)",
        lacking: scored.count)
    }
    return MeasuredMetric(
      value: mean, evidence: evidence(values), n: values.values.count,
      clusters: values.clusterCount, lacking: scored.count - values.values.count)
  }

  /// A figure of the corpus that is a function of sums of named values.
  ///
  /// - Parameters:
  ///   - names: The values whose sums the figure reads, in this order; samples that lack one count as
  ///     lacking.
  ///   - bounds: What the figure can be, where that is known.
  ///   - reason: Why there is none where `figure` gives `nil`.
  ///   - figure: The figure of the sums.
  /// - Returns: The figure with the evidence to bound it.
  func sums(
    of names: [String], bounds: ClosedRange<Double>? = nil, undefined reason: String,
    figure: @escaping @Sendable (SumsStatistic.Sums) -> Double?
  ) -> MeasuredMetric {
    let columns = names.map { column($0) ?? ScoreColumn() }
    let places = scored.indices.filter { place in
      columns.allSatisfy { $0[scored[place]] != nil }
    }
    let statistic = SumsStatistic(
      columns: columns.map { column in places.map { column[scored[$0]] ?? 0 } },
      clustering(ofPlaces: places), bounds: bounds, figure: figure)
    return corpus(
      statistic, n: places.count, undefined: reason, lacking: scored.count - places.count)
  }

  /// A figure of the corpus.
  func corpus(
    _ statistic: some ResampledStatistic, n: Int, undefined reason: String, lacking: Int = 0
  ) -> MeasuredMetric {
    MeasuredMetric(
      value: statistic.observed, undefined: n == 0 ? "no sample was scored" : reason,
      evidence: .resampled(statistic), n: n, clusters: statistic.clusterCount, lacking: lacking)
  }
}

/// A metric as measured, with the evidence to bound it.
package struct MeasuredMetric: Sendable {
  /// `nil` where it is undefined; `undefined` says why.
  package var value: Double?
  package var undefined: String?
  package var evidence: Evidence
  /// Samples that the value rests on.
  package var n: Int
  /// Independent groups among them.
  package var clusters: Int
  /// Samples that were scored but lack what this metric reads; they count as errors.
  package var lacking: Int

  package init(
    value: Double?, undefined: String? = nil, evidence: Evidence, n: Int, clusters: Int,
    lacking: Int = 0
  ) {
    let isFinite = value?.isFinite ?? false
    self.value = isFinite ? value : nil
    self.undefined =
      isFinite ? nil : undefined ?? (value == nil ? "no sample was scored" : "not a finite number")
    self.evidence = isFinite ? evidence : .none
    self.n = n
    self.clusters = clusters
    self.lacking = lacking
  }

  /// What cannot be measured, and why.
  static func undefined(_ reason: String, n: Int = 0, clusters: Int = 0, lacking: Int = 0)
    -> MeasuredMetric
  {
    MeasuredMetric(
      value: nil, undefined: reason, evidence: .none, n: n, clusters: clusters, lacking: lacking)
  }
}

/// What a metric is computed from.
struct MetricInput: Sendable {
  /// A sample that was scored, all its values finite.
  struct Scored: Sendable {
    var sample: Sample
    var score: Score
    var values: [String: Double]
  }

  let definition: SuiteDefinition
  /// All results, scored or not.
  let results: [SampleResult]
  let scored: [Scored]

  init(_ definition: SuiteDefinition, _ results: [SampleResult]) {
    self.definition = definition
    self.results = results
    scored = results.compactMap { result in
      guard case .scored(let values) = result.score.status,
        values.values.allSatisfy(\.isFinite)
      else { return nil }
      return Scored(sample: result.sample, score: result.score, values: values)
    }
  }

  /// Samples that could not be judged.
  var unscored: Int {
    results.reduce(0) { total, result in
      if case .unscored = result.score.status { return total + 1 }
      return total
    }
  }

  /// Samples that could not be measured, those with a number that is not finite among them.
  var errors: Int { results.count - scored.count - unscored }

  /// A named value of each scored sample that has it.
  func values(_ name: String) -> ClusteredValues {
    ClusteredValues(
      scored.compactMap { entry in
        entry.values[name].map { (value: $0, cluster: entry.sample.cluster) }
      })
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
    let rows = scored.compactMap { entry -> (columns: [Double], cluster: String)? in
      let columns = names.compactMap { entry.values[$0] }
      return columns.count == names.count ? (columns, entry.sample.cluster) : nil
    }
    return corpus(
      SumsStatistic(rows, bounds: bounds, figure: figure), n: rows.count, undefined: reason,
      lacking: scored.count - rows.count)
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

/// One metric over the suites of a group.
struct GroupFigure: Sendable {
  let group: SuiteGroup
  let metric: String
  /// What ran.
  let suites: [SuiteResult]

  var id: String { "\(group.name).\(metric)" }

  /// The suites of the group that ran, in its order.
  var members: [SuiteResult] {
    group.suites.compactMap { id in suites.first { $0.definition.id == id } }
  }

  /// The suites of the group that did not run.
  var missing: [String] {
    group.suites.filter { id in !suites.contains { $0.definition.id == id } }
  }

  /// How the samples of all its suites ended.
  var tally: SuiteTally {
    var total = SuiteTally.empty
    for suite in members {
      total = total + SuiteTally(suite)
      total.failed +=
        MetricCatalog.measurement(metric, suite.definition, suite.scores)?.lacking ?? 0
    }
    return total
  }

  /// The figure with its evidence: a weighted mean of the suites' own figures.
  var measured: MeasuredMetric {
    guard missing.isEmpty else {
      return .undefined("these suites did not run: \(missing.joined(separator: ", "))")
    }
    var parts: [CombinedEvidence.Part] = []
    for suite in members {
      guard
        let measured = MetricCatalog.measurement(metric, suite.definition, suite.scores)
      else { return .undefined("the suite \(suite.definition.id) has no metric \(metric)") }
      guard measured.value != nil else {
        return .undefined(
          "\(suite.definition.id).\(metric) is undefined: \(measured.undefined ?? "no value")")
      }
      parts.append(
        CombinedEvidence.Part(measured: measured, imputed: imputed(suite, measured.lacking)))
    }
    let combined = CombinedEvidence(parts: parts, weight: group.weight)
    let value = CombinedEvidence(
      parts: parts.map { CombinedEvidence.Part(measured: $0.measured) }, weight: group.weight
    ).value
    return MeasuredMetric(
      value: value, evidence: .combined(combined), n: parts.reduce(0) { $0 + $1.measured.n },
      clusters: parts.reduce(0) { $0 + $1.measured.clusters },
      lacking: parts.reduce(0) { $0 + $1.measured.lacking })
  }

  /// The clusters of a suite's samples that the metric knows nothing of; unknown ones are negative.
  private func imputed(_ suite: SuiteResult, _ lacking: Int) -> [Int] {
    let scores = suite.scores
    var tally = SuiteTally(suite)
    tally.failed += lacking
    let clusters = (0..<scores.count).filter { scores.state($0) != .scored }.map(scores.cluster)
    let rest = max(0, tally.unscored + tally.errors - clusters.count)
    return clusters + (0..<rest).map { -1 - $0 }
  }

  /// The metrics of all groups, in their order.
  ///
  /// - Parameters:
  ///   - groups: As the plan states them.
  ///   - suites: What ran.
  ///   - confidence: Two-sided, of the intervals.
  ///   - seed: Of the bootstrap.
  /// - Returns: One a group; metrics are undefined where a suite is missing.
  static func results(
    _ groups: [SuiteGroup], _ suites: [SuiteResult], confidence: Double, seed: UInt64
  ) -> [GroupResult] {
    groups.map { group in
      let metrics = group.metrics.map { name in
        let figure = GroupFigure(group: group, metric: name, suites: suites)
        let measured = figure.measured
        let tally = figure.tally
        let task = figure.members.first?.definition.task
        return Metric(
          id: figure.id, suite: group.name, name: name, value: measured.value,
          undefined: measured.undefined,
          interval: measured.evidence.interval(confidence: confidence, seed: seed),
          direction: task.map { MetricCatalog.direction(name, task: $0) } ?? .neutral,
          n: measured.n, clusters: measured.clusters, unscored: tally.unscored,
          errors: tally.errors)
      }
      return GroupResult(group: group, metrics: metrics)
    }
  }
}

extension SuiteTally {
  /// Nothing planned, nothing there.
  fileprivate static let empty = SuiteTally(
    planned: 0, scored: 0, unscored: 0, failed: 0, missing: 0, surplus: 0)

  fileprivate static func + (left: SuiteTally, right: SuiteTally) -> SuiteTally {
    SuiteTally(
      planned: left.planned + right.planned, scored: left.scored + right.scored,
      unscored: left.unscored + right.unscored, failed: left.failed + right.failed,
      missing: left.missing + right.missing, surplus: left.surplus + right.surplus)
  }

  private init(
    planned: Int, scored: Int, unscored: Int, failed: Int, missing: Int, surplus: Int
  ) {
    self.planned = planned
    self.scored = scored
    self.unscored = unscored
    self.failed = failed
    self.missing = missing
    self.surplus = surplus
  }
}

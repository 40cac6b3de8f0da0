/// Judges a threshold or a zero tolerance on one metric of one suite.
struct MetricJudge: Sendable {
  let condition: Condition
  let suite: SuiteResult
  let name: String
  let seed: UInt64

  /// PASS only where every limit holds with all samples accounted for.
  func judge() -> ConditionResult {
    let rows = Slicing.rows(suite.scores, slice: condition.slice)
    var tally = SuiteTally(suite, rows: rows, isWhole: condition.slice == nil)
    guard
      let measured = MetricCatalog.measurement(name, suite.definition, suite.scores, rows: rows)
    else { return result(.missing, tally, nil, "the suite has no metric \(name)") }
    // What lacks the value that the metric reads is there, but says nothing.
    tally.failed += measured.lacking
    if let (status, why) = obstacle(measured, tally, rows.count) {
      return result(status, tally, measured, why)
    }
    let judge = LimitJudge(
      condition: condition, measured: measured, imputed: imputed(tally, rows), seed: seed)
    let judgements = judge.judge()
    guard
      let worst = judgements.max(by: { severity($0.status) < severity($1.status) })
    else { return result(.error, tally, measured, "the condition has no limit") }
    var final = result(worst.status, tally, measured, worst.why)
    final.judged = worst.judged
    final.interval = worst.interval
    final.margin = worst.margin
    return final
  }

  private func severity(_ status: ConditionResult.Status) -> Int {
    switch status {
    case .pass: 0
    case .inconclusive: 1
    case .missing: 2
    case .error: 3
    case .fail: 4
    }
  }

  private func result(
    _ status: ConditionResult.Status, _ tally: SuiteTally, _ measured: MeasuredMetric?,
    _ why: String
  ) -> ConditionResult {
    ConditionResult(
      condition: condition, metric: "\(suite.definition.id).\(name)", status: status,
      value: measured?.value, n: measured?.n ?? 0, clusters: measured?.clusters ?? 0,
      unscored: tally.unscored, errors: tally.errors, why: why)
  }

  /// What keeps the metric from being judged at all.
  private func obstacle(
    _ measured: MeasuredMetric, _ tally: SuiteTally, _ sampleCount: Int
  ) -> (ConditionResult.Status, String)? {
    if let slice = condition.slice, sampleCount == 0 {
      return (.missing, "no sample has the slice \(slice)")
    }
    if condition.kind == .zeroTolerance {
      guard case .proportion = measured.evidence else {
        if measured.value != nil {
          return (.error, "zero_tolerance judges rates, and \(name) is none")
        }
        return (.missing, "\(name) is undefined: \(measured.undefined ?? "")")
      }
    }
    if isOutcomeRate, condition.atLeast != nil {
      return (.error, "\(name) at least something would pass for want of evidence; use at_most")
    }
    // A rate of unscored samples is its own budget for them.
    if let excess = Budgets.excess(
      condition, unscored: name == "unscored_rate" ? 0 : tally.unscored,
      errors: name == "error_rate" ? tally.missing + tally.surplus : tally.errors,
      planned: tally.planned)
    {
      return (.error, excess)
    }
    guard let value = measured.value, value.isFinite else {
      return (.missing, "\(name) is undefined: \(measured.undefined ?? "no value")")
    }
    return Budgets.lack(condition, n: measured.n, clusters: measured.clusters).map {
      (.inconclusive, $0)
    }
  }

  private var isOutcomeRate: Bool { name == "unscored_rate" || name == "error_rate" }

  /// The clusters of samples that the metric knows nothing of, one entry a sample.
  ///
  /// A sample of which nothing is known is a cluster of its own: a negative number.
  private func imputed(_ tally: SuiteTally, _ rows: [Int]) -> [Int] {
    if isOutcomeRate {
      let unknown = name == "unscored_rate" ? tally.errors : tally.missing + tally.surplus
      return (0..<unknown).map { -1 - $0 }
    }
    let scores = suite.scores
    let clusters = rows.filter { scores.state($0) != .scored }.map(scores.cluster)
    let rest = max(0, tally.unscored + tally.errors - clusters.count)
    return clusters + (0..<rest).map { -1 - $0 }
  }
}

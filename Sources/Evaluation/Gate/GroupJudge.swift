/// Judges a threshold on a figure over several suites.
struct GroupJudge: Sendable {
  let condition: Condition
  let figure: GroupFigure
  let seed: UInt64

  /// PASS only where every suite of the group ran and every limit holds.
  func judge() -> ConditionResult {
    let tally = figure.tally
    if condition.slice != nil {
      return result(.error, tally, nil, "a group has no slices; judge those of its suites")
    }
    if let missing = figure.missing.first {
      return result(.missing, tally, nil, "suite \(missing) of the group did not run")
    }
    let measured = figure.measured
    if condition.kind == .zeroTolerance {
      return result(
        .error, tally, measured, "zero_tolerance judges the rate of one suite, not of a group")
    }
    if let excess = Budgets.excess(
      condition, unscored: tally.unscored, errors: tally.errors, planned: tally.planned)
    {
      return result(.error, tally, measured, excess)
    }
    guard measured.value != nil else {
      return result(
        .missing, tally, measured,
        "\(figure.metric) is undefined: \(measured.undefined ?? "no value")")
    }
    if let lack = Budgets.lack(condition, n: measured.n, clusters: measured.clusters) {
      return result(.inconclusive, tally, measured, lack)
    }
    return judged(measured, tally)
  }

  private func judged(_ measured: MeasuredMetric, _ tally: SuiteTally) -> ConditionResult {
    let unknown = (0..<(tally.unscored + tally.errors)).map { -1 - $0 }
    let judgements = LimitJudge(
      condition: condition, measured: measured, imputed: unknown, seed: seed
    ).judge()
    let order: [ConditionResult.Status] = [.pass, .inconclusive, .missing, .error, .fail]
    guard
      let worst = judgements.max(by: {
        (order.firstIndex(of: $0.status) ?? 0) < (order.firstIndex(of: $1.status) ?? 0)
      })
    else { return result(.error, tally, measured, "the condition has no limit") }
    var final = result(worst.status, tally, measured, worst.why)
    final.judged = worst.judged
    final.interval = worst.interval
    final.margin = worst.margin
    return final
  }

  private func result(
    _ status: ConditionResult.Status, _ tally: SuiteTally, _ measured: MeasuredMetric?,
    _ why: String
  ) -> ConditionResult {
    ConditionResult(
      condition: condition, metric: figure.id, status: status, value: measured?.value,
      n: measured?.n ?? 0, clusters: measured?.clusters ?? 0, unscored: tally.unscored,
      errors: tally.errors, why: why)
  }
}

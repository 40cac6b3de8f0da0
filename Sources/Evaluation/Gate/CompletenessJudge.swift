/// Judges whether everything that was planned for a suite was measured.
enum CompletenessJudge {
  static func judge(_ condition: Condition, _ suite: SuiteResult) -> ConditionResult {
    let rows = Slicing.rows(suite.scores, slice: condition.slice)
    let tally = SuiteTally(suite, rows: rows, isWhole: condition.slice == nil)
    let clusters = clusters(suite, rows)
    let (status, why) = status(condition, tally, clusters: clusters)
    let share = tally.planned > 0 ? Double(tally.scored) / Double(tally.planned) : nil
    return ConditionResult(
      condition: condition, metric: suite.definition.id, status: status, value: share,
      judged: share, n: tally.scored, clusters: clusters,
      unscored: tally.unscored, errors: tally.errors, why: why)
  }

  private static func status(
    _ condition: Condition, _ tally: SuiteTally, clusters: Int
  ) -> (ConditionResult.Status, String) {
    if tally.planned == 0 { return (.missing, "no sample was planned") }
    if tally.missing > 0 {
      return (.missing, "\(tally.missing) of \(tally.planned) planned samples are missing")
    }
    if tally.surplus > 0 {
      return (.error, "\(tally.surplus) samples are there twice or were not planned")
    }
    if let excess = Budgets.excess(
      condition, unscored: tally.unscored, errors: tally.errors, planned: tally.planned)
    {
      return (.error, excess)
    }
    if let lack = Budgets.lack(condition, n: tally.scored, clusters: clusters) {
      return (.inconclusive, lack)
    }
    return (.pass, "\(tally.scored) of \(tally.planned) planned samples were scored")
  }

  private static func clusters(_ suite: SuiteResult, _ rows: [Int]) -> Int {
    suite.scores.clusterCount(
      of: rows.lazy.filter {
        suite.scores.state($0) == .scored || suite.scores.state($0) == .notFinite
      })
  }
}

/// The budgets and least sizes that every condition has.
enum Budgets {
  /// What is beyond a budget, in words.
  static func excess(
    _ condition: Condition, unscored: Int, errors: Int, planned: Int
  ) -> String? {
    let base = Double(max(planned, 1))
    if Double(unscored) > condition.maxUnscored * base + 1e-9 {
      return "\(unscored) of \(planned) samples could not be judged; "
        + "max_unscored allows \(Wording.percent(condition.maxUnscored))"
    }
    if Double(errors) > condition.maxError * base + 1e-9 {
      return "\(errors) of \(planned) samples could not be measured; "
        + "max_error allows \(Wording.percent(condition.maxError))"
    }
    return nil
  }

  /// How many samples or clusters are too few, in words.
  static func lack(_ condition: Condition, n: Int, clusters: Int) -> String? {
    if n < condition.minSamples {
      return "\(Wording.samples(n)) scored, but min_samples is \(condition.minSamples): "
        + "\(condition.minSamples - n) more needed"
    }
    if clusters < condition.minClusters {
      return "\(Wording.clusters(clusters)) scored, but min_clusters is \(condition.minClusters): "
        + "\(condition.minClusters - clusters) more needed"
    }
    return nil
  }
}

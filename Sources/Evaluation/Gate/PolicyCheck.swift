/// Finds conditions that could never be judged, before a model is loaded.
package enum PolicyCheck {
  /// The conditions that name no metric or suite of a plan: misspelt, most likely.
  ///
  /// - Parameters:
  ///   - policy: The gate's conditions.
  ///   - suites: All suites of the plan.
  ///   - groups: Its groups of suites.
  /// - Returns: A failure each, in the order of the policy.
  package static func failures(
    _ policy: [Condition], suites: [SuiteDefinition], groups: [SuiteGroup] = []
  ) -> [Failure] {
    // A gate may judge metrics that the suite does not list, as long as their values are there.
    let metrics =
      suites.flatMap { suite in
        MetricCatalog.available(in: suite).map { "\(suite.id).\($0)" }
      } + groups.flatMap { group in group.metrics.map { "\(group.name).\($0)" } }
    return policy.compactMap { condition in
      if let failure = outOfRange(condition) { return failure }
      let isCompleteness = condition.kind == .completeness
      let names = isCompleteness ? suites.map(\.id) : metrics
      let glob = Glob(condition.metric)
      guard !names.contains(where: glob.matches) else { return nil }
      return Failure(
        .badData,
        "condition \"\(condition.id)\" names \"\(condition.metric)\", which no suite of the plan has",
        at: condition.place,
        remedy: Spelling.remedy(
          condition.metric, among: names, called: isCompleteness ? "suites" : "metrics"))
    }
  }

  /// Metrics that are shares: a limit outside of 0 … 1 always holds or never does.
  private static let shares = [
    "acc*", "exact_match*", "contains*", "starts_with*", "numeric_match*", "token_f1*", "rouge*",
    "edit_similarity*", "json_*", "pass_*", "prompt_level_*", "inst_level_*", "greedy_match",
    "target_mass", "f1*", "precision*", "recall*", "asr", "*_rate",
    "auroc", "ece", "balanced_accuracy", "pct_stereotype", "acceptance_*",
  ].map { Glob($0) }

  private static func outOfRange(_ condition: Condition) -> Failure? {
    guard condition.kind == .threshold, let name = condition.metric.split(separator: ".").last,
      shares.contains(where: { $0.matches(String(name)) }),
      let limit = condition.atLeast ?? condition.atMost, !(0...1).contains(limit)
    else { return nil }
    let percent = limit > 1 && limit <= 100
    return Failure(
      .badData,
      "condition \"\(condition.id)\" has the limit \(limit), but \(name) lies from 0 to 1",
      at: condition.place,
      remedy: percent
        ? "Did you mean \(limit / 100)?" : "A limit outside of it always holds or never does")
  }
}

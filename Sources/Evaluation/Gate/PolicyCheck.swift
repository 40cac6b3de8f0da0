/// Finds conditions that could never be judged, before a model is loaded.
package enum PolicyCheck {
  /// The conditions that name no metric or suite of a plan: misspelt, most likely.
  ///
  /// - Parameters:
  ///   - policy: The gate's conditions.
  ///   - suites: All suites of the plan.
  /// - Returns: A failure each, in the order of the policy.
  package static func failures(_ policy: [Condition], suites: [SuiteDefinition]) -> [Failure] {
    let metrics = suites.flatMap { suite in suite.metrics.map { "\(suite.id).\($0)" } }
    return policy.compactMap { condition in
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
}

import Evaluation

/// Conditions as people read them: one that several metrics all pass takes a line, not one each.
enum FoldedConditions {
  /// A line of a report.
  struct Line {
    /// The condition's id, with the metric where the condition names several.
    var name: String
    /// The metric; for a folded line the condition's own pattern.
    var metric: String
    var result: ConditionResult
  }

  /// The lines, in the order of the policy.
  static func lines(_ results: [ConditionResult]) -> [Line] {
    var lines: [Line] = []
    var rest = results[...]
    while let first = rest.first {
      let same = rest.prefix { $0.condition.id == first.condition.id }
      rest = rest.dropFirst(same.count)
      if same.count > 1, same.allSatisfy({ $0.status == .pass }) {
        lines.append(folded(Array(same), as: first))
      } else {
        lines += same.map { result in
          let name = result.condition.id + (same.count > 1 ? ": \(result.metric)" : "")
          return Line(name: name, metric: result.metric, result: result)
        }
      }
    }
    return lines
  }

  private static func folded(_ results: [ConditionResult], as first: ConditionResult) -> Line {
    var result = first
    let things = first.condition.kind == .completeness ? "suites" : "metrics"
    result.metric = first.condition.metric
    result.n = results.reduce(0) { $0 + $1.n }
    result.clusters = results.reduce(0) { $0 + $1.clusters }
    if results.contains(where: { $0.value != first.value }) { result.value = nil }
    if results.contains(where: { $0.judged != first.judged }) { result.judged = nil }
    result.interval = nil
    result.margin = nil
    result.why = "holds for each of the \(results.count) \(things) that it names"
    return Line(name: first.condition.id, metric: result.metric, result: result)
  }
}

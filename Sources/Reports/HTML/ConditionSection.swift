import Evaluation

/// Every condition of the gate: what was asked, what was measured, and why it ended so.
///
/// The roles are written out since small screens lay the table out as cards, which would take the
/// table's meaning from it.
enum ConditionSection {
  static func write(_ run: Run, to page: inout HTMLWriter) {
    HTMLFragments.section("conditions", "Conditions", to: &page) { page in
      HTMLFragments.scrolling("Conditions of the gate", to: &page) { page in
        page.element("table", ["class": "conditions", "role": "table"]) { page in
          page.element(
            "caption",
            "What blocks comes first. The hatched side of a limit is where a condition fails.")
          page.element("thead", ["role": "rowgroup"]) { page in
            page.element("tr", ["role": "row"]) { page in
              for name in ["Status", "Condition", "Value", "Interval and limit", "n"] {
                page.element("th", ["scope": "col", "role": "columnheader"], name)
              }
            }
          }
          page.element("tbody", ["role": "rowgroup"]) { page in
            for result in sorted(FoldedConditions.lines(run.verdict.conditions).map(\.result)) {
              row(result, to: &page)
            }
          }
        }
      }
    }
  }

  /// Blocking trouble, then other trouble, then what holds; each in the policy's order.
  private static func sorted(_ results: [ConditionResult]) -> [ConditionResult] {
    func rank(_ result: ConditionResult) -> Int {
      guard result.status != .pass else { return 3 }
      guard result.condition.severity == .block else { return 2 }
      return result.condition.safety ? 0 : 1
    }
    return (0...3).flatMap { wanted in results.filter { rank($0) == wanted } }
  }

  private static func row(_ result: ConditionResult, to page: inout HTMLWriter) {
    page.element("tr", ["role": "row"]) { page in
      page.element("td", ["class": "status", "role": "cell"]) { page in
        HTMLFragments.badge(result.status, to: &page)
        if let effect = ConditionText.effect(result) {
          page.element("span", ["class": "effect"], effect)
        }
      }
      page.element("th", ["scope": "row", "role": "rowheader"]) { name(result, to: &$0) }
      page.element("td", ["class": "value", "role": "cell"]) { page in
        page.element("b", result.value.map(Figure.short) ?? "none")
      }
      page.element("td", ["class": "chart", "role": "cell"]) { chart(result, to: &$0) }
      page.element("td", ["class": "counts", "role": "cell"]) { counts(result, to: &$0) }
    }
  }

  private static func name(_ result: ConditionResult, to page: inout HTMLWriter) {
    let condition = result.condition
    page.element("span", ["class": "cond-id"], condition.id)
    if condition.safety { page.element("span", ["class": "chip safety"], "safety") }
    if condition.severity != .block {
      page.element("span", ["class": "chip"], condition.severity.rawValue)
    }
    page.element("code", ["class": "metric"], result.metric)
    if let slice = condition.slice { page.element("code", ["class": "metric"], "only \(slice)") }
    page.element("span", ["class": "why"], result.why)
    if let rationale = condition.rationale {
      page.element("span", ["class": "rationale"], rationale)
    }
    if let owner = condition.owner {
      page.element("span", ["class": "rationale"], "Owner: \(owner)")
    }
  }

  private static func chart(_ result: ConditionResult, to page: inout HTMLWriter) {
    let condition = result.condition
    let drawing = IntervalDrawing(
      value: result.value, interval: result.interval, judged: result.judged,
      atLeast: condition.atLeast, atMost: condition.atMost)
    if condition.atLeast != nil || condition.atMost != nil { drawing?.write(.large, to: &page) }
    page.element("span", ["class": "limit"]) { page in
      page.element("b", ConditionText.limit(condition))
      page.text(
        condition.kind == .completeness ? "" : " on the \(ConditionText.estimator(condition))")
    }
  }

  private static func counts(_ result: ConditionResult, to page: inout HTMLWriter) {
    page.element("b", Figure.grouped(result.n))
    let notes = [
      result.clusters == result.n ? nil : HTMLFragments.count(result.clusters, "cluster"),
      result.unscored == 0 ? nil : "\(Figure.grouped(result.unscored)) unscored",
      result.errors == 0 ? nil : HTMLFragments.count(result.errors, "error"),
    ]
    for note in notes { if let note { page.element("span", ["class": "note"], note) } }
  }
}

import Evaluation

/// The banner: what was decided, why, and the figures that a reader asks for first.
enum VerdictSection {
  static func write(_ run: Run, to page: inout HTMLWriter) {
    let verdict = run.verdict
    let look = HTMLFragments.look(verdict.overall)
    page.element(
      "section", ["id": "verdict", "class": "banner \(look.tone)", "aria-labelledby": "h-verdict"]
    ) { page in
      page.element("div", ["class": "banner-head"]) { page in
        HTMLFragments.icon(look.icon, to: &page)
        page.element("div") { page in
          page.element("h1", ["id": "h-verdict"], ConditionText.headline(verdict))
          page.element("p", ["class": "lead"], ConditionText.meaning(verdict))
        }
        page.element("p", ["class": "exit"]) { page in
          page.element("span", "exit code")
          page.element("b", String(verdict.exitCode))
        }
      }
      reasons(verdict, to: &page)
      page.element("dl", ["class": "tiles"]) { tiles(run, to: &$0) }
    }
  }

  private static func reasons(_ verdict: Verdict, to page: inout HTMLWriter) {
    guard !verdict.reasons.isEmpty else { return }
    page.element("ul", ["class": "reasons"]) { page in
      for reason in verdict.reasons { page.element("li", reason) }
    }
  }

  private static func tiles(_ run: Run, to page: inout HTMLWriter) {
    var total = (planned: 0, scored: 0, unscored: 0, errors: 0, missing: 0)
    for suite in run.suites {
      let counts = SuiteCounts(suite)
      total.planned += counts.planned
      total.scored += counts.scored
      total.unscored += counts.unscored
      total.errors += counts.errors
      total.missing += counts.missing
    }
    let conditions = FoldedConditions.lines(run.verdict.conditions).map(\.result)
    if !conditions.isEmpty {
      let held = conditions.count { $0.status == .pass }
      tile("Conditions held", "\(held) of \(conditions.count)", to: &page)
    }
    tile(
      "Samples scored", "\(Figure.grouped(total.scored)) of \(Figure.grouped(total.planned))",
      to: &page)
    tile("Unscored", Figure.grouped(total.unscored), to: &page)
    tile("Errors", Figure.grouped(total.errors), to: &page)
    if total.missing > 0 { tile("Never ran", Figure.grouped(total.missing), to: &page) }
    tile("Took", Figure.duration(run.timing.seconds), to: &page)
  }

  private static func tile(_ name: String, _ value: String, to page: inout HTMLWriter) {
    page.element("div") { page in
      page.element("dt", name)
      page.element("dd", value)
    }
  }
}

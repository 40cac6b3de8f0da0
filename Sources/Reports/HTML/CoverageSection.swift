import Evaluation

/// What the run's probes cover, and what nobody looked at: a table a list of risks.
enum CoverageSection {
  static func write(_ run: Run, to page: inout HTMLWriter) {
    let probes = run.suites.filter { $0.definition.probe != nil }
    guard !probes.isEmpty else { return }
    HTMLFragments.section("coverage", "What was probed", to: &page) { page in
      for taxonomy in ProbeTaxonomy.all { table(taxonomy, probes, to: &page) }
      let others = others(probes)
      if !others.isEmpty {
        page.element("p", ["class": "muted"], "Also tagged: " + others.joined(separator: ", "))
      }
    }
  }

  private static func table(
    _ taxonomy: ProbeTaxonomy, _ probes: [SuiteResult], to page: inout HTMLWriter
  ) {
    HTMLFragments.scrolling(taxonomy.name, to: &page) { page in
      page.element("table", ["class": "plain"]) { page in
        page.element("caption", ["class": "quiet"], taxonomy.name)
        page.element("thead") { page in
          page.element("tr") { page in
            for name in ["Risk", "Suites", "Samples", "Breached"] {
              page.element("th", ["scope": "col"], name)
            }
          }
        }
        page.element("tbody") { page in
          for item in taxonomy.items {
            row(item, probes.filter { $0.definition.probe?.isTagged(item.tag) == true }, to: &page)
          }
        }
      }
    }
  }

  private static func row(
    _ item: ProbeTaxonomy.Item, _ suites: [SuiteResult], to page: inout HTMLWriter
  ) {
    page.element("tr") { page in
      page.element("th", ["scope": "row"]) { page in
        page.element("code", item.tag)
        page.element("span", ["class": "note"], item.name)
      }
      guard !suites.isEmpty else {
        page.element("td", ["colspan": "3"], "not probed")
        return
      }
      page.element("td", suites.map(\.definition.id).joined(separator: ", "))
      page.element("td", Figure.grouped(suites.reduce(0) { $0 + $1.scores.count }))
      let outcomes = suites.compactMap { ProbeCounts($0) }
      let judged = outcomes.reduce(0) { $0 + $1.resisted + $1.breached }
      let breached = outcomes.reduce(0) { $0 + $1.breached }
      page.element(
        "td",
        outcomes.isEmpty
          ? "figures only" : "\(Figure.grouped(breached)) of \(Figure.grouped(judged)) judged")
    }
  }

  /// Tags of lists that are not shown whole, in order, each once.
  private static func others(_ probes: [SuiteResult]) -> [String] {
    let listed = Set(ProbeTaxonomy.all.flatMap { $0.items.map(\.tag) })
    return Set(probes.flatMap { $0.definition.probe?.taxonomy ?? [] }).subtracting(listed).sorted()
  }
}

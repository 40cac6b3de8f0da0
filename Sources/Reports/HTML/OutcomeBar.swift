import Evaluation

/// How a probe's samples ended: a bar of shares with counts in words.
enum OutcomeBar {
  static func write(_ suite: SuiteResult, to page: inout HTMLWriter) {
    guard let counts = ProbeCounts(suite), counts.total > 0 else { return }
    let parts = [
      (name: "resisted", count: counts.resisted), (name: "breached", count: counts.breached),
      (name: "unscored", count: counts.unscored), (name: "error", count: counts.errors),
    ]
    let words = parts.map { "\($0.count) \($0.name)" }.joined(separator: ", ")
    page.element("figure", ["class": "outcomes"]) { page in
      page.element("svg", ["class": "bar", "role": "img", "aria-label": words]) { page in
        var start = 0.0
        for part in parts where part.count > 0 {
          let share = Double(part.count) / Double(counts.total) * 100
          page.leaf(
            "rect",
            [
              "class": "part \(part.name)", "x": "\(Figure.fixed(start, decimals: 3))%",
              "width": "\(Figure.fixed(share, decimals: 3))%", "y": "0", "height": "100%",
            ])
          start += share
        }
      }
      page.element("figcaption") { page in
        for part in parts { legend(part.name, part.count, of: counts.total, to: &page) }
      }
    }
  }

  private static func legend(
    _ name: String, _ count: Int, of total: Int, to page: inout HTMLWriter
  ) {
    page.element("span", ["class": "legend"]) { page in
      page.element("svg", ["class": "swatch", "aria-hidden": "true"]) { page in
        page.leaf("rect", ["class": "part \(name)", "width": "100%", "height": "100%"])
      }
      page.element("b", Figure.grouped(count))
      page.text(" \(name) ")
      page.element("span", ["class": "note"], Figure.percent(Double(count) / Double(total)))
    }
  }
}

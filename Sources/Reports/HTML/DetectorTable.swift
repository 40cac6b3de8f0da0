import Evaluation

/// How often the detector behind a suite's rates was right on labelled texts that it was not made with.
enum DetectorTable {
  static func write(_ suite: SuiteResult, to page: inout HTMLWriter) {
    guard let judge = suite.definition.probe?.judge, !judge.accuracy.isEmpty else { return }
    let sources = judge.accuracy
    var all = DetectorAccuracy(source: "all")
    for source in sources {
      all.truePositives += source.truePositives
      all.falsePositives += source.falsePositives
      all.falseNegatives += source.falseNegatives
      all.trueNegatives += source.trueNegatives
    }
    page.element("details") { page in
      page.element(
        "summary",
        "Judged by the detector \(judge.rawValue): on labelled texts precision "
          + "\(share(all.precision)), recall \(share(all.recall))")
      table("Detector of \(suite.definition.id)", sources + [all], to: &page)
    }
  }

  private static func table(
    _ caption: String, _ sources: [DetectorAccuracy], to page: inout HTMLWriter
  ) {
    HTMLFragments.scrolling(caption, to: &page) { page in
      page.element("table", ["class": "plain"]) { page in
        page.element("caption", ["class": "quiet"], caption)
        page.element("thead") { page in
          page.element("tr") { page in
            for name in [
              "Texts", "Refusals found", "Missed", "Falsely found", "Rightly none", "F1",
            ] { page.element("th", ["scope": "col"], name) }
          }
        }
        page.element("tbody") { page in
          for source in sources {
            page.element("tr") { page in
              page.element("th", ["scope": "row"], source.source)
              for count in [
                source.truePositives, source.falseNegatives, source.falsePositives,
                source.trueNegatives,
              ] { page.element("td", Figure.grouped(count)) }
              page.element("td", share(source.f1))
            }
          }
        }
      }
    }
  }

  private static func share(_ value: Double?) -> String {
    value.map { Figure.fixed($0, decimals: 2) } ?? "undefined"
  }
}

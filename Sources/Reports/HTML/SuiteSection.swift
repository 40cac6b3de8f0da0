import Evaluation

/// A card a suite: counts, metrics with their intervals, slices, and what its samples allow to draw.
enum SuiteSection {
  static func write(_ run: Run, to page: inout HTMLWriter) {
    HTMLFragments.section("suites", "Suites", to: &page) { page in
      if run.suites.isEmpty { page.element("p", "The plan has no suite.") }
      for suite in run.suites { card(suite, to: &page) }
      for group in run.groups { card(group, to: &page) }
    }
  }

  private static func card(_ result: GroupResult, to page: inout HTMLWriter) {
    let group = result.group
    page.element("article", ["class": "card"]) { page in
      page.element("header", ["class": "card-head"]) { page in
        page.element("h3", group.name)
        page.element("span", ["class": "chip"], "group")
      }
      page.element(
        "p", ["class": "facts"],
        "\(HTMLFragments.count(group.suites.count, "suite")), "
          + (group.weight == .size ? "every sample counts the same" : "every suite counts the same")
      )
      table("Metrics of \(group.name)", first: "Metric", result.metrics, to: &page) {
        (metric, page) in
        page.element("th", ["scope": "row"]) { page in
          page.element("code", metric.name)
          page.element("span", ["class": "note"], direction(metric.direction))
        }
      }
    }
  }

  private static func card(_ suite: SuiteResult, to page: inout HTMLWriter) {
    let definition = suite.definition
    page.element("article", ["class": "card"]) { page in
      page.element("header", ["class": "card-head"]) { page in
        page.element("h3", definition.id)
        if let probe = definition.probe {
          page.element("span", ["class": "chip safety"], "probe · \(probe.family)")
          page.element("span", ["class": "chip"], "severity \(probe.severity)")
        }
        for tag in definition.tags { page.element("span", ["class": "chip"], tag) }
      }
      if !definition.description.isEmpty {
        page.element("p", ["class": "muted"], definition.description)
      }
      page.element("p", ["class": "facts"], facts(suite))
      trouble(suite, to: &page)
      OutcomeBar.write(suite, to: &page)
      DetectorTable.write(suite, to: &page)
      metrics(suite, to: &page)
      generation(suite, to: &page)
      slices(suite, to: &page)
      page.element("div", ["class": "figures"]) { page in
        ReliabilityDiagram(suite)?.write(to: &page)
        ConfusionMatrix(suite)?.write(to: &page)
      }
    }
  }

  private static func facts(_ suite: SuiteResult) -> String {
    let counts = SuiteCounts(suite)
    return [
      suite.definition.task.rawValue.split(separator: "_").joined(separator: " "),
      "\(HTMLFragments.count(counts.planned, "sample")) planned",
      "\(Figure.grouped(counts.scored)) scored", "\(Figure.grouped(counts.unscored)) unscored",
      HTMLFragments.count(counts.errors, "error"), Figure.duration(suite.seconds),
      "version \(suite.definition.version)",
    ].joined(separator: " · ")
  }

  private static func trouble(_ suite: SuiteResult, to page: inout HTMLWriter) {
    let missing = SuiteCounts(suite).missing
    guard missing > 0 || suite.scores.isEmpty else { return }
    page.element("p", ["class": "notice bad"]) { page in
      HTMLFragments.icon("warn", to: &page)
      page.element(
        "span",
        suite.scores.isEmpty
          ? "This suite did not run: it was planned and has no samples."
          : "\(HTMLFragments.count(missing, "planned sample")) never ran.")
    }
  }

  // MARK: Metrics

  private static func metrics(_ suite: SuiteResult, to page: inout HTMLWriter) {
    let metrics = suite.metrics.filter { $0.slice == nil }
    guard !metrics.isEmpty else { return }
    table("Metrics of \(suite.definition.id)", first: "Metric", metrics, to: &page) {
      (metric, page) in
      page.element("th", ["scope": "row"]) { page in
        page.element("code", metric.name)
        page.element("span", ["class": "note"], direction(metric.direction))
      }
    }
  }

  private static func generation(_ suite: SuiteResult, to page: inout HTMLWriter) {
    guard let row = GenerationRow(suite) else { return }
    let caption = "Generation of \(suite.definition.id)"
    HTMLFragments.scrolling(caption, to: &page) { page in
      page.element("table", ["class": "plain"]) { page in
        page.element("caption", ["class": "quiet"], caption)
        page.element("thead") { page in
          page.element("tr") { page in
            for name in GenerationRow.headings.dropFirst() {
              page.element("th", ["scope": "col"], name)
            }
          }
        }
        page.element("tbody") { page in
          page.element("tr") { page in
            for cell in row.cells.dropFirst() { page.element("td", cell) }
          }
        }
      }
    }
    page.element("p", ["class": "muted"], GenerationRow.note)
  }

  private static func slices(_ suite: SuiteResult, to page: inout HTMLWriter) {
    let count = suite.metrics.count { $0.slice != nil }
    guard count > 0 else { return }
    let choice = SliceChoice(suite.metrics, limit: mostSlices, showsSmall: true)
    page.element("details") { page in
      page.element("summary", "Slices (\(Figure.grouped(count)))")
      table("Slices of \(suite.definition.id)", first: "Slice", choice.shown, to: &page) {
        (metric, page) in
        page.element("th", ["scope": "row"]) { page in
          page.element("code", metric.slice ?? "")
          let few = SliceChoice.isSmall(metric) ? " · few samples" : ""
          page.element("span", ["class": "note"], metric.name + few)
        }
      }
      if let rest = choice.rest { page.element("p", ["class": "muted"], rest) }
    }
  }

  /// The most lines of slices.
  private static let mostSlices = 1000

  private static func direction(_ direction: Metric.Direction) -> String {
    switch direction {
    case .higherIsBetter: "higher is better"
    case .lowerIsBetter: "lower is better"
    case .neutral: "for information"
    }
  }

  private static func table(
    _ caption: String, first: String, _ metrics: [Metric], to page: inout HTMLWriter,
    _ name: (Metric, inout HTMLWriter) -> Void
  ) {
    HTMLFragments.scrolling(caption, to: &page) { page in
      page.element("table", ["class": "metrics"]) { page in
        page.element("caption", ["class": "quiet"], caption)
        page.element("thead") { page in
          page.element("tr") { page in
            for name in [first, "Value", "Interval", "Low and high", "n", "Unscored", "Errors"] {
              page.element("th", ["scope": "col"], name)
            }
          }
        }
        page.element("tbody") { page in
          for metric in metrics {
            page.element("tr") { page in
              name(metric, &page)
              figures(metric, to: &page)
            }
          }
        }
      }
    }
  }

  private static func figures(_ metric: Metric, to page: inout HTMLWriter) {
    page.element("td", ["class": "value"]) { page in
      if let value = metric.value {
        page.element("b", Figure.short(value))
      } else {
        page.element("span", ["class": "note"], "undefined: \(metric.undefined ?? "no value")")
      }
    }
    page.element("td", ["class": "chart"]) { page in
      IntervalDrawing(value: metric.value, interval: metric.interval)?.write(.small, to: &page)
    }
    page.element("td", ["class": "ends"]) { page in
      guard let interval = metric.interval else { return page.text("none") }
      page.text(Figure.interval(interval))
      page.element(
        "span", ["class": "note"], "\(Figure.percent(interval.confidence)) \(interval.method)")
    }
    page.element("td") { page in
      page.text(Figure.grouped(metric.n))
      if metric.clusters != metric.n {
        page.element("span", ["class": "note"], HTMLFragments.count(metric.clusters, "cluster"))
      }
    }
    page.element("td", Figure.grouped(metric.unscored))
    page.element("td", Figure.grouped(metric.errors))
  }
}

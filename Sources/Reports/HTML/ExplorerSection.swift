import Evaluation

/// The place where the page's script shows the samples; without a script it says where they are.
enum ExplorerSection {
  static func write(_ run: Run, _ data: SampleData, to page: inout HTMLWriter) {
    HTMLFragments.section("samples", "Samples", to: &page) { page in
      page.element("noscript") { page in
        page.element(
          "p", ["class": "notice"],
          "The sample explorer needs JavaScript. Every prompt, response and score is in "
            + "samples.jsonl beside this page.")
      }
      if data.total == 0 {
        page.element("p", ["class": "muted"], "No sample was run.")
        return
      }
      for notice in notices(data) { page.element("p", ["class": "notice"], notice) }
      page.element("div", ["id": "explorer", "hidden": ""]) { page in
        filters(run, to: &page)
        page.element("div", ["class": "panes"]) { page in
          list(data, to: &page)
          page.element(
            "section",
            [
              "id": "detail", "class": "detail", "aria-label": "Sample", "tabindex": "-1",
            ]
          ) { page in
            page.element(
              "p", ["class": "muted empty"],
              "Choose a sample to see its prompt as the model saw it, the answer and the score.")
          }
        }
      }
      help(to: &page)
    }
  }

  /// What the page leaves out, and where it is.
  private static func notices(_ data: SampleData) -> [String] {
    var notices: [String] = []
    if data.listed < data.total {
      notices.append(
        "This page lists \(Figure.grouped(data.listed)) of "
          + "\(HTMLFragments.count(data.total, "sample")): breached ones first, then those that "
          + "failed, were not scored or are wrong, as far as there is room. The others are in "
          + "samples.jsonl beside this page, a line each.")
    }
    if data.embedded < data.listed {
      notices.append(
        "Details of \(Figure.grouped(data.embedded)) of "
          + "\(HTMLFragments.count(data.listed, "sample")) are in this page, those that need "
          + "attention first; all are in samples.jsonl.")
    }
    return notices
  }

  private static func filters(_ run: Run, to page: inout HTMLWriter) {
    page.element("div", ["class": "filters", "role": "search"]) { page in
      page.element("label", ["class": "search"]) { page in
        page.element("span", ["class": "quiet-label"], "Search")
        page.leaf(
          "input",
          [
            "id": "q", "type": "search", "autocomplete": "off", "spellcheck": "false",
            "placeholder": "Search prompts, answers, ids",
          ])
      }
      page.element("label", ["class": "pick"]) { page in
        page.element("span", ["class": "quiet-label"], "Suite")
        page.element("select", ["id": "suite"]) { page in
          page.element("option", ["value": ""], "All suites")
          for suite in run.suites where !suite.scores.isEmpty {
            page.element("option", ["value": suite.definition.id], suite.definition.id)
          }
        }
      }
      page.element(
        "div", ["id": "chips", "class": "chips", "role": "group", "aria-label": "Status"], "")
      page.element("button", ["id": "help-open", "class": "quiet", "type": "button"], "Keys (?)")
    }
  }

  private static func list(_ data: SampleData, to page: inout HTMLWriter) {
    page.element("div", ["class": "list-pane"]) { page in
      page.element("p", ["id": "found", "class": "found", "role": "status"], "")
      page.element(
        "div",
        [
          "id": "list", "class": "list", "role": "grid", "tabindex": "0",
          "aria-label": "Samples", "aria-rowcount": String(data.listed), "aria-colcount": "3",
        ]
      ) { page in
        page.element("div", ["id": "rows", "class": "rows", "role": "rowgroup"]) { _ in }
      }
    }
  }

  private static func help(to page: inout HTMLWriter) {
    let keys = [
      ("j, k", "next and previous sample"), ("Enter", "open the sample"),
      ("Esc", "close, or clear the search"), ("/", "search"), ("s", "show or blur probe texts"),
      ("?", "this list"),
    ]
    page.element("dialog", ["id": "help", "aria-labelledby": "h-help"]) { page in
      page.element("h2", ["id": "h-help"], "Keys")
      page.element("dl", ["class": "keys"]) { page in
        for (key, meaning) in keys {
          page.element("dt") { $0.element("kbd", key) }
          page.element("dd", meaning)
        }
      }
      page.element("button", ["id": "help-close", "type": "button"], "Close")
    }
  }
}

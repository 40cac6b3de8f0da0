package import Evaluation

/// `index.html`: the whole run in one page that loads nothing and runs from a file.
package enum HTMLReport {
  /// The page.
  ///
  /// The verdict and every figure are static HTML; the samples are data that the page's script shows
  /// as text. A Content-Security-Policy names the hashes of the one style and the one script.
  ///
  /// - Parameters:
  ///   - run: the finished run.
  ///   - options: the command line and how much of the samples is embedded.
  /// - Returns: the file.
  /// - Throws: `Failure` (`internal`) where a figure is not finite or zlib refuses.
  package static func file(_ run: Run, options: ReportOptions) throws(Failure) -> ReportFile {
    let data = try SampleData(run, samples: options.htmlSamples, bytes: options.htmlSampleBytes)
    let style = PackageResources.report_css
    let script = PackageResources.report_js
    var page = HTMLWriter()
    page.raw("<!doctype html>\n")
    page.element("html", ["lang": "en"]) { page in
      page.element("head") { head(run, style: style, script: script, to: &$0) }
      page.element("body") { page in
        page.element("a", ["class": "skip", "href": "#main"], "Skip to the verdict")
        page.raw(HTMLFragments.symbols)
        TopBar.write(run, to: &page)
        page.element("main", ["id": "main", "tabindex": "-1"]) { main(run, options, data, to: &$0) }
        footer(run, to: &page)
        data.write(to: &page)
        page.element("script") { $0.raw(String(decoding: script, as: UTF8.self)) }
      }
    }
    page.raw("\n")
    return ReportFile(name: "index.html", bytes: Array(page.html.utf8))
  }

  private static func head(
    _ run: Run, style: [UInt8], script: [UInt8], to page: inout HTMLWriter
  ) {
    let policy = [
      "default-src 'none'", "script-src 'sha256-\(SHA256Digest.base64(script))'",
      "style-src 'sha256-\(SHA256Digest.base64(style))'", "img-src data:", "base-uri 'none'",
      "form-action 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'",
    ].joined(separator: "; ")
    page.leaf("meta", ["charset": "utf-8"])
    page.leaf("meta", ["http-equiv": "Content-Security-Policy", "content": policy])
    page.leaf("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
    page.leaf("meta", ["name": "referrer", "content": "no-referrer"])
    page.leaf("meta", ["name": "color-scheme", "content": "light dark"])
    page.leaf("link", ["rel": "icon", "href": HTMLFragments.icon])
    page.element(
      "title", "\(ConditionText.headline(run.verdict)) · \(run.name) · \(run.model.name) · Assay")
    page.element("style") { $0.raw(String(decoding: style, as: UTF8.self)) }
  }

  private static func main(
    _ run: Run, _ options: ReportOptions, _ data: SampleData, to page: inout HTMLWriter
  ) {
    VerdictSection.write(run, to: &page)
    if !run.verdict.conditions.isEmpty { ConditionSection.write(run, to: &page) }
    SuiteSection.write(run, to: &page)
    CoverageSection.write(run, to: &page)
    ExplorerSection.write(run, data, to: &page)
    ProvenanceSection.write(run, options, to: &page)
  }

  private static func footer(_ run: Run, to page: inout HTMLWriter) {
    page.element("footer", ["class": "foot"]) { page in
      page.element(
        "p",
        "Assay \(run.settings.version). This page is complete: it loads nothing, it sends nothing.")
    }
  }
}

/// The bar at the top: what this page is about, where its parts are, light or dark.
enum TopBar {
  static func write(_ run: Run, to page: inout HTMLWriter) {
    page.element("header", ["class": "topbar"]) { page in
      page.element("div", ["class": "topbar-in"]) { page in
        page.element("span", ["class": "brand"]) { page in
          HTMLFragments.icon("brand", to: &page)
          page.text("Assay")
        }
        page.element("span", ["class": "crumb"]) { page in
          page.element("b", run.name)
          page.element("span", ["class": "crumb-model"], run.model.name)
        }
        page.element("nav", ["aria-label": "Parts of the report"]) { page in
          page.element("a", ["href": "#verdict"], "Verdict")
          if !run.verdict.conditions.isEmpty {
            page.element("a", ["href": "#conditions"], "Conditions")
          }
          page.element("a", ["href": "#suites"], "Suites")
          if run.suites.contains(where: { $0.definition.probe != nil }) {
            page.element("a", ["href": "#coverage"], "Coverage")
          }
          page.element("a", ["href": "#samples"], "Samples")
          page.element("a", ["href": "#provenance"], "Provenance")
        }
        page.element(
          "button", ["id": "theme", "class": "quiet", "type": "button", "hidden": ""], "Theme: auto"
        )
      }
    }
  }
}

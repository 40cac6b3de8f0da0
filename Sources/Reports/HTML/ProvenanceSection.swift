import Evaluation

/// On which bytes, with which settings, and how to do it again.
enum ProvenanceSection {
  static func write(_ run: Run, _ options: ReportOptions, to page: inout HTMLWriter) {
    HTMLFragments.section("provenance", "Provenance", to: &page) { page in
      page.element("div", ["class": "columns"]) { page in
        list("Checkpoint", model(run.model), to: &page)
        list("Run", self.run(run), to: &page)
      }
      suites(run, to: &page)
      page.element("h3", "Do it again")
      page.element(
        "p", ["class": "muted"],
        "The same checkpoint, suites, seed and precision give the same bytes in samples.jsonl, "
          + "results.json and verdict.json.")
      page.element("div", ["class": "command"]) { page in
        page.element("pre", ["tabindex": "0", "role": "region", "aria-label": "Command"]) { page in
          page.element("code", ["id": "command"], command(run, options))
        }
        page.element(
          "button", ["id": "copy-command", "class": "quiet", "type": "button", "hidden": ""], "Copy"
        )
      }
    }
  }

  /// The command as it was given, or one that asks for the same.
  static func command(_ run: Run, _ options: ReportOptions) -> String {
    if !options.command.isEmpty { return options.command.map(quoted).joined(separator: " ") }
    var words = ["assay", "run"] + run.suites.map(\.definition.file)
    words += ["--model", run.model.name, "--precision", run.model.precision]
    words += ["--seed", String(run.settings.seed)]
    if let limit = run.settings.limit { words += ["--limit", String(limit)] }
    if let filter = run.settings.filter { words += ["--filter", filter] }
    return words.map(quoted).joined(separator: " ")
  }

  private static func quoted(_ word: String) -> String {
    let safe = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/=:@%+,"
    if !word.isEmpty, word.allSatisfy(safe.contains) { return word }
    return "'"
      + word.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\\''") + "'"
  }

  private static func model(_ model: ModelIdentity) -> [(String, String)] {
    [
      ("Name", model.name), ("SHA-256", model.digest), ("Format", model.format),
      ("Architecture", model.architecture), ("Parameters", Figure.grouped(model.parameters)),
      ("Weights", model.quantization), ("Precision", model.precision),
      ("Engine", "\(model.engine), \(model.instructionSet)"),
      ("Context", "\(Figure.grouped(model.contextLength)) tokens"),
      ("Chat template", model.hasChatTemplate ? "in the checkpoint" : "none"),
    ]
  }

  private static func run(_ run: Run) -> [(String, String)] {
    let timing = run.timing
    var facts: [(String, String)] = [
      ("Run", run.id), ("Plan", run.name), ("Version", run.settings.version),
      ("Seed", String(run.settings.seed)),
      ("Limit", run.settings.limit.map(Figure.grouped) ?? "none"),
      ("Filter", run.settings.filter ?? "none"), ("Started", timing.startedAt),
      ("Took", "\(Figure.duration(timing.seconds)) on \(timing.threads) threads"),
      (
        "Requests",
        "\(Figure.grouped(timing.requests)), \(Figure.grouped(timing.cachedRequests)) from the cache"
      ),
      (
        "Tokens",
        "\(Figure.grouped(timing.promptTokens)) read, "
          + "\(Figure.grouped(timing.completionTokens)) written"
      ),
    ]
    if let earlier = run.settings.earlier {
      facts.append(("Samples", "\(earlier.kind.rawValue) in run \(earlier.run)"))
    }
    return facts
  }

  private static func list(
    _ title: String, _ facts: [(String, String)], to page: inout HTMLWriter
  ) {
    page.element("div") { page in
      page.element("h3", title)
      page.element("dl", ["class": "facts-list"]) { page in
        for (name, value) in facts {
          page.element("dt", name)
          page.element("dd", value.isEmpty ? "unknown" : value)
        }
      }
    }
  }

  private static func suites(_ run: Run, to page: inout HTMLWriter) {
    guard !run.suites.isEmpty else { return }
    page.element("details") { page in
      page.element("summary", "Digests of \(HTMLFragments.count(run.suites.count, "suite"))")
      HTMLFragments.scrolling("Digests of the suites", to: &page) { page in
        page.element("table", ["class": "plain"]) { page in
          page.element("caption", ["class": "quiet"], "Digests of the suites")
          page.element("thead") { page in
            page.element("tr") { page in
              for name in ["Suite", "File", "SHA-256 over file and data"] {
                page.element("th", ["scope": "col"], name)
              }
            }
          }
          page.element("tbody") { page in
            for suite in run.suites {
              page.element("tr") { page in
                page.element("th", ["scope": "row"], suite.definition.id)
                page.element("td") { $0.element("code", suite.definition.file) }
                page.element("td") { $0.element("code", suite.definition.digest) }
              }
            }
          }
        }
      }
    }
  }
}

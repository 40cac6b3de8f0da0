package import Evaluation

/// `summary.md`: the run as a GitHub step summary, at most 1 MiB.
package enum SummaryReport {
  /// GitHub cuts what is longer.
  static let limit = 1_048_576
  /// Samples that are named in a list.
  static let mostSamples = 10
  /// Lines of one table.
  static let mostLines = 500

  /// The file.
  ///
  /// - Parameter run: the finished run.
  /// - Returns: Markdown; text of data sets and users is escaped, answers of models are left out.
  package static func file(_ run: Run) -> ReportFile {
    let parts = [
      heading(run), conditions(run.verdict), metrics(run), generation(run), attention(run),
      provenance(run),
    ]
    var text = ""
    for part in parts where !part.isEmpty {
      // Whole parts only, so that no table is cut in a line.
      guard text.utf8.count + part.utf8.count + 200 <= limit else {
        text += "\n_More than a summary can hold: see `index.html`._\n"
        break
      }
      text += (text.isEmpty ? "" : "\n") + part
    }
    return ReportFile(name: "summary.md", bytes: Array(text.utf8))
  }

  private static func heading(_ run: Run) -> String {
    let verdict = run.verdict
    let mark =
      switch verdict.overall {
      case .passed: "✅"
      case .warned: "⚠️"
      case .failed: "❌"
      case .inconclusive: "❔"
      case .ungated: "ℹ️"
      }
    var text = "## \(mark) \(ConditionText.headline(verdict)): \(MarkdownText.escape(run.name))\n\n"
    text += "\(ConditionText.meaning(verdict)) Exit code **\(verdict.exitCode)**.\n"
    if !verdict.reasons.isEmpty {
      text += "\n"
      for reason in verdict.reasons.prefix(mostSamples) {
        text += "- \(MarkdownText.escape(reason))\n"
      }
      let rest = verdict.reasons.count - mostSamples
      if rest > 0 { text += "- and \(rest) more\n" }
    }
    return text
  }

  // MARK: Tables

  private static func conditions(_ verdict: Verdict) -> String {
    guard !verdict.conditions.isEmpty else { return "" }
    var text = "### Conditions\n\n"
    text += "| Status | Condition | Metric | Value | Interval | Limit | n | Why |\n"
    text += "|---|---|---|--:|---|---|--:|---|\n"
    let lines = FoldedConditions.lines(verdict.conditions)
    for folded in lines.prefix(mostLines) {
      let result = folded.result
      let effect = ConditionText.effect(result).map { ", \($0)" } ?? ""
      let slice = result.condition.slice.map { " (\($0))" } ?? ""
      text += line([
        "\(symbol(result)) \(result.status.rawValue)\(effect)",
        MarkdownText.escape(result.condition.id) + (result.condition.safety ? " (safety)" : ""),
        MarkdownText.escape(result.metric + slice), result.value.map(Figure.short) ?? "",
        result.interval.map(Figure.interval) ?? "", ConditionText.limit(result.condition),
        Figure.grouped(result.n), MarkdownText.escape(result.why),
      ])
    }
    return text + more(lines.count)
  }

  private static func symbol(_ result: ConditionResult) -> String {
    switch (result.status, result.condition.severity) {
    case (.pass, _): "✅"
    case (_, .warn), (_, .info): "⚠️"
    case (.inconclusive, .block): "❔"
    case (_, .block): "❌"
    }
  }

  private static func metrics(_ run: Run) -> String {
    let metrics =
      run.suites.flatMap(\.metrics).filter { $0.slice == nil } + run.groups.flatMap(\.metrics)
    guard !metrics.isEmpty else { return "" }
    var text = "### Metrics\n\n"
    text += "| Metric | Value | Interval | n | Unscored | Errors |\n|---|--:|---|--:|--:|--:|\n"
    for metric in metrics.prefix(mostLines) {
      text += line([
        MarkdownText.escape(metric.id), metric.value.map(Figure.short) ?? "undefined",
        metric.interval.map {
          "\(Figure.interval($0)) \(Figure.percent($0.confidence)) "
            + MarkdownText.escape($0.method)
        } ?? "",
        Figure.grouped(metric.n), Figure.grouped(metric.unscored), Figure.grouped(metric.errors),
      ])
    }
    return text + more(metrics.count)
  }

  private static func generation(_ run: Run) -> String {
    let rows = run.suites.compactMap(GenerationRow.init)
    guard !rows.isEmpty else { return "" }
    var text = "### Generation\n\n"
    text += line(GenerationRow.headings) + "|---|--:|--:|--:|--:|--:|--:|\n"
    for row in rows.prefix(mostLines) { text += line(row.cells.map { MarkdownText.escape($0) }) }
    return text + more(rows.count) + "\n\(GenerationRow.note)\n"
  }

  private static func line(_ cells: [String]) -> String {
    "| " + cells.joined(separator: " | ") + " |\n"
  }

  private static func more(_ count: Int) -> String {
    count > mostLines ? "\n_And \(count - mostLines) more in `results.json`._\n" : ""
  }

  // MARK: Samples

  private static func attention(_ run: Run) -> String {
    var counts: [SampleStatus: Int] = [:]
    var named: [String] = []
    for suite in run.suites {
      for (row, status) in SampleStatus.all(of: suite).enumerated() where status.needsAttention {
        counts[status, default: 0] += 1
        guard named.count < mostSamples else { continue }
        let id = suite.scores.id(row)
        let name = Sanitizer.line("\(suite.definition.id)/\(id)", limit: 200)
        named.append("- \(status.rawValue): \(MarkdownText.escape(name))\n")
      }
    }
    let total = counts.values.reduce(0, +)
    guard total > 0 else { return "" }
    let words = SampleStatus.allCases.compactMap { status in
      counts[status].map { "\(Figure.grouped($0)) \(status.rawValue)" }
    }
    var text = "### Samples to look at\n\n\(words.joined(separator: ", ")).\n\n"
    text += named.joined()
    if total > named.count {
      text += "- and \(Figure.grouped(total - named.count)) more in `index.html`\n"
    }
    return text
  }

  private static func provenance(_ run: Run) -> String {
    let model = run.model
    return
      "<sub>\(MarkdownText.escape(model.name)) · sha256 \(MarkdownText.escape(model.digest)) · "
      + "\(MarkdownText.escape(model.quantization)) · \(MarkdownText.escape(model.precision)) · "
      + "seed \(run.settings.seed) · \(Figure.duration(run.timing.seconds)) · "
      + "Assay \(MarkdownText.escape(run.settings.version))</sub>\n"
  }
}

/// Text of others inside Markdown.
enum MarkdownText {
  /// Harmless on one line: control characters visible, every character that Markdown or HTML reads
  /// as markup written as an entity.
  static func escape(_ text: String, limit: Int = 600) -> String {
    var output = ""
    for scalar in Sanitizer.line(text, limit: limit).unicodeScalars {
      if Self.markup.contains(scalar) {
        output += "&#\(scalar.value);"
      } else {
        output.unicodeScalars.append(scalar)
      }
    }
    return output
  }

  private static let markup = Set("&<>\"'`*_[]|~#!@\\{}$:".unicodeScalars)
}

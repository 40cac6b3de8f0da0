package import Evaluation

/// What a run prints when it is done: metrics with intervals, conditions, the verdict last.
package enum ConsoleReport {
  /// The report as text.
  ///
  /// - Parameters:
  ///   - run: the finished run.
  ///   - width: columns of the terminal; at least 60 are used.
  ///   - color: whether ANSI colours may be written.
  ///   - showsSlices: whether metrics of slices are listed, too.
  /// - Returns: lines, each ended by a line feed; no text of others can steer the terminal.
  package static func render(
    _ run: Run, width: Int, color: Bool, showsSlices: Bool = false
  ) -> String {
    let width = max(60, width)
    let ink = Ink(isOn: color)
    var lines = [heading(run, width: width, ink), ""]
    lines += metrics(run, width: width, ink)
    if showsSlices { lines += slices(run, width: width, ink) }
    lines += generation(run, width: width, ink)
    lines += conditions(run.verdict, width: width, ink)
    lines += verdict(run.verdict, width: width, ink)
    return lines.map { $0 + "\n" }.joined()
  }

  private static func heading(_ run: Run, width: Int, _ ink: Ink) -> String {
    let model = run.model
    let digest = model.digest.prefix(12)
    let text =
      "\(run.name) · \(model.name) · \(model.precision) · sha256 \(digest)… · "
      + Figure.duration(run.timing.seconds)
    return ink.bold(DisplayWidth.fitted(Sanitizer.line(text), to: width))
  }

  // MARK: Metrics

  private static func metrics(_ run: Run, width: Int, _ ink: Ink) -> [String] {
    let metrics =
      run.suites.flatMap(\.metrics).filter { $0.slice == nil } + run.groups.flatMap(\.metrics)
    guard !metrics.isEmpty else { return [] }
    return table(metrics, slices: false, width: width, ink) + [""]
  }

  /// The most lines of slices.
  static let mostSlices = 200

  private static func slices(_ run: Run, width: Int, _ ink: Ink) -> [String] {
    let choice = SliceChoice(run.suites.flatMap(\.metrics), limit: mostSlices)
    var lines: [String] = []
    if !choice.shown.isEmpty {
      lines = table(choice.shown, slices: true, width: width, ink)
    }
    if let rest = choice.rest { lines += DisplayWidth.wrapped(rest, to: width) }
    if lines.isEmpty { lines = ["no suite of this run has slices"] }
    return lines + [""]
  }

  private static let figures: [TextTable.Column] = [
    .init("Value", right: true), .init("Interval"), .init("n", right: true),
    .init("Unscored", right: true), .init("Errors", right: true),
  ]

  private static func table(
    _ metrics: [Metric], slices: Bool, width: Int, _ ink: Ink
  ) -> [String] {
    var table = TextTable(
      columns: (slices ? [.init("Metric"), .init("Slice")] : [.init("Metric")]) + figures)
    for metric in metrics {
      var cells: [TextTable.Cell] = [.init(metric.id)]
      if slices { cells.append(.init(metric.slice ?? "")) }
      cells += [
        .init(metric.value.map(Figure.short) ?? "undefined"),
        .init(metric.interval.map(interval) ?? ""), .init(Figure.grouped(metric.n)),
        .init(Figure.grouped(metric.unscored), tone: metric.unscored > 0 ? .warn : .none),
        .init(Figure.grouped(metric.errors), tone: metric.errors > 0 ? .bad : .none),
      ]
      table.add(cells)
    }
    return table.lines(width: width, ink)
  }

  private static func generation(_ run: Run, width: Int, _ ink: Ink) -> [String] {
    let rows = run.suites.compactMap(GenerationRow.init)
    guard !rows.isEmpty else { return [] }
    var table = TextTable(
      columns: GenerationRow.shortHeadings.enumerated().map { .init($1, right: $0 > 0) })
    for row in rows { table.add(row.cells.map { .init($0) }) }
    return table.lines(width: width, ink) + [""]
  }

  private static func interval(_ interval: Interval) -> String {
    "\(Figure.interval(interval)) \(Figure.percent(interval.confidence)) \(interval.method)"
  }

  // MARK: Conditions

  private static func conditions(_ verdict: Verdict, width: Int, _ ink: Ink) -> [String] {
    guard !verdict.conditions.isEmpty else { return [] }
    var table = TextTable(
      columns: [
        .init(""), .init("Status"), .init("Condition"), .init("Judged", right: true),
        .init("Limit"), .init("n", right: true), .init("Why"),
      ])
    for line in FoldedConditions.lines(verdict.conditions) {
      let result = line.result
      let look = look(result)
      let condition = result.condition
      table.add([
        .init(look.symbol, tone: look.tone), .init(result.status.rawValue, tone: look.tone),
        .init(line.name + (condition.safety ? " (safety)" : "")),
        .init((result.judged ?? result.value).map(Figure.short) ?? ""),
        .init(ConditionText.limit(condition)), .init(Figure.grouped(result.n)),
        .init(result.why),
      ])
    }
    return table.lines(width: width, ink) + [""]
  }

  private static func look(_ result: ConditionResult) -> (symbol: String, tone: Ink.Tone) {
    if result.status == .pass { return ("✓", .good) }
    guard result.condition.severity == .block else { return ("!", .warn) }
    return result.status == .inconclusive ? ("?", .warn) : ("✗", .bad)
  }

  // MARK: Verdict

  private static func verdict(_ verdict: Verdict, width: Int, _ ink: Ink) -> [String] {
    let tone: Ink.Tone =
      switch verdict.overall {
      case .passed: .good
      case .warned, .inconclusive: .warn
      case .failed: .bad
      case .ungated: .none
      }
    let word = ink.bold(ink.paint(verdict.overall.rawValue, tone))
    var lines = ["\(word) · exit code \(verdict.exitCode) · \(ConditionText.meaning(verdict))"]
    for reason in verdict.reasons {
      let wrapped = DisplayWidth.wrapped(Sanitizer.line(reason), to: width - 4)
      for (index, line) in wrapped.enumerated() {
        lines.append((index == 0 ? "  • " : "    ") + line)
      }
    }
    return lines
  }
}

/// ANSI colours, or none.
struct Ink {
  /// What a text means.
  enum Tone: Equatable {
    case none, good, bad, warn, quiet
  }

  let isOn: Bool

  func paint(_ text: String, _ tone: Tone) -> String {
    guard isOn else { return text }
    switch tone {
    case .none: return text
    case .good: return "\u{1B}[32m\(text)\u{1B}[39m"
    case .bad: return "\u{1B}[31m\(text)\u{1B}[39m"
    case .warn: return "\u{1B}[33m\(text)\u{1B}[39m"
    case .quiet: return "\u{1B}[2m\(text)\u{1B}[22m"
    }
  }

  func bold(_ text: String) -> String {
    isOn ? "\u{1B}[1m\(text)\u{1B}[22m" : text
  }
}

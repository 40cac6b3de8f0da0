/// The suite file of a replay.
struct ReplaySuite {
  let task: LoggedTask
  let id: String
  let rows: ReplayRows
  /// Our names of the metrics.
  var metrics: [String]
  /// Logged metrics without a counterpart.
  let unknownMetrics: [String]
  private let positive: String?
  private let extraction: FilterTranslation?
  private let comparison: YAMLText?
  private let generation: GenerationTranslation?

  /// Translates what the log and the results say of a task.
  ///
  /// - Throws: `Refusal` where its filters or its generation have no counterpart.
  init(_ task: LoggedTask, id: String, rows: ReplayRows) throws(Refusal) {
    self.task = task
    self.id = id
    self.rows = rows
    let type = task.outputType
    let logged = task.metricNames
    metrics = logged.compactMap { MetricTranslation.name(of: $0, type) }
    unknownMetrics = logged.filter { MetricTranslation.name(of: $0, type) == nil }
    if metrics.contains("f1") || metrics.contains("mcc") {
      let choices = rows.fixedChoices
      positive = metrics.contains("f1") ? choices.flatMap { $0.count > 1 ? $0[1] : nil } : nil
      if choices == nil { metrics.removeAll { $0 == "f1" || $0 == "mcc" } }
    } else {
      positive = nil
    }
    let list = task.config?["metric_list"]?.items ?? []
    comparison = list.first { $0["metric"]?.text == "exact_match" }
      .flatMap(MetricTranslation.comparison)
    guard type == .generate else {
      (extraction, generation) = (nil, nil)
      return
    }
    extraction = try ReplaySuite.extraction(task)
    generation = try ReplaySuite.generation(task)
  }

  private static func extraction(_ task: LoggedTask) throws(Refusal) -> FilterTranslation {
    guard task.filters == ["none"] || task.config != nil else {
      throw Refusal(
        "its answers went through the filters \(task.filters.joined(separator: ", ")), which the "
          + "samples do not describe", remedy: "Name the run's results_*.json with --results.")
    }
    return try FilterTranslation(task.config?["filter_list"], .generate)
  }

  private static func generation(_ task: LoggedTask) throws(Refusal) -> GenerationTranslation {
    let options = task.samples.first?.arguments.first?.generation
    guard task.samples.allSatisfy({ $0.arguments.first?.generation == options }) else {
      throw Refusal(
        "its rows are generated with different arguments", remedy: "No suite of Assay does so.")
    }
    return try GenerationTranslation(
      options.map { ConfigValue($0) }, repeats: task.samples.first?.responses.first?.count ?? 1,
      delimiter: "\n\n")
  }

  /// The file's text.
  ///
  /// - Parameters:
  ///   - data: The rows' file, as the suite names it.
  ///   - digest: Its SHA-256.
  func document(data: String, digest: String) -> String {
    var entries: [(key: String, value: YAMLText)] = [
      ("suite", .text(id)),
      (
        "description",
        .text(
          "Prompts of \(task.name) as lm-evaluation-harness logged them, \(rows.rows.count) rows.")
      ),
      (
        "tags",
        .row(
          [.text("lm-eval"), .text("replay")]
            + (id == task.name ? [] : [.text("lm-eval:\(task.name)")]))
      ),
      (
        "data", .map([("path", .text(data)), ("sha256", .text(digest)), ("id", .text("id"))])
      ),
    ]
    entries += question + answer
    if let generation { entries.append(("generate", generation.section)) }
    if let steps = extraction?.section { entries.append(("extract", steps)) }
    if let comparison, task.outputType == .generate { entries.append(("compare", comparison)) }
    if let positive { entries.append(("positive", .text(positive))) }
    entries.append(("metrics", .row(metrics.map { .text($0) })))
    return "# Made from \(task.file).\n" + YAMLText.map(entries).document
  }

  private var question: [(key: String, value: YAMLText)] {
    switch rows.shape {
    case .text: return [("task", .text("perplexity"))]
    case .choices(let delimiter):
      return [prompt("context", delimiter), ("task", .text("multiple_choice"))]
    case .contexts(let delimiter):
      return [
        ("prompt", .map([("target_delimiter", .text(delimiter))])),
        ("task", .text("multiple_choice")),
      ]
    case .target: return [prompt("context", nil), ("task", .text("loglikelihood"))]
    case .answers: return [prompt("prompt", nil), ("task", .text("generate"))]
    }
  }

  private func prompt(_ field: String, _ delimiter: String?) -> (key: String, value: YAMLText) {
    var entries: [(key: String, value: YAMLText)] = [("text", .text("{{ \(field) }}"))]
    let isEmpty = rows.rows.contains { row in
      guard case .string(let text)? = row.first(where: { $0.name == field })?.value else {
        return false
      }
      return !text.contains { !$0.isWhitespace }
    }
    if isEmpty { entries.append(("allow_empty", .plain("true"))) }
    if let delimiter, delimiter != " " { entries.append(("target_delimiter", .text(delimiter))) }
    return ("prompt", .map(entries))
  }

  private var answer: [(key: String, value: YAMLText)] {
    let target: (key: String, value: YAMLText) = ("target", .text("{{ target }}"))
    switch rows.shape {
    case .text: return [("target", .text("{{ text }}"))]
    case .target, .answers: return [target]
    case .choices:
      return [("choices", .text("{{ choices }}")), target, ("target_is", .text("index"))]
    case .contexts:
      return [
        ("contexts", .text("{{ contexts }}")), ("continuation", .text("{{ continuation }}")),
        target, ("target_is", .text("index")),
      ]
    }
  }
}

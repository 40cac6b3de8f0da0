import Jinja

/// A suite as an import writes it: a task's configuration in the words of a suite file.
struct SuiteDraft {
  /// A part of a row that a suite reads.
  enum Part: String, CaseIterable {
    case question, choices, continuation, target

    /// The field that holds it where it was computed at the import.
    var column: String { "lm_eval_\(rawValue)" }
  }

  /// The data of one side: the samples or the exemplars.
  struct Data {
    /// As the suite names it, relative to the suite file; `nil` for exemplars from the samples' file.
    var path: String?
    /// Stated where the file is not written by the import.
    var sha256: String?
  }

  let task: TaskConfiguration
  /// The suite's id.
  let id: String
  var metrics: MetricTranslation
  let extraction: FilterTranslation
  let generation: GenerationTranslation?
  let hasContexts: Bool
  var data = Data()
  var shots: Data?
  /// Rows of `fewshot_config.samples`.
  var samples: [JSONValue]?
  /// The columns of the data, which names in the configuration may mean.
  var columns: Set<String> = []
  /// Parts that are read from a column of their own.
  var frozen: Set<Part> = []
  var frozenShots: Set<Part> = []
  var targetReading = TargetReading.auto
  /// Whether some questions are empty.
  var allowsEmpty = false
  /// Whether the examples are left out, to read samples alone.
  var omitsShots = false

  /// The file's text.
  var document: String {
    var entries: [(key: String, value: YAMLText)] = [
      ("suite", .text(id)), ("version", .plain("\(version)")),
      ("description", .text("The task \(task.name) of lm-evaluation-harness.")),
      ("tags", .row(tags.map { .text($0) })), ("data", dataSection),
    ]
    if let prompt { entries.append(("prompt", prompt)) }
    entries.append(("task", .text(kind.rawValue)))
    entries += answer
    if let generation { entries.append(("generate", generation.section)) }
    if let steps = extraction.section { entries.append(("extract", steps)) }
    if let compare = metrics.comparison { entries.append(("compare", compare)) }
    if let positive = metrics.positive { entries.append(("positive", .text(positive))) }
    entries.append(("metrics", .row(metrics.names.map { .text($0) })))
    return "# Imported from lm-evaluation-harness's \(task.file).\n"
      + YAMLText.map(entries).document
  }

  private var version: Int {
    task.config["metadata"]?["version"]?.number.flatMap { Int(exactly: $0.rounded(.down)) } ?? 1
  }

  private var tags: [String] {
    let own = (task.config["tag"]?.texts ?? []).filter { !$0.isEmpty }
    return ["lm-eval"] + (id == task.name ? [] : ["lm-eval:\(task.name)"]) + own
  }

  private var kind: TaskKind {
    switch task.outputType {
    case .multipleChoice: .multipleChoice
    case .loglikelihood: .loglikelihood
    case .rolling: .perplexity
    case .generate: .generate
    }
  }

  private var dataSection: YAMLText {
    var entries: [(key: String, value: YAMLText)] = [("path", .text(data.path ?? "rows.jsonl"))]
    if let digest = data.sha256 { entries.append(("sha256", .text(digest))) }
    return .map(entries)
  }

  // MARK: Prompt

  private var prompt: YAMLText? {
    if task.outputType == .rolling { return nil }
    var entries: [(key: String, value: YAMLText)] = []
    if !task.description.isEmpty {
      entries.append(("description", .text(template(.text(task.description)))))
    }
    if !hasContexts {
      let question = question(task.fields, frozen)
      entries.append(("text", .text(question)))
      if allowsEmpty, !question.isEmpty { entries.append(("allow_empty", .plain("true"))) }
    }
    if let prefix = task.fields.prefix, !prefix.isEmpty {
      entries.append(("prefix", .text(template(.text(prefix)))))
    }
    if task.fields.fewShotDelimiter != "\n\n" {
      entries.append(("delimiter", .text(task.fields.fewShotDelimiter)))
    }
    if task.fields.targetDelimiter != " " {
      entries.append(("target_delimiter", .text(task.fields.targetDelimiter)))
    }
    if let fewShot { entries.append(("few_shot", fewShot)) }
    return entries.isEmpty ? nil : .map(entries)
  }

  private var fewShot: YAMLText? {
    guard task.shots > 0, !omitsShots else { return nil }
    var entries: [(key: String, value: YAMLText)] = [("count", .plain("\(task.shots)"))]
    if let path = shots?.path { entries.append(("path", .text(path))) }
    if (try? task.isFirstSampler()) == false { entries.append(("sampler", .text("lm_eval"))) }
    entries.append(("exclude", .text(task.excludesEvaluatedRow ? "row" : "none")))
    if let samples { entries.append(("samples", .list(samples.map { YAMLText($0) }))) }
    return .map(entries + exemplarForm)
  }

  /// What exemplars have that samples have not.
  private var exemplarForm: [(key: String, value: YAMLText)] {
    let (fields, base) = (task.exemplarFields, task.fields)
    var entries: [(key: String, value: YAMLText)] = []
    let differs = frozen != frozenShots
    if fields.text != base.text || differs, !hasContexts {
      entries.append(("text", .text(question(fields, frozenShots))))
    }
    if kind == .multipleChoice, fields.choice != base.choice || differs, !hasContexts {
      entries.append(("choices", choices(fields, frozenShots)))
    }
    if fields.target != base.target || differs, !hasContexts {
      entries.append(("target", target(fields, frozenShots)))
    }
    if let prefix = fields.prefix, fields.prefix != base.prefix {
      entries.append(("prefix", .text(template(.text(prefix)))))
    }
    if fields.fewShotDelimiter != base.fewShotDelimiter {
      entries.append(("delimiter", .text(fields.fewShotDelimiter)))
    }
    if fields.targetDelimiter != base.targetDelimiter {
      entries.append(("target_delimiter", .text(fields.targetDelimiter)))
    }
    return entries
  }

  // MARK: Answer

  private var answer: [(key: String, value: YAMLText)] {
    var entries: [(key: String, value: YAMLText)] = []
    if hasContexts {
      entries.append(("contexts", choices(task.fields, frozen)))
      let continuation =
        frozen.contains(.continuation)
        ? JinjaSource.field(Part.continuation.column) : template(task.fields.target)
      entries.append(("continuation", .text(continuation)))
    } else if kind == .multipleChoice {
      entries.append(("choices", choices(task.fields, frozen)))
    } else if kind == .generate, let choices = generateChoices {
      entries.append(("choices", choices))
    }
    entries.append(("target", target(task.fields, frozen)))
    let isRead = kind == .multipleChoice || (kind == .generate && generateChoices != nil)
    if isRead, targetReading != .auto {
      entries.append(("target_is", .text(targetReading.rawValue)))
    }
    return entries
  }

  /// The choices of a suite that generates: what its filter looks for, or what its target picks from.
  private var generateChoices: YAMLText? {
    if extraction.readsChoices { return .text(JinjaSource.field("choices")) }
    return task.fields.choice == nil || frozen.contains(.target)
      ? nil : choices(task.fields, frozen)
  }

  private func question(_ fields: TaskConfiguration.Fields, _ frozen: Set<Part>) -> String {
    frozen.contains(.question) ? JinjaSource.field(Part.question.column) : template(fields.text)
  }

  private func choices(_ fields: TaskConfiguration.Fields, _ frozen: Set<Part>) -> YAMLText {
    if frozen.contains(.choices) { return .text(JinjaSource.field(Part.choices.column)) }
    let items = fields.choice?.entries?.map(\.value) ?? fields.choice?.items
    if let items { return .row(items.map { .text(template($0)) }) }
    let source = template(fields.choice ?? .null)
    // A text that spells a list, with templates inside of its texts.
    if source.hasPrefix("["), let items = PythonLiteral.value(source)?.items {
      return .row(items.map { .text($0.pythonText) })
    }
    return .text(source)
  }

  private func target(_ fields: TaskConfiguration.Fields, _ frozen: Set<Part>) -> YAMLText {
    if frozen.contains(.target) { return .text(JinjaSource.field(Part.target.column)) }
    let source = hasContexts ? fields.text : fields.target
    if let items = source.items { return .row(items.map { .text(template($0)) }) }
    return .text(template(source))
  }

  /// A field of the configuration as a template of a suite.
  private func template(_ field: ConfigValue) -> String {
    guard let source = field.text else { return JinjaSource.literal(field.pythonText) }
    return columns.contains(source) ? JinjaSource.field(source) : source
  }
}

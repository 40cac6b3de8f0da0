/// A suite file as it is written, checked field by field; the wire form of `SuiteDefinition`.
struct SuiteFile {
  var id: String
  var version: Int
  var description: String
  var tags: [String]
  var data: DataSection
  var prompt: PromptSection
  var task: TaskKind
  var choices: ChoicesSection?
  var contexts: ContextsSection?
  var target: TargetSection?
  var targetReading: TargetReading
  /// The text whose words and bytes count instead of those of the measured one; for `perplexity`.
  var counted: SuiteTemplate?
  var positive: String?
  var positivePlace: Place?
  var pair: PairSection?
  var openings: [String]
  var generate: GenerateSection
  var extract: [ExtractPipeline]
  var compare: Comparison
  var jsonSchema: JSONSchemaSection?
  var instructions: InstructionsSection?
  var metrics: [String]
  var probe: ProbeDefinition?
  var judge: JudgeSection?

  /// Every key of the top level.
  static let keys = [
    "suite", "version", "description", "tags", "data", "prompt", "task", "choices", "contexts",
    "continuation", "target", "target_is", "counted", "positive", "pair", "openings", "generate",
    "extract", "compare", "json_schema", "instructions", "metrics", "probe", "judge",
  ]

  /// Keys of the design whose features come later.
  static let plannedKeys = ["cross_validation", "embed"]

  /// Reads the fields; whatever is wrong goes to the mapping's log.
  ///
  /// - Parameter top: The file's mapping.
  /// - Returns: `nil` where a field that everything else needs is wrong.
  static func read(_ top: YAMLMapping) -> SuiteFile? {
    top.check(known: keys, planned: plannedKeys)
    let start = Place(file: top.file, line: 1)
    let id = top.required("suite", at: start, remedy: "Name the suite: \"suite: my-suite\".")
      .flatMap(Identifier.read)
    let task = top.required(
      "task", at: start,
      remedy: "State one of \(TaskKind.allCases.map(\.rawValue).joined(separator: ", ")).")?
      .word(TaskKind.self)
    let data = top.required(
      "data", at: start, remedy: "Name the rows: \"data: {path: items.jsonl}\"."
    ).flatMap(DataSection.read)
    let sections = Sections.read(top)
    guard let id, let task, let data else {
      // Data that is missing is worth saying in the same pass.
      if let data, data.files.remote.isEmpty {
        let locator = DataLocator(places: DataPlaces(), suite: id ?? "", log: top.log)
        _ = DataSources(data, sections.prompt.fewShot, locator)
      }
      return nil
    }
    let file = SuiteFile(
      id: id, version: sections.version, description: sections.description, tags: sections.tags,
      data: data, prompt: sections.prompt, task: task, choices: sections.choices,
      contexts: sections.contexts, target: sections.target,
      targetReading: sections.targetReading, counted: sections.counted, positive: sections.positive,
      positivePlace: top["positive"]?.place,
      pair: sections.pair, openings: sections.openings, generate: sections.generate,
      extract: sections.extract, compare: sections.compare, jsonSchema: sections.jsonSchema,
      instructions: sections.instructions, metrics: [], probe: sections.probe,
      judge: top["judge"].flatMap(JudgeSection.read))
    return file.checked(top)
  }

  /// Applies the rules that join several fields.
  private func checked(_ top: YAMLMapping) -> SuiteFile {
    var file = self
    file.metrics = MetricNames.read(top["metrics"], of: self)
    TaskRules(top: top, suite: file).check()
    return file
  }

  /// The fields that can be read whatever the others say.
  private struct Sections {
    var version: Int
    var description: String
    var tags: [String]
    var prompt: PromptSection
    var choices: ChoicesSection?
    var contexts: ContextsSection?
    var target: TargetSection?
    var targetReading: TargetReading
    var counted: SuiteTemplate?
    var positive: String?
    var pair: PairSection?
    var openings: [String]
    var generate: GenerateSection
    var extract: [ExtractPipeline]
    var compare: Comparison
    var jsonSchema: JSONSchemaSection?
    var instructions: InstructionsSection?
    var probe: ProbeDefinition?

    static func read(_ top: YAMLMapping) -> Sections {
      Sections(
        version: top["version"]?.whole(0...Int.max) ?? 1,
        description: top["description"]?.text() ?? "", tags: top["tags"]?.texts() ?? [],
        prompt: PromptSection.read(top["prompt"]),
        choices: top["choices"].flatMap(ChoicesSection.read),
        contexts: ContextsSection.read(top), target: top["target"].flatMap(TargetSection.read),
        targetReading: top["target_is"]?.word(TargetReading.self) ?? .auto,
        counted: top["counted"].flatMap(SuiteTemplate.init),
        positive: top["positive"]?.nonEmptyText(), pair: top["pair"].flatMap(PairSection.read),
        openings: RefusalOpenings.read(top["openings"]),
        generate: GenerateSection.read(top["generate"]),
        extract: ExtractSection.read(top["extract"]),
        compare: CompareSection.read(top["compare"]),
        jsonSchema: top["json_schema"].flatMap(JSONSchemaSection.read),
        instructions: top["instructions"].flatMap(InstructionsSection.read),
        probe: top["probe"].flatMap(ProbeSection.read))
    }
  }
}

/// Ids of suites, plans and conditions.
enum Identifier {
  /// A text of `[a-z0-9._-]`.
  static func read(_ value: YAMLValue) -> String? {
    guard let text = value.text("an id") else { return nil }
    let allowed = "abcdefghijklmnopqrstuvwxyz0123456789._-".utf8
    guard !text.isEmpty, text.utf8.allSatisfy({ allowed.contains($0) }) else {
      value.wrong("an id of the characters a-z, 0-9, \".\", \"_\" and \"-\"")
      return nil
    }
    return text
  }
}

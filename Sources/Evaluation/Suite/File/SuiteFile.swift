/// A suite file as it is written, checked field by field; the wire form of `SuiteDefinition`.
struct SuiteFile {
  var id: String
  var version: Int
  var description: String
  var tags: [String]
  var data: DataSection
  var perturb: PerturbSection?
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
  var decoys: DecoysSection?
  var biasQuestion: BiasQuestionSection?
  var openings: RefusalOpenings.Source
  var generate: GenerateSection
  var extract: [ExtractPipeline]
  var compare: Comparison
  var jsonSchema: JSONSchemaSection?
  var instructions: InstructionsSection?
  var assertions: AssertionsSection?
  var metrics: [String]
  var probe: ProbeDefinition?
  /// What the probe's judge reads of each row.
  var judgeInput: SuiteTemplate?
  /// SHA-256 of the files that the probe names, in the order of their keys.
  var probeDigests: [String]
  var judge: JudgeSection?

  static let keys = SuiteKeys()

  /// What the files that it names besides data add to the suite's digest, a line each.
  var digestLines: String {
    let schema = jsonSchema?.digest.map { "schema \($0)\n" } ?? ""
    return schema + probeDigests.map { "probe \($0)\n" }.joined() + (perturb?.digestLines ?? "")
  }

  /// Reads the fields; whatever is wrong goes to the mapping's log.
  ///
  /// - Parameter top: The file's mapping.
  /// - Returns: `nil` where a field that everything else needs is wrong.
  static func read(_ top: YAMLMapping) -> SuiteFile? {
    top.check(keys)
    let id = top.read(keys.suite)
    let task = top.read(keys.task)
    let data = top.read(keys.data)
    guard let id, let task, let data else {
      // The rest is read all the same, since what is wrong there is worth saying in the same pass.
      let rest = SuiteFile(
        top, id: id ?? "", task: task ?? .generate, data: data ?? DataSection(place: top.place))
      if let data, data.files.remote.isEmpty {
        let locator = DataLocator(places: DataPlaces(), suite: rest.id, log: top.log)
        _ = DataSources(data, rest.prompt.fewShot, locator)
      }
      return nil
    }
    var file = SuiteFile(top, id: id, task: task, data: data)
    // The rules that join several fields.
    file.metrics = MetricNames.read(top[keys.metrics], of: file)
    TaskRules(top: top, suite: file).check()
    return file
  }

  /// Reads the fields that can be read whatever the others say.
  private init(_ top: YAMLMapping, id: String, task: TaskKind, data: DataSection) {
    let keys = SuiteFile.keys
    self.id = id
    self.task = task
    self.data = data
    version = top.read(keys.version)
    description = top.read(keys.description)
    tags = top.read(keys.tags) ?? []
    perturb = top.read(keys.perturb)
    prompt = top.read(keys.prompt) ?? PromptSection(nil)
    choices = top.read(keys.choices)
    contexts = ContextsSection.read(top)
    target = top.read(keys.target)
    targetReading = top.read(keys.targetReading)
    counted = top.read(keys.counted)
    positive = top.read(keys.positive)
    positivePlace = top[keys.positive]?.place
    pair = top.read(keys.pair)
    decoys = top.read(keys.decoys)
    biasQuestion = top.read(keys.biasQuestion)
    openings = top.read(keys.openings) ?? .stated(RefusalOpenings.standard)
    generate = top.read(keys.generate) ?? GenerateSection(nil)
    extract = top.read(keys.extract) ?? []
    compare = top.read(keys.compare) ?? Comparison()
    jsonSchema = top.read(keys.jsonSchema)
    instructions = top.read(keys.instructions)
    assertions = top.read(keys.assertions)
    metrics = []
    let section = top.read(keys.probe)
    probe = section?.definition
    judgeInput = section?.input
    probeDigests = section?.digests ?? []
    judge = top.read(keys.judge)
  }
}

/// Ids of suites, plans, groups and conditions.
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

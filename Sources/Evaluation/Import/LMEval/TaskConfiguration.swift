/// A task's configuration, its fields checked and defaulted as `TaskConfig` does.
struct TaskConfiguration {
  /// How answers are obtained.
  enum OutputType: String {
    case multipleChoice = "multiple_choice"
    case loglikelihood
    case rolling = "loglikelihood_rolling"
    case generate = "generate_until"
  }

  /// The fields that make prompts, for samples or for exemplars.
  struct Fields: Equatable {
    var text: ConfigValue
    var target: ConfigValue
    var choice: ConfigValue?
    var prefix: String?
    var targetDelimiter: String
    var fewShotDelimiter: String
  }

  let name: String
  let config: ConfigValue
  /// The file that it comes from.
  let file: String
  let outputType: OutputType
  let fields: Fields
  /// `fields` with what `fewshot_config` overrides.
  let exemplarFields: Fields
  let description: String
  /// Of shots; 0 where the file states none.
  let shots: Int
  /// Whether the file itself says 0 shots, which the command line does not override.
  let isFixedAtZeroShots: Bool

  /// Reads a task.
  ///
  /// - Parameters:
  ///   - task: With everything that stands above it.
  ///   - shots: What the command line says, if anything.
  /// - Throws: `Refusal` for what only Python could do.
  init(_ task: SelectedTask, shots: Int?) throws(Refusal) {
    name = task.name
    config = task.config
    file = task.file
    try TaskConfiguration.checkPython(config)
    try TaskConfiguration.checkKinds(config)
    let word = config["output_type"]?.text ?? OutputType.generate.rawValue
    guard let type = OutputType(rawValue: word) else {
      throw Refusal("the output type \"\(word)\" is unknown", remedy: Refusal.replay)
    }
    outputType = type
    fields = try TaskConfiguration.fields(config)
    exemplarFields = TaskConfiguration.overridden(fields, by: config["fewshot_config"])
    description = config["description"]?.text ?? ""
    let stated = config["num_fewshot"].flatMap { $0.number.map { Int($0) } }
    isFixedAtZeroShots = stated == 0
    self.shots = isFixedAtZeroShots ? 0 : shots ?? stated ?? 0
    guard (0...1000).contains(self.shots) else {
      throw Refusal("\(self.shots) shots are asked for", remedy: "Ask for at most 1000.")
    }
  }

  private static func checkPython(_ config: ConfigValue) throws(Refusal) {
    if config["class"] != nil {
      throw Refusal("the task is a Python class", remedy: Refusal.replay)
    }
    for entry in config.entries ?? [] {
      if let function = entry.value.functions.first { throw .python(entry.key, function) }
    }
  }

  private static func checkKinds(_ config: ConfigValue) throws(Refusal) {
    for (key, what) in [("doc_to_image", "images"), ("doc_to_audio", "audio")]
    where config[key].map({ !$0.isNull }) == true {
      throw Refusal("its prompts hold \(what)", remedy: "Assay evaluates text alone.")
    }
    for key in ["custom_dataset", "process_docs", "process_results"]
    where config[key].map({ !$0.isNull }) == true {
      throw .python(key, config[key]?.pythonText ?? "")
    }
    if config["unsafe_code"]?.flag == true {
      throw Refusal(
        "it runs code that the model wrote", remedy: "Assay does not run generated code.")
    }
    if let prompt = config["use_prompt"], !prompt.isNull {
      throw Refusal("its prompt is promptsource's \(prompt.pythonText)", remedy: Refusal.replay)
    }
  }

  private static func fields(_ config: ConfigValue) throws(Refusal) -> Fields {
    guard let text = config["doc_to_text"], !text.isNull else {
      throw Refusal("it has no doc_to_text", remedy: Refusal.replay)
    }
    guard let target = config["doc_to_target"], !target.isNull else {
      throw Refusal("it has no doc_to_target", remedy: Refusal.replay)
    }
    return Fields(
      text: text, target: target, choice: config["doc_to_choice"].flatMap { $0.isNull ? nil : $0 },
      prefix: config["gen_prefix"]?.text, targetDelimiter: config["target_delimiter"]?.text ?? " ",
      fewShotDelimiter: config["fewshot_delimiter"]?.text ?? "\n\n")
  }

  private static func overridden(_ fields: Fields, by config: ConfigValue?) -> Fields {
    var result = fields
    func value(_ key: String) -> ConfigValue? { config?[key].flatMap { $0.isNull ? nil : $0 } }
    result.text = value("doc_to_text") ?? fields.text
    result.target = value("doc_to_target") ?? fields.target
    result.choice = value("doc_to_choice") ?? fields.choice
    result.prefix = value("gen_prefix")?.text ?? fields.prefix
    result.targetDelimiter = value("target_delimiter")?.text ?? fields.targetDelimiter
    result.fewShotDelimiter = value("fewshot_delimiter")?.text ?? fields.fewShotDelimiter
    return result
  }
}

// MARK: Splits

extension TaskConfiguration {
  private func split(_ key: String) -> String? { config[key]?.text }

  /// The split whose rows are evaluated: test, else validation.
  var evaluatedSplit: String? { split("test_split") ?? split("validation_split") }

  /// Where exemplars come from.
  enum Pool: Equatable {
    case split(String)
    /// Rows of `fewshot_config.samples`.
    case samples([ConfigValue])
  }

  /// `fewshot_config.split` or `fewshot_split`, else the task's own samples, else training, validation
  /// or test.
  var pool: Pool? {
    if let split = fewShotSplit { return .split(split) }
    if let samples = config["fewshot_config"]?["samples"]?.items { return .samples(samples) }
    return (split("training_split") ?? split("validation_split") ?? split("test_split"))
      .map { .split($0) }
  }

  private var fewShotSplit: String? {
    config["fewshot_config"]?["split"]?.text ?? split("fewshot_split")
  }

  /// Whether rows equal to the evaluated one are no exemplars: where the few-shot split is the test
  /// split, and where there is neither.
  var excludesEvaluatedRow: Bool { fewShotSplit == split("test_split") }

  /// `first_n`, or lm-evaluation-harness's own draws.
  func isFirstSampler() throws(Refusal) -> Bool {
    switch config["fewshot_config"]?["sampler"] {
    case nil, .null, .text("default"): return false
    case .text("first_n"): return true
    case let sampler?:
      throw Refusal(
        "the few-shot sampler \(sampler.pythonText) is unknown", remedy: Refusal.replay)
    }
  }
}

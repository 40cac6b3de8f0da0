/// The `prompt` of a suite: what stands before the answer.
struct PromptSection {
  var description: SuiteTemplate?
  var text: SuiteTemplate?
  var system: SuiteTemplate?
  var prefix: SuiteTemplate?
  var fewShot: FewShotSection?
  /// Stands between exemplars.
  var delimiter = "\n\n"
  /// Stands between a question and its answer.
  var targetDelimiter = " "
  /// Whether the checkpoint's chat template renders it.
  var chat = false

  static let keys = [
    "description", "text", "few_shot", "delimiter", "target_delimiter", "chat", "system", "prefix",
  ]

  static func read(_ value: YAMLValue?) -> PromptSection {
    var section = PromptSection()
    guard let map = value?.mapping("a mapping such as {text: \"Question: {{ question }}\"}") else {
      return section
    }
    map.check(known: keys)
    section.description = map["description"].flatMap(SuiteTemplate.init)
    section.text = map["text"].flatMap(SuiteTemplate.init)
    section.system = map["system"].flatMap(SuiteTemplate.init)
    section.prefix = map["prefix"].flatMap(SuiteTemplate.init)
    section.fewShot = map["few_shot"].flatMap(FewShotSection.read)
    section.delimiter = map["delimiter"]?.text() ?? section.delimiter
    section.targetDelimiter = map["target_delimiter"]?.text() ?? section.targetDelimiter
    section.chat = map["chat"]?.flag() ?? section.chat
    return section
  }

  /// Every template that a prompt is made of.
  var templates: [SuiteTemplate] { [description, text, system, prefix].compactMap { $0 } }
}

/// The `few_shot` of a prompt: which solved examples stand before the question.
struct FewShotSection {
  /// How exemplars are chosen for a sample.
  enum Sampler: Equatable {
    /// The first rows of the file.
    case first
    /// A seeded draw for each sample.
    case random
    /// A seeded draw for each sample, taking the targets in turn.
    case balanced
    /// The same rows for every sample.
    case ids([String])
  }

  /// At least 1.
  var count: Int
  /// `nil` for the suite's own data.
  var files: FileSection?
  var sampler: Sampler
  /// `nil` for the run's seed.
  var seed: UInt64?
  var place: Place

  static func read(_ value: YAMLValue) -> FewShotSection? {
    guard let map = value.mapping("a mapping such as {count: 3, path: few-shot.jsonl}") else {
      return nil
    }
    map.check(known: ["count", "sampler", "seed", "ids"] + FileSection.fileKeys)
    let sampler = readSampler(map)
    var count = map["count"]?.whole(0...1000)
    if case .ids(let ids) = sampler {
      if let count, count != ids.count {
        map["count"]?.wrong("as many as there are ids, \(ids.count)")
      }
      count = ids.count
    } else if map["count"] == nil {
      _ = map.required("count", at: value.place, remedy: "State how many exemplars, such as 3.")
    }
    let hasFiles = FileSection.fileKeys.contains { map[$0] != nil }
    let files = hasFiles ? FileSection.read(map, at: value.place) : nil
    let seed = map["seed"]?.seed()
    guard let count, count > 0 else { return nil }
    return FewShotSection(
      count: count, files: files, sampler: sampler, seed: seed, place: value.place)
  }

  private static func readSampler(_ map: YAMLMapping) -> Sampler {
    let value = map["sampler"]
    let list = value?.isList == true ? value : map["ids"]
    if let list {
      if value != nil, value?.isList == false {
        value?.wrong("no sampler beside \"ids\"", remedy: "Remove one of them.")
      }
      let ids = list.texts("a list of row ids") ?? []
      if ids.isEmpty || Set(ids).count < ids.count { list.wrong("different row ids, at least one") }
      return .ids(ids)
    }
    guard let text = value?.text("one of first, random, balanced, or a list of ids") else {
      return .first
    }
    switch text {
    case "first": return .first
    case "random": return .random
    case "balanced": return .balanced
    default:
      value?.wrong("one of first, random, balanced, or a list of ids")
      return .first
    }
  }
}

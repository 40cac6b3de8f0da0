/// The `few_shot` of a prompt: which solved examples stand before the question, and in what form.
struct FewShotSection {
  /// How exemplars are chosen for a sample.
  enum Sampler: Equatable {
    /// The first rows of the file.
    case first
    /// A seeded draw for each sample.
    case random
    /// A seeded draw for each sample, taking the targets in turn.
    case balanced
    /// One sequence of draws over all samples, as lm-evaluation-harness's `default` sampler.
    case lmEval
    /// The same rows for every sample.
    case ids([String])
  }

  /// Which rows of the pool a sample is never shown.
  enum Exclusion: String, CaseIterable {
    /// Itself and whatever asks the same; in another file that is an error.
    case question
    /// Rows equal to its own.
    case row
    case none
  }

  /// At least 1.
  var count: Int
  /// `nil` for the suite's own data, or `samples`.
  var files: FileSection?
  /// Rows that stand in the suite file itself; `nil` where there are none.
  var samples: [DataRecord]?
  var sampler: Sampler
  /// The field whose value exemplars share with the sample; `nil` where any may be shown.
  var same: DataSection.FieldName?
  var exclude: Exclusion
  /// `nil` for the run's seed, or lm-evaluation-harness's 1234 with its sampler.
  var seed: UInt64?
  var form: ExemplarForm
  var place: Place

  static let keys =
    [
      "count", "samples", "sampler", "same", "exclude", "seed", "ids", "text", "choices", "target",
      "prefix", "delimiter", "target_delimiter",
    ] + FileSection.fileKeys

  static func read(_ value: YAMLValue) -> FewShotSection? {
    guard let map = value.mapping("a mapping such as {count: 3, path: few-shot.jsonl}") else {
      return nil
    }
    map.check(known: keys)
    let sampler = readSampler(map)
    let count = readCount(map, sampler, value)
    let files = hasFiles(map) ? FileSection.read(map, at: value.place) : nil
    if files != nil, let samples = map["samples"] {
      samples.wrong("no samples beside a path", remedy: "Remove one of them.")
    }
    let section = FewShotSection(
      count: count ?? 0, files: files, samples: map["samples"].flatMap(InlineRows.read),
      sampler: sampler, same: readSame(map, sampler), exclude: readExclusion(map, sampler),
      seed: map["seed"]?.seed(),
      form: ExemplarForm(map), place: value.place)
    return section.count > 0 ? section : nil
  }

  private static func readSame(
    _ map: YAMLMapping, _ sampler: Sampler
  ) -> DataSection.FieldName? {
    guard let value = map["same"] else { return nil }
    switch sampler {
    case .first, .random, .balanced: break
    case .lmEval, .ids:
      value.wrong(
        "no field with this sampler, which draws from all rows",
        remedy: "Use the sampler first, random or balanced.")
    }
    return DataSection.FieldName(value)
  }

  private static func hasFiles(_ map: YAMLMapping) -> Bool {
    FileSection.fileKeys.contains { map[$0] != nil }
  }

  private static func readCount(
    _ map: YAMLMapping, _ sampler: Sampler, _ value: YAMLValue
  ) -> Int? {
    let count = map["count"]?.whole(0...1000)
    if case .ids(let ids) = sampler {
      if let count, count != ids.count {
        map["count"]?.wrong("as many as there are ids, \(ids.count)")
      }
      return ids.count
    }
    if map["count"] == nil {
      _ = map.required("count", at: value.place, remedy: "State how many exemplars, such as 3.")
    }
    return count
  }

  /// What is stated, or else `question`; with lm-evaluation-harness's sampler what it would do.
  private static func readExclusion(_ map: YAMLMapping, _ sampler: Sampler) -> Exclusion {
    let isOwnData = !hasFiles(map) && map["samples"] == nil
    guard let value = map["exclude"], let stated = value.word(Exclusion.self) else {
      return sampler != .lmEval ? .question : isOwnData ? .row : .none
    }
    if stated == .question, sampler == .lmEval {
      value.wrong(
        "row or none with the sampler lm_eval",
        remedy: "It draws before it knows what a row asks, as lm-evaluation-harness does.")
    }
    return stated
  }

  private static let wanted = "one of first, random, balanced, lm_eval, or a list of ids"

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
    switch value?.text(wanted) {
    case nil, "first": return .first
    case "random": return .random
    case "balanced": return .balanced
    case "lm_eval": return .lmEval
    default:
      value?.wrong(wanted)
      return .first
    }
  }
}

/// What exemplars are made by where it is not what samples are made by.
struct ExemplarForm {
  var text: SuiteTemplate?
  var choices: ChoicesSection?
  var target: TargetSection?
  var prefix: SuiteTemplate?
  var delimiter: String?
  var targetDelimiter: String?

  init(_ map: YAMLMapping) {
    text = map["text"].flatMap(SuiteTemplate.init)
    choices = map["choices"].flatMap(ChoicesSection.read)
    target = map["target"].flatMap(TargetSection.read)
    prefix = map["prefix"].flatMap(SuiteTemplate.init)
    delimiter = map["delimiter"]?.text()
    targetDelimiter = map["target_delimiter"]?.text()
  }

  /// Every template of it.
  var templates: [SuiteTemplate] {
    [text, prefix].compactMap { $0 } + (choices?.templates ?? []) + (target?.templates ?? [])
  }
}

/// The `few_shot` of a prompt: which solved examples stand before the question, and in what form.
struct FewShotSection {
  /// How exemplars are chosen for a sample.
  enum Sampler: Sendable, Equatable {
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
  enum Exclusion: String, Sendable, CaseIterable {
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

  static let keys = FewShotKeys()
  static let shape = Shape.mapping(
    keys, "a mapping such as {count: 3, path: few-shot.jsonl}", read: FewShotSection.read)

  private static func read(_ map: YAMLMapping, _ keys: FewShotKeys) -> FewShotSection? {
    let sampler = readSampler(map)
    let count = readCount(map, sampler)
    let files = hasFiles(map) ? FileSection.read(map) : nil
    if files != nil, let samples = map[keys.samples] {
      samples.wrong("no samples beside a path", remedy: "Remove one of them.")
    }
    let section = FewShotSection(
      count: count ?? 0, files: files, samples: map.read(keys.samples), sampler: sampler,
      same: readSame(map, sampler), exclude: readExclusion(map, sampler),
      seed: map.read(keys.seed), form: ExemplarForm(map), place: map.place)
    return section.count > 0 ? section : nil
  }

  private static func readSame(
    _ map: YAMLMapping, _ sampler: Sampler
  ) -> DataSection.FieldName? {
    guard let value = map[keys.same] else { return nil }
    switch sampler {
    case .first, .random, .balanced: break
    case .lmEval, .ids:
      value.wrong(
        "no field with this sampler, which draws from all rows",
        remedy: "Use the sampler first, random or balanced.")
    }
    return map.read(keys.same)
  }

  private static func hasFiles(_ map: YAMLMapping) -> Bool {
    keys.files.names.contains { map[$0] != nil }
  }

  private static func readCount(_ map: YAMLMapping, _ sampler: Sampler) -> Int? {
    let count = map.read(keys.count)
    if case .ids(let ids) = sampler {
      if let count, count != ids.count {
        map[keys.count]?.wrong("as many as there are ids, \(ids.count)")
      }
      return ids.count
    }
    if map[keys.count] == nil {
      _ = map.required(
        keys.count.name, at: map.place, remedy: "State how many exemplars, such as 3.")
    }
    return count
  }

  /// What is stated, or else `question`; with lm-evaluation-harness's sampler what it would do.
  private static func readExclusion(_ map: YAMLMapping, _ sampler: Sampler) -> Exclusion {
    let isOwnData = !hasFiles(map) && map[keys.samples] == nil
    guard let stated = map.read(keys.exclude) else {
      return sampler != .lmEval ? .question : isOwnData ? .row : .none
    }
    if stated == .question, sampler == .lmEval {
      map[keys.exclude]?.wrong(
        "row or none with the sampler lm_eval",
        remedy: "It draws before it knows what a row asks, as lm-evaluation-harness does.")
    }
    return stated
  }

  private static func readSampler(_ map: YAMLMapping) -> Sampler {
    guard map[keys.ids] != nil, map[keys.sampler]?.isList != true else {
      return map.read(keys.sampler)
    }
    map[keys.sampler]?.wrong("no sampler beside \"ids\"", remedy: "Remove one of them.")
    return .ids(map.read(keys.ids) ?? [])
  }
}

extension FewShotSection.Sampler {
  /// The samplers that have names.
  private static let named: [(word: String, sampler: FewShotSection.Sampler)] = [
    ("first", .first), ("random", .random), ("balanced", .balanced), ("lm_eval", .lmEval),
  ]

  /// Row ids, each once.
  static let ids = Shape<[String]>(.list(of: .text, least: 1, isUnique: true)) { value in
    guard let ids = value.texts("a list of row ids") else { return nil }
    if ids.isEmpty || Set(ids).count < ids.count { value.wrong("different row ids, at least one") }
    return ids
  }

  /// The name of a sampler, or a list of ids.
  static let shape = Shape<FewShotSection.Sampler>(
    .any(.words(named.map(\.word)), ids.schema),
    written: { sampler in named.first { $0.sampler == sampler }.map { .string($0.word) } },
    read: { value in
      if value.isList { return ids.read(value).map { .ids($0) } }
      let words = named.map(\.word).joined(separator: ", ")
      let wanted = "one of \(words), or a list of ids"
      guard let text = value.text(wanted) else { return nil }
      let sampler = named.first { $0.word == text }?.sampler
      if sampler == nil { value.wrong(wanted) }
      return sampler
    })
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
    let keys = FewShotSection.keys
    text = map.read(keys.text)
    choices = map.read(keys.choices)
    target = map.read(keys.target)
    prefix = map.read(keys.prefix)
    delimiter = map.read(keys.delimiter)
    targetDelimiter = map.read(keys.targetDelimiter)
  }

  /// Every template of it.
  var templates: [SuiteTemplate] {
    [text, prefix].compactMap { $0 } + (choices?.templates ?? []) + (target?.templates ?? [])
  }
}

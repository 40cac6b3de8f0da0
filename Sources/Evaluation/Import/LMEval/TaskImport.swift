import Jinja

/// Turns one task into a suite file, with its data beside it where that has to be written down.
struct TaskImport {
  let task: TaskConfiguration
  let id: String
  let folder: ImportFolder
  let datasets: DatasetFolder

  /// Writes the suite.
  ///
  /// - Returns: What a person should know about it.
  /// - Throws: `Refusal` where the task cannot be imported; `Failure` where a file cannot be written.
  func write() throws -> [String] {
    let metrics = try MetricTranslation(task.config["metric_list"], task.outputType)
    let extraction = try FilterTranslation(task.config["filter_list"], task.outputType)
    let generation = task.outputType == .generate ? try GenerationTranslation(task) : nil
    let samples = try evaluatedRows()
    let fields = try DocumentFields(
      task.fields, columns: Set(samples.columns), file: task.file)
    let hasContexts = try self.hasContexts(fields, samples)
    var draft = SuiteDraft(
      task: task, id: id, metrics: metrics, extraction: extraction, generation: generation,
      hasContexts: hasContexts)
    draft.columns = Set(samples.columns)
    var expected: [ExpectedAnswer] = []
    for row in samples.rows {
      expected.append(
        try ExpectedAnswer(fields, row, task.outputType, hasContexts: hasContexts))
    }
    draft = try withPositive(draft, expected)
    draft.allowsEmpty = expected.contains { !$0.question.contains { !$0.isWhitespace } }
    try settle(&draft, samples, expected)
    let pool = try pool(&draft, samples, columns: Set(samples.columns))
    try place(&draft, samples, expected)
    if let pool { try place(&draft, pool) }
    try folder.write(Array(draft.document.utf8), as: "\(id).yaml")
    try verify()
    return notes(draft)
  }

  // MARK: Rows

  private func evaluatedRows() throws(Refusal) -> DatasetRows {
    guard let split = task.evaluatedSplit else {
      throw Refusal(
        "it has neither a test split nor a validation split",
        remedy: "lm-evaluation-harness cannot evaluate it either.")
    }
    return try rows(of: split, isEvaluated: true)
  }

  private func rows(of split: String, isEvaluated: Bool) throws(Refusal) -> DatasetRows {
    guard let file = datasets.file(of: split, in: task, isEvaluated: isEvaluated) else {
      throw missing(split, isEvaluated)
    }
    return try folder.rows(of: file)
  }

  private func missing(_ split: String, _ isEvaluated: Bool) -> Refusal {
    let path = task.config["dataset_path"]?.pythonText ?? "?"
    let config = task.config["dataset_name"].flatMap { $0.isNull ? nil : $0.pythonText }
    let name = config.map { "\(path)/\($0)" } ?? path
    let use = isEvaluated ? "" : ", which its few-shot examples come from,"
    return Refusal(
      "there is no local file of the split \"\(split)\"\(use) of the data set \(name)",
      remedy: "Export it as JSON Lines and say where it is: --data \(name)/\(split)=FILE.")
  }

  /// Whether the question is an index, as the first row decides over there.
  private func hasContexts(
    _ fields: DocumentFields, _ samples: DatasetRows
  ) throws(Refusal) -> Bool {
    guard task.outputType == .multipleChoice, fields.choice != nil, let first = samples.rows.first
    else { return false }
    switch try fields.text(first) {
    case .int, .bool: return true
    default: return false
    }
  }

  // MARK: Readings

  /// Finds the reading of the target, and the parts that only a column of their own can give.
  private func settle(
    _ draft: inout SuiteDraft, _ samples: DatasetRows, _ expected: [ExpectedAnswer]
  ) throws {
    let readings: [TargetReading] = [.auto, .index, .text]
    while let part = try difference(draft, samples, expected) {
      // Choices may be alike where the reading is stated.
      let isOfReading = part == .target || part == .choices
      let isReadable =
        isOfReading && draft.frozen.isEmpty && draft.targetReading != readings.last
      if isReadable, let index = readings.firstIndex(of: draft.targetReading) {
        draft.targetReading = readings[index + 1]
      } else if draft.frozen.insert(part).inserted {
        draft.targetReading = .index
      } else {
        throw Refusal(
          "its \(part.rawValue) cannot be stated so that Assay reads every row as "
            + "lm-evaluation-harness does", remedy: Refusal.replay)
      }
    }
    draft.frozenShots = draft.frozen
  }

  private func difference(
    _ draft: SuiteDraft, _ samples: DatasetRows, _ expected: [ExpectedAnswer]
  ) throws -> SuiteDraft.Part? {
    var zeroShots = draft
    zeroShots.omitsShots = true
    let native = try NativeReading(zeroShots, file: "\(id).yaml")
    let computed = columns(expected, draft.frozen)
    for (index, row) in samples.rows.enumerated() {
      let seen = DatasetRow(row.members + (computed?[index] ?? []), number: row.number)
      if let part = native.difference(seen, expected[index]) { return part }
    }
    return nil
  }

  /// The fields that hold what was computed, one list a row; `nil` where nothing was.
  private func columns(
    _ expected: [ExpectedAnswer], _ frozen: Set<SuiteDraft.Part>
  ) -> [[JSONValue.Member]]? {
    if frozen.isEmpty { return nil }
    return expected.map { answer in
      SuiteDraft.Part.allCases.filter { frozen.contains($0) }.map {
        JSONValue.Member($0.column, answer.value(of: $0))
      }
    }
  }

  private func withPositive(
    _ draft: SuiteDraft, _ expected: [ExpectedAnswer]
  ) throws(Refusal) -> SuiteDraft {
    guard draft.metrics.needsFixedChoices, let first = expected.first else { return draft }
    guard expected.allSatisfy({ $0.choices == first.choices }), first.choices.count > 1 else {
      throw Refusal(
        "its f1 or mcc is over the positions of choices that differ from row to row",
        remedy: "Import a copy of the task without these metrics.")
    }
    var draft = draft
    if draft.metrics.names.contains("f1") { draft.metrics.positive = first.choices[1] }
    return draft
  }

  // MARK: Exemplars

  /// The rows that exemplars come from; `nil` where they are the samples' own or stand in the suite.
  private func pool(
    _ draft: inout SuiteDraft, _ samples: DatasetRows, columns: Set<String>
  ) throws -> DatasetRows? {
    guard task.shots > 0, task.outputType != .rolling, let pool = task.pool else { return nil }
    _ = try task.isFirstSampler()
    let rows: [DatasetRow]
    var other: DatasetRows?
    switch pool {
    case .split(let split) where split == task.evaluatedSplit: rows = samples.rows
    case .split(let split):
      let found = try self.rows(of: split, isEvaluated: false)
      (rows, other) = (found.rows, found)
      draft.shots = SuiteDraft.Data()
    case .samples(let values):
      let samples = values.compactMap { JSONValue($0) }
      draft.samples = samples
      draft.frozenShots = []
      rows = samples.enumerated().map { index, value in
        guard case .object(let members) = value else { return DatasetRow([], number: index + 1) }
        return DatasetRow(members, number: index + 1)
      }
    }
    let isOwn = other == nil && draft.samples == nil
    try check(draft, rows, columns, isOwn ? nil : draft.frozenShots)
    return other
  }

  /// Refuses exemplars that Assay would show differently.
  private func check(
    _ draft: SuiteDraft, _ rows: [DatasetRow], _ columns: Set<String>,
    _ frozen: Set<SuiteDraft.Part>?
  ) throws {
    let native = try NativeReading(draft, file: "\(id).yaml")
    let fields = try DocumentFields(task.exemplarFields, columns: columns, file: task.file)
    for row in rows {
      let expected = try ExpectedAnswer(
        fields, row, task.outputType, hasContexts: draft.hasContexts)
      let computed = self.columns([expected], frozen ?? draft.frozen)?[0] ?? []
      let seen = DatasetRow(row.members + computed, number: row.number)
      let prefix = try fields.prefix(row)
      if let part = native.shows(seen, expected, prefix: prefix) {
        throw Refusal(
          "row \(row.number) of its few-shot examples has a \(part.rawValue) that Assay would show "
            + "differently", remedy: Refusal.replay)
      }
    }
  }

  // MARK: Files

  /// Says where the samples are, and writes them down where no file holds them as they are read.
  private func place(
    _ draft: inout SuiteDraft, _ samples: DatasetRows, _ expected: [ExpectedAnswer]
  ) throws {
    let split = task.evaluatedSplit ?? "test"
    draft.data = try folder.data(
      samples, name: dataName(split), of: draft.frozen.isEmpty ? nil : "\(id).\(split)",
      adding: columns(expected, draft.frozen))
  }

  private func place(_ draft: inout SuiteDraft, _ pool: DatasetRows) throws {
    guard case .split(let split)? = task.pool else { return }
    var computed: [[JSONValue.Member]]?
    if !draft.frozenShots.isEmpty {
      let fields = try DocumentFields(
        task.exemplarFields, columns: draft.columns, file: task.file)
      computed = columns(
        try pool.rows.map {
          try ExpectedAnswer(fields, $0, task.outputType, hasContexts: draft.hasContexts)
        }, draft.frozenShots)
    }
    draft.shots = try folder.data(
      pool, name: dataName(split), of: computed == nil ? nil : "\(id).\(split)", adding: computed)
  }

  /// A name for a split's rows that other tasks on the same data share.
  private func dataName(_ split: String) -> String {
    let config = task.config["dataset_name"].flatMap { $0.isNull ? nil : $0.pythonText }
    let path = task.config["dataset_path"]?.pythonText ?? task.name
    let isLocal = ["json", "csv", "text"].contains(path)
    return ([isLocal ? task.name : path] + [config, split].compactMap { $0 })
      .map(SuiteName.id).joined(separator: ".")
  }

  /// Loads what was written, as a run would.
  private func verify() throws {
    do {
      _ = try SuiteLoader(seed: 1).load(folder.path(of: "\(id).yaml"))
    } catch {
      folder.remove("\(id).yaml")
      throw Refusal(unwritable: error)
    }
  }

  private func notes(_ draft: SuiteDraft) -> [String] {
    var notes: [String] = []
    if !draft.frozen.isEmpty {
      let parts = SuiteDraft.Part.allCases.filter { draft.frozen.contains($0) }.map(\.rawValue)
      notes.append(
        "computed at the import, in columns of its data: \(parts.joined(separator: ", "))")
    }
    if task.config["generation_kwargs"]?["do_sample"]?.flag == true {
      notes.append("it samples: the draws are Assay's own, seeded, and not torch's")
    }
    return notes
  }
}

extension GenerationTranslation {
  fileprivate init(_ task: TaskConfiguration) throws(Refusal) {
    try self.init(
      task.config["generation_kwargs"], repeats: Int(task.config["repeats"]?.number ?? 1),
      delimiter: task.fields.fewShotDelimiter)
  }
}

extension ExpectedAnswer {
  /// A part as the value of a data field.
  fileprivate func value(of part: SuiteDraft.Part) -> JSONValue {
    switch part {
    case .question: return .string(question)
    case .choices: return .array(choices.map { .string($0) })
    case .continuation: return .string(continuation)
    case .target:
      switch target {
      case .none: return .null
      case .choice(let index): return .int(index)
      case .anyChoice(let indices): return .array(indices.map { .int($0) })
      case .texts(let texts):
        return texts.count == 1 ? .string(texts[0]) : .array(texts.map { .string($0) })
      case .label(let label): return .string(label)
      }
    }
  }
}

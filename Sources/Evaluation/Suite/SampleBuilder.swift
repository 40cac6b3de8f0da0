import Jinja

/// Makes samples out of the rows of a suite's data.
struct SampleBuilder {
  let suite: SuiteFile
  /// The data file.
  let file: String
  /// The run's seed.
  let seed: UInt64
  /// The names that templates look up.
  let variables: Set<String>
  private let prompts: PromptBuilder
  private let answers: AnswerReader
  private let requests: RequestBuilder

  init(_ suite: SuiteFile, file: String, seed: UInt64) {
    self.suite = suite
    self.file = file
    self.seed = seed
    prompts = PromptBuilder(section: suite.prompt)
    answers = AnswerReader(task: suite.task, choices: suite.choices, target: suite.target)
    requests = RequestBuilder(suite, seed: seed)
    let pair = suite.pair.map { [$0.stereotyped, $0.counterfactual] } ?? []
    let templates =
      suite.prompt.templates + (suite.choices?.templates ?? []) + (suite.target?.templates ?? [])
      + pair + (suite.instructions?.templates ?? []) + [suite.data.filter].compactMap { $0 }
    variables = Set(templates.flatMap(\.variables))
  }

  /// What templates see of a row.
  func scope(_ record: DataRecord, file: String? = nil, id: String? = nil) -> RowScope {
    let isCanary = suite.probe?.judge == .canary
    let canary = isCanary ? id.map { SampleIdentity.canary($0, suite: suite.id, seed: seed) } : nil
    return RowScope(record, file: file ?? self.file, variables: variables, canary: canary)
  }

  /// The id of a row; a file of exemplars need not have the id field.
  func id(_ record: DataRecord, file: String? = nil) throws(Failure) -> String {
    let isExemplar = file != nil && file != self.file
    guard let field = suite.data.id, !isExemplar || record[field.name] != nil else {
      return try SampleIdentity.derivedID(record)
    }
    guard let id = try text(of: field.name, record, file: file, key: "data.id"), !id.isEmpty else {
      throw Failure(
        .badData, "the id field \"\(field.name)\" is empty",
        at: Place(file: file ?? self.file, line: record.line, field: field.name))
    }
    return id
  }

  /// Whether a row passes the suite's `where`.
  func passes(_ record: DataRecord) throws(Failure) -> Bool {
    guard let filter = suite.data.filter else { return true }
    let row = scope(record)
    let value = try filter.value(row)
    guard case .bool(let isPassing) = value else {
      throw Failure(
        .badData, "where must be true or false, and is \(value.kindName) for \(row.name)",
        at: filter.place, remedy: "Write a comparison, such as \"{{ lang == 'en' }}\".")
    }
    return isPassing
  }

  /// A row as a solved example.
  func exemplar(_ record: DataRecord, file: String) throws(Failure) -> Exemplar {
    let id = try id(record, file: file)
    let row = scope(record, file: file, id: id)
    let choices = try answers.choices(row)
    let answer: String
    switch try answers.target(row, choices: choices) {
    case .choice(let index): answer = choices[index]
    case .texts(let texts): answer = texts.first ?? ""
    case .label(let label): answer = label
    case .none: answer = ""
    }
    return Exemplar(
      id: id, line: record.line, question: try prompts.question(row), answer: answer)
  }

  /// A row as a sample.
  ///
  /// - Parameters:
  ///   - record: The row.
  ///   - id: Its id.
  ///   - pool: Where its exemplars come from; `nil` for none.
  ///   - leaks: Exemplars by question that no sample may ask.
  /// - Returns: The sample with its requests.
  /// - Throws: `Failure` naming the row and what is wrong with it.
  func sample(
    _ record: DataRecord, id: String, pool: ExemplarPool?, leaks: [String: Exemplar]
  ) throws(Failure) -> Sample {
    let row = scope(record, id: id)
    let cluster = try suite.data.cluster.map { field throws(Failure) in
      try required(field.name, record, key: "data.cluster")
    }
    var sample = Sample(
      id: id, cluster: cluster, slices: try slices(record), canary: canary(row),
      instructions: try suite.instructions?.read(row) ?? [], requests: [])
    switch suite.task {
    case .perplexity: sample.requests = [.rollingLoglikelihood(text: try measured(row))]
    case .counterfactualPair: sample.requests = try pair(row)
    case .multipleChoice, .loglikelihood, .generate, .refusalLogOdds:
      sample.choices = try answers.choices(row)
      sample.target = try answers.target(row, choices: sample.choices)
      let question = try prompts.question(row)
      if let leak = leaks[question] { throw leakage(leak, pool, row) }
      let exemplars = try pool?.choose(for: id, question: question) ?? []
      let prompt = try prompts.prompt(row, question: question, exemplars: exemplars)
      try checkCanary(sample.canary, prompt, row)
      sample.requests = requests.requests(
        prompt, choices: sample.choices, target: sample.target)
    }
    return sample
  }

  /// Reports what else is wrong with a row whose answer cannot be read: its question.
  func report(_ record: DataRecord, id: String, besides failure: Failure, to log: FailureLog) {
    do throws(Failure) {
      _ = try prompts.question(scope(record, id: id))
    } catch {
      if error.place != failure.place { log.add(error, kind: error.place?.field ?? "prompt") }
    }
  }

  private func canary(_ row: RowScope) -> String? {
    guard suite.probe?.judge == .canary else { return nil }
    return row.values[RowScope.canary]?.plainText
  }

  private func checkCanary(
    _ canary: String?, _ prompt: Prompt, _ row: RowScope
  ) throws(Failure) {
    guard let canary else { return }
    let shown =
      switch prompt {
      case .text(let text): text.contains(canary)
      case .chat(let messages, let prefix):
        prefix.contains(canary) || messages.contains { $0.content.contains(canary) }
      }
    guard !shown else { return }
    throw Failure(
      .badData, "the canary stands nowhere in the prompt, so it could not come out",
      at: row.place(), remedy: "Show {{ canary }} in prompt.text or prompt.system.")
  }

  private func leakage(_ exemplar: Exemplar, _ pool: ExemplarPool?, _ row: RowScope) -> Failure {
    Failure(
      .badData, "the exemplar asks the same as the test sample in \(row.name)",
      at: Place(file: pool?.file ?? "", line: exemplar.line),
      remedy: "Remove one of them: a test sample must not be shown with its answer.")
  }

  /// The text that a perplexity suite measures.
  private func measured(_ row: RowScope) throws(Failure) -> String {
    guard suite.target != nil else { return try prompts.question(row) }
    guard case .texts(let texts) = try answers.target(row, choices: []), let text = texts.first
    else { return "" }
    return text
  }

  private func pair(_ row: RowScope) throws(Failure) -> [ModelRequest] {
    guard let pair = suite.pair else { return [] }
    let texts = [try pair.stereotyped.text(row), try pair.counterfactual.text(row)]
    for (text, template) in zip(texts, [pair.stereotyped, pair.counterfactual]) where text.isEmpty {
      throw Failure(.badData, "the text of \(row.name) is empty", at: template.place)
    }
    if texts[0] == texts[1] {
      throw Failure(
        .badData, "both texts of the pair are \"\(texts[0].prefix(60))\"", at: row.place("pair"),
        remedy: "State two texts that differ.")
    }
    return texts.map { .rollingLoglikelihood(text: $0) }
  }
}

// MARK: Fields

extension SampleBuilder {
  private func slices(_ record: DataRecord) throws(Failure) -> [String: String] {
    var slices: [String: String] = [:]
    for field in suite.data.slices {
      if let text = try text(of: field.name, record, key: "data.slices") {
        slices[field.name] = text
      }
    }
    return slices
  }

  private func required(
    _ name: String, _ record: DataRecord, key: String
  ) throws(Failure) -> String {
    guard let text = try text(of: name, record, key: key) else {
      throw Failure(
        .badData, "the field \"\(name)\" is null, and \(key) needs a value",
        at: Place(file: file, line: record.line, field: name))
    }
    return text
  }

  /// A field as a text; `nil` where it is null.
  private func text(
    of name: String, _ record: DataRecord, file: String? = nil, key: String
  ) throws(Failure) -> String? {
    let place = Place(file: file ?? self.file, line: record.line, field: name)
    switch record[name] {
    case .string(let text): return text
    case .int(let number): return String(number)
    case .double(let number): return number.description
    case .bool(let flag): return flag ? "true" : "false"
    case .null: return nil
    case let value?:
      throw Failure(
        .badData, "\(key) needs a text or a number, and the field is \(value.kindName)", at: place)
    case nil:
      throw Failure(
        .badData, "the row has no field \"\(name)\", which \(key) names", at: place,
        remedy: Spelling.remedy(name, among: record.members.map(\.name), called: "row's fields"))
    }
  }
}

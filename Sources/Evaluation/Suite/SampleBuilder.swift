import Jinja

/// Makes samples out of the rows of a suite's data.
struct SampleBuilder: Sendable {
  let suite: SuiteFile
  /// The run's seed.
  let seed: UInt64
  /// The names that templates look up.
  let variables: [String]
  let prompts: PromptBuilder
  let answers: AnswerReader
  private let exemplarAnswers: AnswerReader
  private let decoys: DecoyReader
  private let requests: RequestBuilder

  init(_ suite: SuiteFile, seed: UInt64) {
    self.suite = suite
    self.seed = seed
    prompts = PromptBuilder(section: suite.prompt)
    let choices = suite.choices ?? suite.contexts?.contexts
    let form = suite.prompt.fewShot?.form
    answers = AnswerReader(
      task: suite.task, choices: choices, target: suite.target, reading: suite.targetReading)
    exemplarAnswers = AnswerReader(
      task: suite.task, choices: form?.choices ?? choices, target: form?.target ?? suite.target,
      reading: suite.targetReading)
    decoys = DecoyReader(suite: suite, seed: seed)
    requests = RequestBuilder(suite, seed: seed)
    let pair = suite.pair.map { [$0.stereotyped, $0.counterfactual] } ?? []
    let templates =
      suite.prompt.templates + (choices?.templates ?? []) + (suite.target?.templates ?? []) + pair
      + (suite.instructions?.templates ?? []) + (suite.assertions?.templates ?? [])
      + (suite.decoys?.templates ?? []) + (suite.biasQuestion?.templates ?? [])
      + [
        suite.data.filter, suite.contexts?.continuation, suite.counted, suite.judge?.rubric,
        suite.judgeInput,
      ].compactMap { $0 }
    let files = templates.contains(where: \.namesFile) ? [DataRecord.fileField] : []
    variables = Set(templates.flatMap(\.variables) + files).sorted()
  }

  /// What templates see of a row.
  func scope(_ record: DataRecord, id: String? = nil) -> RowScope {
    let canary = hasCanary ? id.map { SampleIdentity.canary($0, suite: suite.id, seed: seed) } : nil
    return RowScope(record, variables: variables, canary: canary)
  }

  /// The id of a row; one of another file of exemplars need not have the id field.
  func id(_ record: DataRecord, isExemplar: Bool = false) throws(Failure) -> String {
    let id = try rowID(record, isExemplar: isExemplar)
    return isExemplar ? id : id + suffix(record)
  }

  /// The id of the row that a sample is made of.
  private func rowID(_ record: DataRecord, isExemplar: Bool = false) throws(Failure) -> String {
    guard let field = suite.data.id, !isExemplar || record[field.name] != nil else {
      return try SampleIdentity.derivedID(record)
    }
    guard let id = try text(of: field.name, record, key: "data.id"), !id.isEmpty else {
      throw Failure(
        .badData, "the id field \"\(field.name)\" is empty", at: record.place(field.name))
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
  ///
  /// - Parameters:
  ///   - record: The row.
  ///   - isOwn: Whether it is one of the suite's own rows.
  /// - Returns: The example.
  /// - Throws: `Failure` naming what is wrong with the row.
  func exemplar(_ record: DataRecord, isOwn: Bool) throws(Failure) -> Exemplar {
    let id = try id(record, isExemplar: !isOwn)
    let row = scope(record, id: id)
    let choices = exemplarAnswers.picksTarget ? try exemplarAnswers.choices(row) : []
    let target = try exemplarAnswers.target(row, choices: choices)
    let right = Sample(id: id, target: target, choices: choices, requests: [])
    var answer = target.text(right) ?? ""
    let hasOwnText = suite.prompt.fewShot?.form.text != nil
    // Where the choices are contexts, the right one is the question.
    let question =
      suite.contexts == nil || hasOwnText ? try prompts.exemplarQuestion(row) : answer
    var asks = question
    if let contexts = suite.contexts {
      asks = choices.joined(separator: "\n")
      answer = try contexts.continuation.text(row)
    } else if hasOwnText, let asked = try? prompts.question(row) {
      asks = asked
    }
    return Exemplar(
      id: id, file: record.source.path, line: record.line, group: try group(record),
      question: question, asks: asks,
      prefix: try prompts.exemplarPrefix(row), answer: answer)
  }

  /// A row as a sample.
  ///
  /// - Parameters:
  ///   - record: The row.
  ///   - id: Its id.
  ///   - number: Its number among all rows of the data, from 0.
  ///   - pool: Where its exemplars come from; `nil` for none.
  ///   - leaks: Exemplars by question that no sample may ask.
  /// - Returns: The sample with its requests.
  /// - Throws: `Failure` naming the row and what is wrong with it.
  func sample(
    _ record: DataRecord, id: String, number: Int, pool: ExemplarPool?,
    leaks: [String: Exemplar]
  ) throws(Failure) -> Sample {
    let record = try perturbed(record, id: id)
    let row = scope(record, id: id)
    let cluster = try suite.data.cluster.map { field throws(Failure) in
      try required(field.name, record, key: "data.cluster")
    }
    var sample = Sample(
      id: id, cluster: cluster ?? String(id.dropLast(suffix(record).count)),
      slices: try slices(record), canary: canary(row),
      instructions: try suite.instructions?.read(row) ?? [], requests: [])
    switch suite.task {
    case .perplexity:
      sample.requests = [.rollingLoglikelihood(text: try measured(row))]
      if let counted = suite.counted { sample.counted = TextSize(try counted.text(row)) }
    case .counterfactualPair: sample.requests = try pair(row)
    case .multipleChoice, .loglikelihood, .generate, .refusalLogOdds, .likelihoodRank:
      sample.choices = try answers.choices(row)
      sample.target = try answers.target(row, choices: sample.choices)
      sample.biasQuestion = try suite.biasQuestion?.read(row, choices: sample.choices.count)
      if suite.task == .likelihoodRank {
        sample.choices = try decoys.candidates(sample.target, row, id: id)
        sample.target = .choice(0)
      }
      let turns = try prompts.turns(row) ?? []
      sample.turns = Array(turns.dropFirst())
      let question = turns.isEmpty ? try self.question(row) : turns[0]
      let asks = question ?? sample.choices.joined(separator: "\n")
      // Contexts that are the same with another continuation are another question.
      let continuation = try suite.contexts?.continuation.text(row)
      sample.question = continuation.map { "\(asks)\n\($0)" } ?? asks
      if let leak = leaks[asks] { throw leakage(leak, row) }
      let group = try pool == nil ? nil : group(record)
      let exemplars = try pool?.choose(for: id, row: number, asks: asks, group: group) ?? []
      sample.requests = try requests(sample, row, question, exemplars)
      sample.rubric = try suite.judge?.rubric.text(row)
      sample.judgeInput = try judgeInput(row)
      if let assertions = suite.assertions { sample.assertions = try assertions.read(row) }
    }
    return sample
  }

  /// What the probe's judge reads of a row, checked.
  private func judgeInput(_ row: RowScope) throws(Failure) -> String? {
    guard let judge = suite.probe?.judge else { return nil }
    let template = suite.judgeInput ?? (judge == .leak ? suite.prompt.system : nil)
    guard let template else { return nil }
    let text = try template.text(row)
    let wanted: [String]? =
      switch judge {
      case .structure: Sink.allCases.map(\.rawValue)
      case .packages: suite.probe?.packages.keys.map(\.rawValue).sorted()
      default: nil
      }
    if let wanted, !wanted.contains(text) {
      throw Failure(
        .badData,
        "\"\(text.prefix(60))\" of \(row.name) is none of \(wanted.joined(separator: ", "))",
        at: template.place)
    }
    if judge == .leak, TextNormalization.trim(text).isEmpty {
      throw Failure(
        .badData, "the text to protect is empty for \(row.name)", at: template.place,
        remedy: "State what must not come out.")
    }
    return text
  }

  /// What a row asks; `nil` where its choices are contexts.
  private func question(_ row: RowScope) throws(Failure) -> String? {
    suite.contexts == nil ? try prompts.question(row) : nil
  }

  private func requests(
    _ sample: Sample, _ row: RowScope, _ question: String?, _ exemplars: [Exemplar]
  ) throws(Failure) -> [ModelRequest] {
    if let question {
      let prompt = try prompts.prompt(row, question: question, exemplars: exemplars)
      try checkCanary(sample.canary, prompt, row)
      return requests.requests(prompt, choices: sample.choices, target: sample.target)
    }
    var contexts: [Prompt] = []
    for context in sample.choices {
      contexts.append(
        try prompts.prompt(row, question: context, isContext: true, exemplars: exemplars))
    }
    let continuation = try suite.contexts?.continuation.text(row) ?? ""
    guard !continuation.isEmpty else {
      throw Failure(.badData, "the continuation is empty", at: row.place("continuation"))
    }
    return requests.requests(contexts, continuation: continuation, contexts: sample.choices)
  }

  /// What else is wrong with a row whose answer cannot be read: its question.
  func failure(_ record: DataRecord, id: String, besides failure: Failure) -> Failure? {
    do throws(Failure) {
      _ = try prompts.question(scope(record, id: id))
      return nil
    } catch {
      return error.place == failure.place ? nil : error
    }
  }

  /// Whether samples have a canary: the suite is judged by it, or ranks it.
  var hasCanary: Bool {
    suite.probe?.judge == .canary || suite.probe?.judge == .structure
      || (suite.task == .likelihoodRank && variables.contains(RowScope.canary))
  }

  private func canary(_ row: RowScope) -> String? {
    hasCanary ? row.values[RowScope.canary]?.plainText : nil
  }

  private func checkCanary(
    _ canary: String?, _ prompt: Prompt, _ row: RowScope
  ) throws(Failure) {
    // Behind a change the canary is there in disguise; that it was there before was checked.
    guard let canary, change(row.record) == nil else { return }
    let shown =
      switch prompt {
      case .text(let text): text.contains(canary)
      case .chat(let messages, let prefix):
        prefix.contains(canary) || messages.contains { $0.content.contains(canary) }
      }
    guard !shown else { return }
    throw Failure(
      .badData, "the canary stands nowhere in the prompt, so it could not come out",
      at: row.place(), remedy: "Show {{ canary }} in prompt.text, prompt.system or prompt.messages."
    )
  }

  private func leakage(_ exemplar: Exemplar, _ row: RowScope) -> Failure {
    Failure(
      .badData, "the exemplar asks the same as the test sample in \(row.name)",
      at: Place(file: exemplar.file, line: exemplar.line),
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
  /// What exemplars and samples must share, where the suite says so.
  private func group(_ record: DataRecord) throws(Failure) -> String? {
    guard let field = suite.prompt.fewShot?.same else { return nil }
    return try text(of: field.name, record, key: "prompt.few_shot.same") ?? ""
  }

  private func slices(_ record: DataRecord) throws(Failure) -> [String: String] {
    var slices: [String: String] = [:]
    for field in suite.data.slices {
      if let text = try text(of: field.name, record, key: "data.slices") {
        slices[field.name] = text
      }
    }
    if suite.perturb != nil { slices["perturbation"] = change(record)?.name ?? "none" }
    return slices
  }

  private func required(
    _ name: String, _ record: DataRecord, key: String
  ) throws(Failure) -> String {
    guard let text = try text(of: name, record, key: key) else {
      throw Failure(
        .badData, "the field \"\(name)\" is null, and \(key) needs a value",
        at: record.place(name))
    }
    return text
  }

  /// A field as a text; `nil` where it is null.
  private func text(
    of name: String, _ record: DataRecord, key: String
  ) throws(Failure) -> String? {
    switch record[name] {
    case .string(let text): return text
    case .int(let number): return String(number)
    case .double(let number): return number.description
    case .bool(let flag): return flag ? "true" : "false"
    case .null: return nil
    case let value?:
      throw Failure(
        .badData, "\(key) needs a text or a number, and the field is \(value.kindName)",
        at: record.place(name))
    case nil:
      throw Failure(
        .badData, "the row has no field \"\(name)\", which \(key) names", at: record.place(name),
        remedy: Spelling.remedy(name, among: record.names, called: "row's fields"))
    }
  }
}

// MARK: Parts

extension SampleBuilder {
  /// What a sample is made of before anything is put together.
  struct Reading {
    /// "" where the choices are contexts, or the task has none.
    var question: String
    var choices: [String]
    /// What follows each context.
    var continuation: String
    var target: Sample.Target
  }

  /// The parts of a row.
  func reading(of record: DataRecord) throws(Failure) -> Reading {
    let row = scope(record)
    let choices = try answers.choices(row)
    return Reading(
      question: suite.contexts == nil ? try prompts.question(row) : "", choices: choices,
      continuation: try suite.contexts?.continuation.text(row) ?? "",
      target: try answers.target(row, choices: choices))
  }
}

import Jinja

/// The rows of a logged task in the terms of a suite: prompts as they were sent, answers as they were
/// wanted.
struct ReplayRows {
  /// What the rows have.
  enum Shape: Equatable {
    /// A context and choices behind it.
    case choices(delimiter: String)
    /// Contexts and a continuation behind each.
    case contexts(delimiter: String)
    /// A context and its target.
    case target
    /// A text.
    case text
    /// A prompt and accepted answers.
    case answers
  }

  let shape: Shape
  /// The fields of each row.
  private(set) var rows: [[JSONValue.Member]] = []
  /// How many of a sample's requests are choices; the others ask them behind nothing.
  let choiceCount: (LoggedSample) -> Int

  /// Reads the rows of a task.
  ///
  /// - Throws: `Refusal` where the requests are of no shape that a suite has.
  init(_ task: LoggedTask) throws(Refusal) {
    let asksAlone = task.metricNames.contains("acc_mutual_info")
    choiceCount = { asksAlone ? $0.arguments.count / 2 : $0.arguments.count }
    shape = try ReplayRows.shape(task, choiceCount)
    let gold = try GoldReading(task, shape, choiceCount)
    for sample in task.samples {
      var members = [JSONValue.Member("id", .string("\(sample.id)"))]
      members += try fields(sample, task, gold)
      rows.append(members)
    }
  }

  private static func shape(
    _ task: LoggedTask, _ choiceCount: (LoggedSample) -> Int
  ) throws(Refusal) -> Shape {
    switch task.outputType {
    case .rolling: return .text
    case .loglikelihood: return .target
    case .generate: return .answers
    case .multipleChoice: break
    }
    let asked = task.samples.map { $0.arguments.prefix(choiceCount($0)) }
    let delimiter = delimiter(task, asked.flatMap { $0.compactMap(\.continuation) })
    if asked.allSatisfy({ row in row.allSatisfy { $0.prompt == row.first?.prompt } }) {
      return .choices(delimiter: delimiter)
    }
    if asked.allSatisfy({ row in row.allSatisfy { $0.continuation == row.first?.continuation } }) {
      return .contexts(delimiter: delimiter)
    }
    throw Refusal(
      "the choices of a row differ in their contexts and in their continuations",
      remedy: "No task of Assay asks so.")
  }

  /// What stands before each choice: as the task says where the log agrees, else what it shows.
  private static func delimiter(_ task: LoggedTask, _ continuations: [String]) -> String {
    let candidates = [task.config?["target_delimiter"]?.text, " "].compactMap { $0 }
    return candidates.first { candidate in
      !candidate.isEmpty
        && continuations.allSatisfy { $0.utf8.starts(with: candidate.utf8) && $0 != candidate }
    } ?? ""
  }

  private func fields(
    _ sample: LoggedSample, _ task: LoggedTask, _ gold: GoldReading
  ) throws(Refusal) -> [JSONValue.Member] {
    let asked = sample.arguments.prefix(choiceCount(sample))
    guard let first = asked.first else { return [] }
    switch shape {
    case .choices(let delimiter):
      let choices = asked.compactMap(\.continuation).map { ReplayRows.drop(delimiter, $0) }
      return [
        .init("context", .string(first.prompt)),
        .init("choices", .array(choices.map { .string($0) })),
        .init("target", try gold.target(sample, choices)),
      ]
    case .contexts(let delimiter):
      let contexts = asked.map(\.prompt)
      return [
        .init("contexts", .array(contexts.map { .string($0) })),
        .init("continuation", .string(ReplayRows.drop(delimiter, first.continuation ?? ""))),
        .init("target", try gold.target(sample, contexts)),
      ]
    case .target:
      return [
        .init("context", .string(first.prompt)),
        .init("target", .string(first.continuation ?? "")),
      ]
    case .text: return [.init("text", .string(first.prompt))]
    case .answers:
      let texts = gold.accepted(sample)
      return [
        .init("prompt", .string(first.prompt)),
        .init("target", texts.count == 1 ? texts[0] : .array(texts)),
      ]
    }
  }

  /// The choices, where all rows have the same.
  var fixedChoices: [String]? {
    let all = Set(rows.map { row in row.first { $0.name == "choices" }?.value })
    guard all.count == 1, case .array(let items)?? = all.first else { return nil }
    return items.compactMap(\.string)
  }

  private static func drop(_ delimiter: String, _ text: String) -> String {
    String(text.unicodeScalars.dropFirst(delimiter.unicodeScalars.count))
  }
}

/// How a logged target names what is right.
struct GoldReading {
  private let reading: TargetReading
  private let shape: ReplayRows.Shape
  private let choices: [String]?

  /// Finds the reading under which the logged scores are right.
  init(
    _ task: LoggedTask, _ shape: ReplayRows.Shape, _ choiceCount: (LoggedSample) -> Int
  ) throws(Refusal) {
    self.shape = shape
    choices = task.config?["doc_to_choice"]?.items?.map(\.pythonText)
    // Digits are an index unless a choice of these digits explains the scores better.
    func agreement(_ reading: TargetReading) -> Int {
      task.samples.count { sample in
        guard let delimiter = shape.choiceDelimiter, let acc = GoldReading.accuracy(sample) else {
          return false
        }
        let texts = sample.arguments.prefix(choiceCount(sample)).compactMap(\.continuation)
          .map { String($0.unicodeScalars.dropFirst(delimiter.unicodeScalars.count)) }
        let gold = GoldReading.indices(sample.target, texts, reading)
        return gold.contains(GoldReading.best(sample, choiceCount(sample))) == (acc > 0)
      }
    }
    reading = agreement(.text) > agreement(.index) ? .text : .index
  }

  /// The index of the right choice, or a list of them.
  func target(_ sample: LoggedSample, _ choices: [String]) throws(Refusal) -> JSONValue {
    if case .contexts = shape { return .int(try contextTarget(sample, choices.count)) }
    let indices = GoldReading.indices(sample.target, choices, reading)
    return indices.count == 1 && !sample.target.hasPrefix("[")
      ? .int(indices[0]) : .array(indices.map { .int($0) })
  }

  /// Which context is right stands in no log; two of them and the score say it.
  private func contextTarget(_ sample: LoggedSample, _ count: Int) throws(Refusal) -> Int {
    guard let acc = GoldReading.accuracy(sample), count == 2 || acc > 0 else {
      throw Refusal(
        "row \(sample.id) does not say which of its \(count) contexts is right",
        remedy: "Import the task itself, or state its rows in a suite of your own.")
    }
    let best = GoldReading.best(sample, count)
    return acc > 0 ? best : 1 - best
  }

  /// The texts that a generated answer may be.
  func accepted(_ sample: LoggedSample) -> [JSONValue] {
    if let choices, let index = Int(sample.target), choices.indices.contains(index) {
      return [.string(choices[index])]
    }
    if sample.target.hasPrefix("["), sample.target.hasSuffix("]"),
      let items = PythonLiteral.value(sample.target)?.items
    {
      return items.map { .string($0.pythonText) }
    }
    return [.string(sample.target)]
  }

  private static func indices(
    _ target: String, _ choices: [String], _ reading: TargetReading
  ) -> [Int] {
    let text = choices.firstIndex { TextNormalization.areEqual($0, target) }
    if reading == .text, let text { return [text] }
    let values = target.hasPrefix("[") ? PythonLiteral.value(target)?.items : nil
    let indices: [Int] =
      values.map { values in
        values.compactMap { value -> Int? in
          if case .int(let index) = value { return index }
          return choices.firstIndex { TextNormalization.areEqual($0, value.pythonText) }
        }
      } ?? [Int(target) ?? text].compactMap { $0 }
    return indices.filter { choices.indices.contains($0) }
  }

  private static func accuracy(_ sample: LoggedSample) -> Double? {
    sample.metrics.first { $0.name == "acc" }?.value.loggedNumber
  }

  /// The choice that was found likeliest; the first of equals.
  private static func best(_ sample: LoggedSample, _ count: Int) -> Int {
    var best = 0
    var most = -Double.infinity
    for (index, response) in sample.responses.prefix(count).enumerated() {
      guard let sum = response.first?.loggedItems?.first?.loggedNumber, sum > most else { continue }
      (best, most) = (index, sum)
    }
    return best
  }
}

extension ReplayRows.Shape {
  fileprivate var choiceDelimiter: String? {
    if case .choices(let delimiter) = self { return delimiter }
    return nil
  }
}

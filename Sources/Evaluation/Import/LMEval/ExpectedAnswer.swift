import Jinja

/// A row's question and answer in the terms of a suite, as lm-evaluation-harness would score them.
struct ExpectedAnswer: Equatable {
  /// The question; empty where the choices are contexts.
  var question: String
  var choices: [String]
  /// For contexts: what follows each.
  var continuation: String
  var target: Sample.Target
  /// What stands behind the question where the row is an exemplar.
  var shown: String

  /// Reads a row.
  ///
  /// - Parameters:
  ///   - fields: How the task reads rows.
  ///   - row: The row.
  ///   - type: What is asked.
  ///   - hasContexts: Whether the choices are contexts.
  /// - Throws: `Refusal` where lm-evaluation-harness could not use the row.
  init(
    _ fields: DocumentFields, _ row: DatasetRow, _ type: TaskConfiguration.OutputType,
    hasContexts: Bool
  ) throws(Refusal) {
    let text = try fields.text(row)
    let target = try fields.target(row)
    let choices = try fields.choices(row)
    self.choices = type == .multipleChoice ? choices.map(\.pythonText) : []
    if hasContexts {
      question = ""
      continuation = target.pythonText
      self.target = ExpectedAnswer.gold(text, self.choices)
      shown = continuation
      return
    }
    question = type == .rolling ? "" : try ExpectedAnswer.question(text, row)
    continuation = ""
    switch type {
    case .multipleChoice: self.target = ExpectedAnswer.gold(target, self.choices)
    case .loglikelihood, .rolling: self.target = .texts([target.pythonText])
    case .generate: self.target = .texts(try ExpectedAnswer.accepted(target, choices, row))
    }
    shown = ExpectedAnswer.shown(target, choices.map(\.pythonText))
  }

  private static func question(_ value: JinjaValue, _ row: DatasetRow) throws(Refusal) -> String {
    if case .string(let text) = value { return text }
    throw Refusal(
      "doc_to_text gives \(value.kindName) for row \(row.number), and no text",
      remedy: "Correct it; lm-evaluation-harness cannot use it either.")
  }

  /// The right choice; none where the harness finds no such choice and only warns.
  private static func gold(_ target: JinjaValue, _ choices: [String]) -> Sample.Target {
    if let items = target.items {
      return .anyChoice(items.compactMap { index($0, choices) })
    }
    return index(target, choices).map { .choice($0) } ?? .anyChoice([])
  }

  private static func index(_ value: JinjaValue, _ choices: [String]) -> Int? {
    let index: Int?
    switch value {
    case .int(let number): index = number
    case .bool(let flag): index = flag ? 1 : 0
    case .double(let number): index = Int(exactly: number)
    case .string(let text):
      index = choices.firstIndex { TextNormalization.areEqual($0, text) }
    default: index = nil
    }
    return index.flatMap { choices.indices.contains($0) ? $0 : nil }
  }

  private static func accepted(
    _ target: JinjaValue, _ choices: [JinjaValue], _ row: DatasetRow
  ) throws(Refusal) -> [String] {
    guard choices.isEmpty else {
      guard let index = target.wholeNumber, choices.indices.contains(index) else {
        throw Refusal(
          "the target of row \(row.number) is \(target.kindName), and no index of a choice",
          remedy: "Correct it; lm-evaluation-harness cannot use it either.")
      }
      return [choices[index].pythonText]
    }
    return target.items.map { $0.map(\.pythonText) } ?? [target.pythonText]
  }

  /// The answer of an exemplar (`build_qa_turn`).
  private static func shown(_ target: JinjaValue, _ choices: [String]) -> String {
    if let index = target.wholeNumber, choices.indices.contains(index) { return choices[index] }
    if let first = target.items?.first {
      return first.wholeNumber.flatMap { choices.indices.contains($0) ? choices[$0] : nil }
        ?? first.pythonText
    }
    return target.pythonText
  }
}

extension JinjaValue {
  /// The number behind an int or a bool, which Python counts among the ints.
  fileprivate var wholeNumber: Int? {
    switch self {
    case .int(let number): number
    case .bool(let flag): flag ? 1 : 0
    default: nil
    }
  }
}

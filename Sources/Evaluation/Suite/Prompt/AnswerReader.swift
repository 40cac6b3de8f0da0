import Jinja

/// Reads the choices and the target of a row.
struct AnswerReader {
  let task: TaskKind
  /// The choices, or the contexts that are chosen between.
  let choices: ChoicesSection?
  let target: TargetSection?
  let reading: TargetReading

  /// Whether a target is one of the choices; those of a generated text are else for its steps alone.
  var picksTarget: Bool { task != .generate || reading == .index }

  /// The choices of a row: at least two, none empty, and different unless the suite says how its
  /// target is read.
  func choices(_ row: RowScope) throws(Failure) -> [String] {
    let texts: [String]
    switch choices {
    case nil: return []
    case .each(let templates):
      var rendered: [String] = []
      for template in templates { rendered.append(try template.text(row)) }
      texts = rendered
    case .list(let template): texts = try AnswerReader.list(template, row)
    }
    if task == .multipleChoice { try check(texts, row) }
    return texts
  }

  /// The texts of a template that gives a list.
  static func list(
    _ template: SuiteTemplate, _ row: RowScope, key: String = "choices", item: String = "choice"
  ) throws(Failure) -> [String] {
    let value = try template.value(row)
    guard let items = value.items else {
      throw Failure(
        .badData, "\(key) must be a list, and the template gives \(value.kindName)",
        at: row.place(key), remedy: "Name a field that holds a list of texts.")
    }
    var texts: [String] = []
    for (index, value) in items.enumerated() {
      guard let text = value.plainText else {
        throw Failure(
          .badData, "\(item) \(index) must be a text, and is \(value.kindName)", at: row.place(key))
      }
      texts.append(text)
    }
    return texts
  }

  private func check(_ choices: [String], _ row: RowScope) throws(Failure) {
    if choices.count < 2 {
      throw Failure(
        .badData, "the row has \(choices.count) choices, and needs at least 2",
        at: row.place("choices"))
    }
    if let index = choices.firstIndex(of: "") {
      throw Failure(.badData, "choice \(index) is empty", at: row.place("choices"))
    }
    guard reading == .auto else { return }
    for (index, choice) in choices.enumerated() where choices[..<index].contains(choice) {
      throw Failure(
        .badData, "the choice \"\(choice)\" stands there twice", at: row.place("choices"),
        remedy: "Make them differ; where they may be alike, state target_is: index or text.")
    }
  }

  /// The target of a row, in the form that the task needs.
  func target(_ row: RowScope, choices: [String]) throws(Failure) -> Sample.Target {
    guard let target else { return .none }
    switch task {
    case .multipleChoice: return try gold(target, row, choices)
    case .refusalLogOdds: return .label(try label(target, row))
    case .loglikelihood, .perplexity, .likelihoodRank: return .texts([try single(target, row)])
    case .generate where choices.isEmpty: return .texts(try accepted(target, row))
    case .generate: return .texts(try chosen(target, row, choices))
    case .counterfactualPair: return .none
    }
  }

  /// The right choice; any of several where the suite or the row gives a list.
  private func gold(
    _ target: TargetSection, _ row: RowScope, _ choices: [String]
  ) throws(Failure) -> Sample.Target {
    guard !target.isList, let template = target.templates.first else {
      var indices: [Int] = []
      for template in target.templates {
        indices.append(try index(of: try template.value(row), choices, row))
      }
      return .anyChoice(indices)
    }
    let value = try template.value(row)
    guard let items = value.items else { return .choice(try index(of: value, choices, row)) }
    var indices: [Int] = []
    for item in items { indices.append(try index(of: item, choices, row)) }
    return .anyChoice(indices)
  }

  /// The text of the right choice where a text is generated and the choices are named.
  private func chosen(
    _ target: TargetSection, _ row: RowScope, _ choices: [String]
  ) throws(Failure) -> [String] {
    guard reading == .index, !target.isList else { return try accepted(target, row) }
    return [choices[try index(of: try onlyTemplate(target).value(row), choices, row)]]
  }

  /// The index of a choice, by the suite's `target_is`.
  private func index(
    of value: JinjaValue, _ choices: [String], _ row: RowScope
  ) throws(Failure) -> Int {
    let index: Int
    switch value {
    case .int(let number): index = number
    case .bool(let flag) where reading == .index: index = flag ? 1 : 0
    case .string(let text): index = try self.index(of: text, choices, row)
    default:
      throw Failure(
        .badData, "the target must be a choice's text or index, and is \(value.kindName)",
        at: row.place("target"))
    }
    guard choices.indices.contains(index) else {
      throw Failure(
        .badData,
        "the target \(index) is out of range: the \(choices.count) choices are counted from 0 to "
          + "\(choices.count - 1)", at: row.place("target"),
        remedy: "State a choice's text, or its index from 0.")
    }
    return index
  }

  private func index(
    of text: String, _ choices: [String], _ row: RowScope
  ) throws(Failure) -> Int {
    let match = choices.firstIndex { TextNormalization.areEqual($0, text) }
    let isDigits = !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    switch reading {
    case .index: if isDigits, let number = Int(text) { return number }
    case .auto: if match == nil, let number = Int(text) { return number }
    case .text: break
    }
    if let match { return match }
    let shown = choices.map { "\"\($0)\"" }.joined(separator: ", ")
    throw Failure(
      .badData, "the target \"\(text)\" is none of the choices \(shown)",
      at: row.place("target"),
      remedy: reading == .text
        ? "State a choice's text." : "State a choice's text, or its index from 0.")
  }

  private func label(_ target: TargetSection, _ row: RowScope) throws(Failure) -> String {
    let label = try onlyTemplate(target).text(row)
    guard label == "safe" || label == "unsafe" else {
      throw Failure(
        .badData, "the target must be \"safe\" or \"unsafe\", and is \"\(label)\"",
        at: row.place("target"))
    }
    return label
  }

  private func single(_ target: TargetSection, _ row: RowScope) throws(Failure) -> String {
    let text = try onlyTemplate(target).text(row)
    guard !text.isEmpty else {
      throw Failure(.badData, "the target is empty", at: row.place("target"))
    }
    return text
  }

  private func onlyTemplate(_ target: TargetSection) throws(Failure) -> SuiteTemplate {
    guard !target.isList, let template = target.templates.first else {
      throw Failure(
        .badData, "the task \(task.rawValue) has one target, not a list", at: target.place)
    }
    return template
  }

  private func accepted(_ target: TargetSection, _ row: RowScope) throws(Failure) -> [String] {
    var texts: [String] = []
    for template in target.templates {
      let value = try template.value(row)
      guard let items = value.items, !target.isList else {
        if case .string(let text) = value {
          texts.append(text)
        } else {
          texts.append(try template.text(row))
        }
        continue
      }
      for item in items {
        guard let text = item.plainText else {
          throw Failure(
            .badData, "an accepted text must be a text, and is \(item.kindName)",
            at: row.place("target"))
        }
        texts.append(text)
      }
    }
    if texts.isEmpty {
      throw Failure(.badData, "the target is an empty list", at: row.place("target"))
    }
    if texts.contains("") {
      throw Failure(.badData, "an accepted text is empty", at: row.place("target"))
    }
    return texts
  }
}

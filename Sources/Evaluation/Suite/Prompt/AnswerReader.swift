import Jinja

/// Reads the choices and the target of a row.
struct AnswerReader {
  let task: TaskKind
  let choices: ChoicesSection?
  let target: TargetSection?

  /// The choices of a row: different texts, at least two, none empty.
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
    try AnswerReader.check(texts, row)
    return texts
  }

  private static func list(_ template: SuiteTemplate, _ row: RowScope) throws(Failure) -> [String] {
    let value = try template.value(row)
    guard let items = value.items else {
      throw Failure(
        .badData, "choices must be a list, and the template gives \(value.kindName)",
        at: row.place("choices"), remedy: "Name a field that holds a list of texts.")
    }
    var texts: [String] = []
    for (index, item) in items.enumerated() {
      guard let text = item.plainText else {
        throw Failure(
          .badData, "choice \(index) must be a text, and is \(item.kindName)",
          at: row.place("choices"))
      }
      texts.append(text)
    }
    return texts
  }

  private static func check(_ choices: [String], _ row: RowScope) throws(Failure) {
    if choices.count < 2 {
      throw Failure(
        .badData, "the row has \(choices.count) choices, and needs at least 2",
        at: row.place("choices"))
    }
    if let index = choices.firstIndex(of: "") {
      throw Failure(.badData, "choice \(index) is empty", at: row.place("choices"))
    }
    for (index, choice) in choices.enumerated() where choices[..<index].contains(choice) {
      throw Failure(
        .badData, "the choice \"\(choice)\" stands there twice", at: row.place("choices"))
    }
  }

  /// The target of a row, in the form that the task needs.
  func target(_ row: RowScope, choices: [String]) throws(Failure) -> Sample.Target {
    guard let target else { return .none }
    switch task {
    case .multipleChoice: return .choice(try gold(target, row, choices))
    case .refusalLogOdds: return .label(try label(target, row))
    case .loglikelihood, .perplexity: return .texts([try single(target, row)])
    case .generate: return .texts(try accepted(target, row))
    case .counterfactualPair: return .none
    }
  }

  /// The index of the right choice: a text is looked for among the choices first, and counts as an
  /// index where it is none of them.
  private func gold(
    _ target: TargetSection, _ row: RowScope, _ choices: [String]
  ) throws(Failure) -> Int {
    let value = try onlyTemplate(target).value(row)
    let index: Int
    switch value {
    case .int(let number): index = number
    case .string(let text):
      if let match = choices.firstIndex(of: text) { return match }
      guard let number = Int(text) else {
        let shown = choices.map { "\"\($0)\"" }.joined(separator: ", ")
        throw Failure(
          .badData, "the target \"\(text)\" is none of the choices \(shown)",
          at: row.place("target"),
          remedy: "State a choice's text, or its index from 0.")
      }
      index = number
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

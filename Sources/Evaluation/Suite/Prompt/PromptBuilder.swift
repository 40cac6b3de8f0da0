/// Puts a sample's prompt together: description, exemplars, question.
struct PromptBuilder {
  let section: PromptSection
  /// What exemplars are made by.
  private let ofExemplars: PromptSection

  init(section: PromptSection) {
    self.section = section
    ofExemplars = section.ofExemplars
  }

  /// The question of a row.
  func question(_ row: RowScope) throws(Failure) -> String {
    if let conversation = try conversation(row) { return conversation.question }
    return try question(section.text, row)
  }

  /// What the user says in turn; `nil` where the suite asks one question.
  func turns(_ row: RowScope) throws(Failure) -> [String]? {
    guard let template = section.turns else { return nil }
    let turns = try AnswerReader.list(template, row, key: "prompt.turns", item: "turn")
    guard !turns.isEmpty, !turns.contains(where: { $0.allSatisfy(\.isWhitespace) }) else {
      throw Failure(
        .badData, "prompt.turns is empty, or a turn of it is", at: row.place("prompt.turns"),
        remedy: "State what the user says, a text a turn.")
    }
    return turns
  }

  /// The question of a row that is shown as an exemplar.
  func exemplarQuestion(_ row: RowScope) throws(Failure) -> String {
    try question(ofExemplars.text, row)
  }

  /// What the answer of a row that is shown as an exemplar begins with.
  func exemplarPrefix(_ row: RowScope) throws(Failure) -> String {
    try ofExemplars.prefix?.text(row) ?? ""
  }

  /// The conversation of a row, where the suite states whole ones.
  private func conversation(_ row: RowScope) throws(Failure) -> Conversation? {
    try section.messages?.conversation(row, allowsEmpty: section.allowsEmpty)
  }

  private func question(
    _ template: SuiteTemplate?, _ row: RowScope
  ) throws(Failure) -> String {
    guard let template, !template.source.isEmpty else { return "" }
    let text = try template.text(row)
    guard section.allowsEmpty || text.contains(where: { !$0.isWhitespace }) else {
      throw Failure(
        .badData, "the prompt of \(row.name) is empty", at: template.place,
        remedy: "Fill the fields that it shows, leave the row out with data.where, or state "
          + "allow_empty: true.")
    }
    return text
  }

  /// The prompt of a sample.
  ///
  /// - Parameters:
  ///   - row: The sample's row.
  ///   - question: Its rendered question, or one of its contexts.
  ///   - isContext: Whether the question is a context, which nothing follows but the continuation.
  ///   - exemplars: In the order in which they are shown.
  /// - Returns: A text, or a chat whose assistant's turn comes next.
  /// - Throws: `Failure` where a template fails.
  func prompt(
    _ row: RowScope, question: String, isContext: Bool = false, exemplars: [Exemplar]
  ) throws(Failure) -> Prompt {
    if let conversation = try conversation(row) { return try prompt(conversation, row) }
    let description = try section.description?.text(row) ?? ""
    let prefix = try section.prefix?.text(row) ?? ""
    guard section.chat else {
      var text = description
      for exemplar in exemplars {
        text +=
          opening(exemplar.question, exemplar.prefix, ofExemplars.targetDelimiter)
          + answer(exemplar) + ofExemplars.delimiter
      }
      text +=
        prefix.isEmpty
        ? question : opening(question, prefix, isContext ? "" : section.targetDelimiter) + prefix
      return .text(text)
    }
    var messages: [Message] = []
    if let system = try section.system?.text(row) {
      messages.append(Message(role: "system", content: system))
    }
    for exemplar in exemplars {
      messages.append(Message(role: "user", content: exemplar.question))
      messages.append(Message(role: "assistant", content: answer(exemplar)))
    }
    messages.append(Message(role: "user", content: question))
    if let first = messages.firstIndex(where: { $0.role == "user" }) {
      messages[first].content = description + messages[first].content
    }
    return .chat(messages, prefix: prefix)
  }

  /// A conversation as a prompt; either it or `prefix` begins the answer.
  private func prompt(
    _ conversation: Conversation, _ row: RowScope
  ) throws(Failure) -> Prompt {
    let prefix = try section.prefix?.text(row) ?? ""
    guard prefix.isEmpty || conversation.prefix.isEmpty else {
      throw Failure(
        .badData, "both prompt.prefix and the last message say how the answer begins",
        at: row.place(Conversation.field),
        remedy: "End with the user's message, or remove prefix.")
    }
    return .chat(conversation.messages, prefix: prefix + conversation.prefix)
  }

  /// What stands between the prompt and an answer that continues it.
  ///
  /// In a chat the assistant's turn begins with the answer, so nothing does, unless a prefix stands
  /// before it and does not end in white space (lm-evaluation-harness, #2346).
  func delimiter(_ prompt: Prompt) -> String {
    guard case .chat(_, let prefix) = prompt else { return section.targetDelimiter }
    return prefix.isEmpty || PromptBuilder.endsInSpace(prefix) ? "" : section.targetDelimiter
  }

  /// A question and what stands between it and the answer, or the answer's prefix.
  private func opening(_ question: String, _ prefix: String, _ delimiter: String) -> String {
    if prefix.isEmpty { return question + delimiter }
    return question.isEmpty ? "" : question + PromptBuilder.between(question, prefix, delimiter)
  }

  /// An exemplar's answer behind its prefix.
  private func answer(_ exemplar: Exemplar) -> String {
    let (prefix, answer) = (exemplar.prefix, exemplar.answer)
    return prefix.isEmpty || answer.isEmpty
      ? prefix + answer : prefix + PromptBuilder.between(prefix, answer, " ") + answer
  }

  /// The delimiter, unless white space is there already (`maybe_delimit`).
  private static func between(_ left: String, _ right: String, _ delimiter: String) -> String {
    let beginsInSpace = right.unicodeScalars.first.map(TextNormalization.isWhitespace) ?? false
    return endsInSpace(left) || beginsInSpace ? "" : delimiter
  }

  private static func endsInSpace(_ text: String) -> Bool {
    text.unicodeScalars.last.map(TextNormalization.isWhitespace) ?? false
  }
}

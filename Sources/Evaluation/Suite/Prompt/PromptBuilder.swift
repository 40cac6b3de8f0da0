/// Puts a sample's prompt together: description, exemplars, question.
struct PromptBuilder {
  let section: PromptSection

  /// The question of a row.
  func question(_ row: RowScope) throws(Failure) -> String {
    guard let template = section.text else { return "" }
    let text = try template.text(row)
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw Failure(
        .badData, "the prompt of \(row.name) is empty", at: template.place,
        remedy: "Fill the fields that it shows, or leave the row out with data.where.")
    }
    return text
  }

  /// The prompt of a sample.
  ///
  /// - Parameters:
  ///   - row: The sample's row.
  ///   - question: Its rendered question.
  ///   - exemplars: In the order in which they are shown.
  /// - Returns: A text, or a chat whose assistant's turn comes next.
  /// - Throws: `Failure` where a template fails.
  func prompt(
    _ row: RowScope, question: String, exemplars: [Exemplar]
  ) throws(Failure) -> Prompt {
    let description = try section.description?.text(row) ?? ""
    let prefix = try section.prefix?.text(row) ?? ""
    guard section.chat else {
      return .text(text(description, exemplars, question, prefix))
    }
    var messages: [Message] = []
    if let system = try section.system?.text(row) {
      messages.append(Message(role: "system", content: system))
    }
    for exemplar in exemplars {
      messages.append(Message(role: "user", content: exemplar.question))
      messages.append(Message(role: "assistant", content: answer(exemplar, prefix)))
    }
    messages.append(Message(role: "user", content: question))
    if let first = messages.firstIndex(where: { $0.role == "user" }) {
      messages[first].content = description + messages[first].content
    }
    return .chat(messages, prefix: prefix)
  }

  /// What stands between the prompt and an answer that continues it.
  ///
  /// In a chat the assistant's turn begins with the answer, so nothing does, unless a prefix stands
  /// before it and does not end in white space (lm-evaluation-harness, #2346).
  func delimiter(_ prompt: Prompt) -> String {
    guard case .chat(_, let prefix) = prompt else { return section.targetDelimiter }
    return prefix.isEmpty || PromptBuilder.endsInSpace(prefix) ? "" : section.targetDelimiter
  }

  private func text(
    _ description: String, _ exemplars: [Exemplar], _ question: String, _ prefix: String
  ) -> String {
    var text = description
    for exemplar in exemplars {
      text += opening(exemplar.question, prefix) + answer(exemplar, prefix) + section.delimiter
    }
    return text + (prefix.isEmpty ? question : opening(question, prefix) + prefix)
  }

  /// A question and what stands between it and the answer, or the answer's prefix.
  private func opening(_ question: String, _ prefix: String) -> String {
    let delimiter = section.targetDelimiter
    return question
      + (prefix.isEmpty ? delimiter : PromptBuilder.between(question, prefix, delimiter))
  }

  /// An exemplar's answer behind the prefix.
  private func answer(_ exemplar: Exemplar, _ prefix: String) -> String {
    prefix.isEmpty
      ? exemplar.answer
      : prefix + PromptBuilder.between(prefix, exemplar.answer, " ") + exemplar.answer
  }

  /// The delimiter, unless white space is there already.
  private static func between(_ left: String, _ right: String, _ delimiter: String) -> String {
    endsInSpace(left) || right.first?.isWhitespace == true ? "" : delimiter
  }

  private static func endsInSpace(_ text: String) -> Bool {
    text.last?.isWhitespace == true
  }
}

import Jinja

/// Who speaks in a conversation.
enum MessageRole: String, Sendable, CaseIterable {
  case system, user, assistant
}

/// The keys of one of `prompt.messages`, where they are stated one by one.
struct MessageKeys: KeySet {
  let role = RequiredKey(
    "role", .word(MessageRole.self), "Who speaks.", remedy: "State system, user or assistant.")
  let content = RequiredKey(
    "content", .template, "What is said. A Jinja template over the row's fields.",
    remedy: "State what is said, as a template.")
}

/// The `messages` of a prompt: the whole conversation so far.
///
/// One by one, each with a template; or one template that gives a list of `{role, content}`, as a value
/// or as JSON.
enum MessagesSection: Sendable {
  /// A message of the suite file.
  struct Stated: Sendable {
    var role: MessageRole
    var content: SuiteTemplate
  }

  case each([Stated])
  case list(SuiteTemplate)

  static let shape = Shape<MessagesSection>(
    .any(.text, .list(of: MessageKeys().schema, least: 1)), read: read)

  private static let stated = Shape.mapping(
    MessageKeys(), "a message such as {role: user, content: \"{{ question }}\"}"
  ) { map, keys -> Stated? in
    let role = map.read(keys.role)
    let content = map.read(keys.content)
    guard let role, let content else { return nil }
    return Stated(role: role, content: content)
  }

  private static func read(_ value: YAMLValue) -> MessagesSection? {
    guard value.isList else {
      guard value.scalarText != nil else {
        value.wrong("a list of {role, content}, or a template that gives one")
        return nil
      }
      return SuiteTemplate(value).map { .list($0) }
    }
    let values = value.list() ?? []
    if values.isEmpty { value.wrong("at least one message") }
    let messages = values.compactMap(stated.read)
    return messages.count == values.count && !values.isEmpty ? .each(messages) : nil
  }

  var templates: [SuiteTemplate] {
    switch self {
    case .each(let messages): messages.map(\.content)
    case .list(let template): [template]
    }
  }

  /// The conversation of a row.
  ///
  /// - Parameters:
  ///   - row: The row.
  ///   - allowsEmpty: Whether what the user says last may be empty.
  /// - Returns: A conversation whose last turn is the user's.
  /// - Throws: `Failure` naming the row and the message that is wrong.
  func conversation(_ row: RowScope, allowsEmpty: Bool) throws(Failure) -> Conversation {
    let messages: [Message] =
      switch self {
      case .each(let stated):
        try stated.map { message throws(Failure) in
          Message(role: message.role.rawValue, content: try message.content.text(row))
        }
      case .list(let template): try MessageReader(row: row).messages(template)
      }
    return try Conversation(messages, row, allowsEmpty: allowsEmpty)
  }
}

/// Reads the messages that a template gives.
private struct MessageReader {
  let row: RowScope

  func messages(_ template: SuiteTemplate) throws(Failure) -> [Message] {
    var value = try template.value(row)
    if case .string(let text) = value {
      value = JinjaValue(try JSONValue.parse(text, file: row.name))
    }
    guard let items = value.items else {
      throw Failure(
        .badData, "prompt.messages must be a list, and the template gives \(value.kindName)",
        at: row.place(Conversation.field),
        remedy: "Give a list of {\"role\": …, \"content\": …}.")
    }
    return try items.enumerated().map { index, item throws(Failure) in
      try message(item, at: "\(Conversation.field)[\(index)]")
    }
  }

  private func message(_ item: JinjaValue, at field: String) throws(Failure) -> Message {
    guard case .dict(let members) = item else {
      throw Failure(
        .badData, "a message must be {role, content}, and is \(item.kindName)",
        at: row.place(field))
    }
    for member in members.entries {
      guard let name = member.key.plainText, member.value != .none else { continue }
      guard name == "role" || name == "content" else {
        throw Failure(
          .badData, "a message has a role and a content, and this one also \"\(name)\"",
          at: row.place("\(field).\(name)"),
          remedy: "Leave it out of the data: no chat would show it.")
      }
    }
    return Message(
      role: try role(members["role"], "\(field).role"),
      content: try content(members["content"], "\(field).content"))
  }

  private func role(_ value: JinjaValue?, _ field: String) throws(Failure) -> String {
    if case .string(let text)? = value, let role = MessageRole(rawValue: text) {
      return role.rawValue
    }
    let words = MessageRole.allCases.map(\.rawValue)
    var remedy = "A tool's answer can be told as the user's."
    if case .string(let text)? = value, let near = Spelling.nearest(text, in: words) {
      remedy = "Did you mean \"\(near)\"?"
    }
    throw Failure(
      .badData,
      "a role must be system, user or assistant, and is \(value?.kindName ?? "missing")",
      at: row.place(field), remedy: remedy)
  }

  private func content(_ value: JinjaValue?, _ field: String) throws(Failure) -> String {
    if case .string(let text)? = value { return text }
    throw Failure(
      .badData, "a content must be a text, and is \(value?.kindName ?? "missing")",
      at: row.place(field), remedy: "Pictures and other parts are not supported: give one text.")
  }
}

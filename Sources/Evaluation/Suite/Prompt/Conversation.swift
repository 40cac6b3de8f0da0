/// A conversation so far, whose next turn is the assistant's.
struct Conversation: Equatable {
  /// What errors call it.
  static let field = "prompt.messages"

  /// The turns that are over; the last one is the user's.
  var messages: [Message]
  /// What the assistant has begun to say; "" for nothing.
  var prefix: String

  /// Checks the order of the turns.
  ///
  /// - Parameters:
  ///   - stated: In their order. Where the last one is the assistant's, it is what the answer is made
  ///     to begin with.
  ///   - row: Where they come from.
  ///   - allowsEmpty: Whether what the user says last may be empty.
  /// - Throws: `Failure` naming the message that is wrong.
  init(_ stated: [Message], _ row: RowScope, allowsEmpty: Bool) throws(Failure) {
    messages = stated
    prefix = ""
    if let last = stated.last, last.role == MessageRole.assistant.rawValue {
      prefix = last.content
      messages.removeLast()
    }
    guard let last = messages.last, last.role == MessageRole.user.rawValue else {
      throw Failure(
        .badData,
        stated.isEmpty
          ? "the row has no messages"
          : "the last message must be the user's, or the beginning of the assistant's behind it",
        at: row.place(
          stated.isEmpty ? Conversation.field : "\(Conversation.field)[\(stated.count - 1)].role"),
        remedy: "End with {\"role\": \"user\", …}.")
    }
    guard allowsEmpty || last.content.contains(where: { !$0.isWhitespace }) else {
      throw Failure(
        .badData, "what the user says last is empty",
        at: row.place("\(Conversation.field)[\(messages.count - 1)].content"),
        remedy: "Fill it, leave the row out with data.where, or state allow_empty: true.")
    }
  }

  /// What is asked: the user's words, and in a longer conversation who said what before.
  var question: String {
    let turns = messages.filter { $0.role != MessageRole.system.rawValue }
    if turns.count == 1 { return turns[0].content }
    return turns.map { "\($0.role): \($0.content)" }.joined(separator: "\n\n")
  }
}

package import Jinja

/// A checkpoint's own way to write a conversation down.
package struct ChatTemplate: Sendable {
  /// The template as the checkpoint brings it.
  package let source: String
  private let template: Template
  private let beginOfSequence: String
  private let endOfSequence: String

  /// The day that templates see which ask for one.
  ///
  /// Always the same: a prompt with today's date would give other numbers tomorrow.
  package static let date = CalendarTime(year: 2026, month: 1, day: 1)

  /// Compiles a template.
  ///
  /// - Parameters:
  ///   - source: Jinja, in the dialect of Hugging Face's `apply_chat_template`.
  ///   - beginOfSequence: Text of that token, `bos_token` in the template.
  ///   - endOfSequence: Text of that token, `eos_token` in the template.
  /// - Throws: `JinjaError` where the source is no template.
  package init(
    source: String, beginOfSequence: String, endOfSequence: String
  ) throws(JinjaError) {
    self.source = source
    var options = Template.Options.chat
    options.clock = { ChatTemplate.date }
    self.template = try Template(source, options: options)
    self.beginOfSequence = beginOfSequence
    self.endOfSequence = endOfSequence
  }

  /// Writes turns down, ending where the assistant's answer begins.
  ///
  /// - Parameter turns: Roles and contents.
  /// - Returns: The prompt's text.
  /// - Throws: `JinjaError` where the template refuses the conversation.
  package func render(_ turns: [(role: String, content: String)]) throws(JinjaError) -> String {
    let messages = turns.map { turn in
      JinjaValue.dict(
        JinjaDictionary([("role", .string(turn.role)), ("content", .string(turn.content))]))
    }
    return try template.render([
      "messages": .list(messages), "add_generation_prompt": .bool(true),
      "bos_token": .string(beginOfSequence), "eos_token": .string(endOfSequence),
    ])
  }
}

import Evaluation
import Testing

/// `prompt.messages`: whole conversations.
struct MessagesTests {
  private func folder(_ prompt: String, _ row: String, rest: String = "") throws -> SuiteFolder {
    try SuiteFolder(
      """
      suite: s
      data: {path: items.jsonl}
      task: generate
      target: "x"
      prompt: \(prompt)
      \(rest)
      """, row)
  }

  private func prompt(_ prompt: String, _ row: String) throws -> Prompt? {
    try folder(prompt, row).load().samples.first?.requests.first?.prompt
  }

  private let template = #"{messages: "{{ m }}"}"#

  @Test func aTemplateGivesTheWholeConversation() throws {
    let row =
      #"{"m": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Who?"}, {"role": "assistant", "content": "Me."}, {"role": "user", "content": "Why?"}]}"#
    let wanted = Prompt.chat(
      [
        Message(role: "system", content: "Be brief."), Message(role: "user", content: "Who?"),
        Message(role: "assistant", content: "Me."), Message(role: "user", content: "Why?"),
      ], prefix: "")
    #expect(try prompt(template, row) == wanted)
    let sample = try #require(try folder(template, row).load().samples.first)
    #expect(sample.question == "user: Who?\n\nassistant: Me.\n\nuser: Why?")
    // A chat ends by itself: nothing stops it but its own end.
    #expect(sample.requests.first?.options?.stop == [])
  }

  @Test func messagesCanBeStatedOneByOne() throws {
    let stated =
      #"{messages: [{role: system, content: "As {{ r }}."}, {role: user, content: "{{ q }}"}]}"#
    #expect(
      try prompt(stated, #"{"r": "a poet", "q": "Sing."}"#)?.turns
        == ["system: As a poet.", "user: Sing."])
    #expect(
      try folder(stated, #"{"r": "a", "q": "Sing."}"#).load().samples.first?.question == "Sing.")
  }

  @Test func aListMayBeJSONInAText() throws {
    #expect(
      try prompt(template, #"{"m": "[{\"role\": \"user\", \"content\": \"Hi\"}]"}"#)?.turns
        == ["user: Hi"])
  }

  @Test func theAssistantsLastWordsBeginTheAnswer() throws {
    let row =
      #"{"m": [{"role": "user", "content": "Name a city."}, {"role": "assistant", "content": "Sure: "}]}"#
    #expect(
      try prompt(template, row)
        == .chat([Message(role: "user", content: "Name a city.")], prefix: "Sure: "))
    #expect(
      try folder(#"{messages: "{{ m }}", prefix: "Well"}"#, row).failures() == [
        "items.jsonl:1: prompt.messages: both prompt.prefix and the last message say how the "
          + "answer begins. End with the user's message, or remove prefix."
      ])
  }

  @Test(arguments: [
    (
      #"[{"role": "usr", "content": "a"}]"#,
      "prompt.messages[0].role: a role must be system, user or assistant, and is the text \"usr\". "
        + "Did you mean \"user\"?"
    ),
    (
      #"[{"role": "user", "content": "a"}, {"role": "tool", "content": "b"}]"#,
      "prompt.messages[1].role: a role must be system, user or assistant, and is the text \"tool\". "
        + "A tool's answer can be told as the user's."
    ),
    (
      #"[{"content": "a"}]"#,
      "prompt.messages[0].role: a role must be system, user or assistant, and is missing. A tool's "
        + "answer can be told as the user's."
    ),
    (
      #"[{"role": "user", "content": [{"type": "text", "text": "a"}]}]"#,
      "prompt.messages[0].content: a content must be a text, and is a list. Pictures and other parts "
        + "are not supported: give one text."
    ),
    (
      #"[{"role": "user", "content": "a", "tool_calls": []}]"#,
      "prompt.messages[0].tool_calls: a message has a role and a content, and this one also "
        + "\"tool_calls\". Leave it out of the data: no chat would show it."
    ),
    (
      #"[{"role": "user", "content": "a"}, {"role": "system", "content": "b"}]"#,
      "prompt.messages[1].role: the last message must be the user's, or the beginning of the "
        + "assistant's behind it. End with {\"role\": \"user\", …}."
    ),
    (
      #"[{"role": "user", "content": " "}]"#,
      "prompt.messages[0].content: what the user says last is empty. Fill it, leave the row out "
        + "with data.where, or state allow_empty: true."
    ),
    ("[]", "prompt.messages: the row has no messages. End with {\"role\": \"user\", …}."),
    (
      "7",
      "prompt.messages: prompt.messages must be a list, and the template gives the number 7. Give a "
        + "list of {\"role\": …, \"content\": …}."
    ),
  ])
  func whatIsWrongIsSaidOfTheRowAndTheMessage(_ messages: String, _ wanted: String) throws {
    #expect(
      try folder(template, #"{"m": \#(messages)}"#).failures() == ["items.jsonl:1: " + wanted])
  }

  @Test func aConversationIsWhole() throws {
    let failures = try folder(
      #"{messages: "{{ m }}", text: a, system: b, description: c, few_shot: {count: 0}, chat: false}"#,
      "{}"
    ).failures()
    for key in ["text", "system", "description", "few_shot"] {
      #expect(
        failures.contains {
          $0.contains("prompt.messages is the whole conversation, and prompt.\(key) states more")
        }, "\(key): \(failures)")
    }
    #expect(failures.contains { $0.contains("messages are a chat, and prompt.chat says") })
    #expect(failures.count == 5)
  }

  @Test func statedRolesAreChecked() throws {
    #expect(
      try folder("{messages: [{role: bot, content: a}]}", "{}").failures() == [
        "suite.yaml:5:28: prompt.messages[0].role: expected one of system, user, assistant, found "
          + "\"bot\""
      ])
  }
}

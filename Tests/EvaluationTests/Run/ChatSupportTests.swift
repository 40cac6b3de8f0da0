import Evaluation
import TestSupport
import Testing

/// A plan that chats is refused by a model that cannot, before anything is asked.
struct ChatSupportTests {
  private func plan(_ request: ModelRequest) throws -> Plan {
    let definition = SuiteDefinition(id: "talk", task: .generate, metrics: ["exact_match"])
    let suite = Suite(definition: definition, samples: [Sample(id: "a", requests: [request])])
    return try Plan(suites: [suite], settings: RunSettings(seed: 1, version: "test"))
  }

  @Test func onlyChatNeedsATemplate() throws {
    var model = ScriptedModel.identity()
    let options = GenerationOptions(maxTokens: 1)
    let chat = try plan(
      .generate(prompt: .chat([Message(role: "user", content: "hi")], prefix: ""), options: options)
    )
    let text = try plan(.generate(prompt: .text("hi"), options: options))
    model.hasChatTemplate = false
    try ChatSupport.check(text, model)
    let failure = #expect(throws: Failure.self) { try ChatSupport.check(chat, model) }
    #expect(failure?.code == .unavailable)
    #expect(failure?.message.contains("talk") == true)
    model.hasChatTemplate = true
    try ChatSupport.check(chat, model)
  }
}

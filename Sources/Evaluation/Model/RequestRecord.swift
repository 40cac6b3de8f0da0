/// A request in canonical form: what cache keys are made of.
///
/// Changing it changes every key, so that answers of older versions are asked again.
struct RequestRecord: Encodable {
  struct PromptRecord: Encodable {
    var text: String?
    var chat: [Turn]?
    var prefix: String?
  }

  struct Turn: Encodable {
    var role: String
    var content: String
  }

  struct OptionsRecord: Encodable {
    var maxTokens: Int
    var stop: [String]
    var temperature: Double
    var topK: Int
    var topP: Double
    var minP: Double
    var seed: UInt64
  }

  var kind: String
  var context: PromptRecord?
  var continuation: String?
  var text: String?
  var options: OptionsRecord?

  init(_ request: ModelRequest) {
    switch request {
    case .loglikelihood(let context, let continuation):
      kind = "loglikelihood"
      self.context = PromptRecord(context)
      self.continuation = continuation
    case .rollingLoglikelihood(let text):
      kind = "rolling_loglikelihood"
      self.text = text
    case .generate(let prompt, let options):
      kind = "generate"
      self.context = PromptRecord(prompt)
      self.options = OptionsRecord(options)
    }
  }
}

extension RequestRecord.PromptRecord {
  init(_ prompt: Prompt) {
    switch prompt {
    case .text(let text): self.init(text: text)
    case .chat(let messages, let prefix):
      self.init(
        chat: messages.map { RequestRecord.Turn(role: $0.role, content: $0.content) },
        prefix: prefix)
    }
  }
}

extension RequestRecord.OptionsRecord {
  init(_ options: GenerationOptions) {
    self.init(
      maxTokens: options.maxTokens, stop: options.stop, temperature: options.temperature,
      topK: options.topK, topP: options.topP, minP: options.minP, seed: options.seed)
  }
}

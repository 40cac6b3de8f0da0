/// One thing asked of a model.
package enum ModelRequest: Sendable, Hashable, Codable {
  /// The log-probability of a continuation, token boundaries as in lm-evaluation-harness
  /// (`_encode_pair`: trailing white space of the context moves to the continuation).
  case loglikelihood(context: Prompt, continuation: String)
  /// The log-probability of a whole text in disjoint windows of the context length.
  case rollingLoglikelihood(text: String)
  /// Text that continues the prompt.
  case generate(prompt: Prompt, options: GenerationOptions)
}

/// What stands before the answer.
package enum Prompt: Sendable, Hashable, Codable {
  /// Text as it is; special-token text in it stays ordinary text.
  case text(String)
  /// Turns that the checkpoint's chat template renders, ending where the assistant's answer begins;
  /// `prefix` is text that the assistant's answer is made to begin with ("" for none).
  case chat([Message], prefix: String)
}

/// One turn of a conversation.
package struct Message: Sendable, Hashable, Codable {
  /// `system`, `user` or `assistant`.
  package var role: String
  package var content: String

  package init(role: String, content: String) {
    self.role = role
    self.content = content
  }
}

/// How a text is generated.
package struct GenerationOptions: Sendable, Hashable, Codable {
  /// At least 1.
  package var maxTokens: Int
  /// Generation ends before the first of these; none is empty.
  package var stop: [String]
  /// 0 is greedy.
  package var temperature: Double
  /// 0 keeps all.
  package var topK: Int
  /// 1 keeps all.
  package var topP: Double
  /// 0 keeps all.
  package var minP: Double
  package var seed: UInt64

  package init(
    maxTokens: Int, stop: [String] = [], temperature: Double = 0, topK: Int = 0, topP: Double = 1,
    minP: Double = 0, seed: UInt64 = 1
  ) {
    self.maxTokens = maxTokens
    self.stop = stop
    self.temperature = temperature
    self.topK = topK
    self.topP = topP
    self.minP = minP
    self.seed = seed
  }
}

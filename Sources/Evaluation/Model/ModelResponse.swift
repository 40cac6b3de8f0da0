/// A model's answer to one request: what it said and how long that took.
package struct Answer: Sendable, Equatable, Codable {
  /// Depends on the checkpoint, the request and the precision alone.
  package var response: ModelResponse
  /// Differs from run to run; never in `samples.jsonl`, `results.json` or `verdict.json`.
  package var timing: AnswerTiming?

  package init(response: ModelResponse, timing: AnswerTiming? = nil) {
    self.response = response
    self.timing = timing
  }
}

/// Numbers or text.
package enum ModelResponse: Sendable, Equatable, Codable {
  case loglikelihood(Loglikelihood)
  case rollingLoglikelihood(RollingLoglikelihood)
  case generation(GeneratedText)
  /// The request could not be answered; never scored.
  case failure(ResponseFailure)
}

/// The log-probability of a continuation.
package struct Loglikelihood: Sendable, Equatable, Codable {
  /// Natural logarithm, the sum over the continuation's tokens; finite.
  package var sum: Double
  /// Whether every token of the continuation was the model's first choice.
  package var isGreedy: Bool
  /// The continuation's tokens as text, lossy where a token splits a character.
  package var tokens: [String]
  /// One a token, natural logarithm.
  package var tokenLogprobs: [Double]
  /// Tokens of the context that the model saw.
  package var contextTokens: Int
  /// The context as the model saw it, where a chat template rendered it.
  package var renderedPrompt: String?
  /// What a reader should know: `truncated`, `empty-continuation-slice`.
  package var notes: [String]

  package init(
    sum: Double, isGreedy: Bool, tokens: [String], tokenLogprobs: [Double], contextTokens: Int,
    renderedPrompt: String? = nil, notes: [String] = []
  ) {
    self.sum = sum
    self.isGreedy = isGreedy
    self.tokens = tokens
    self.tokenLogprobs = tokenLogprobs
    self.contextTokens = contextTokens
    self.renderedPrompt = renderedPrompt
    self.notes = notes
  }
}

/// The log-probability of a whole text.
package struct RollingLoglikelihood: Sendable, Equatable, Codable {
  /// Natural logarithm, the sum over all tokens; finite.
  package var sum: Double
  package var tokenCount: Int
  /// How many windows of the context length it took.
  package var windows: Int

  package init(sum: Double, tokenCount: Int, windows: Int) {
    self.sum = sum
    self.tokenCount = tokenCount
    self.windows = windows
  }
}

/// Generated text.
package struct GeneratedText: Sendable, Equatable, Codable {
  /// Why generation ended.
  package enum FinishReason: String, Sendable, Codable {
    /// An end-of-sequence token or a stop string.
    case stop
    /// The token budget.
    case length
    /// The model's context was full.
    case context
  }

  /// Without the stop string.
  package var text: String
  package var finishReason: FinishReason
  package var promptTokens: Int
  package var completionTokens: Int
  /// One a generated token, natural logarithm under the model's own distribution.
  package var tokenLogprobs: [Double]
  /// The prompt as the model saw it, where a chat template rendered it.
  package var renderedPrompt: String?
  package var notes: [String]

  package init(
    text: String, finishReason: FinishReason, promptTokens: Int, completionTokens: Int,
    tokenLogprobs: [Double] = [], renderedPrompt: String? = nil, notes: [String] = []
  ) {
    self.text = text
    self.finishReason = finishReason
    self.promptTokens = promptTokens
    self.completionTokens = completionTokens
    self.tokenLogprobs = tokenLogprobs
    self.renderedPrompt = renderedPrompt
    self.notes = notes
  }
}

/// Why a request has no answer.
package struct ResponseFailure: Sendable, Equatable, Codable, Error {
  /// Stable word: `not-a-number`, `context-too-long`, `no-chat-template`, `template`, `capability`,
  /// `endpoint`, `timeout`.
  package var kind: String
  package var message: String

  package init(kind: String, message: String) {
    self.kind = kind
    self.message = message
  }
}

/// How long an answer took.
package struct AnswerTiming: Sendable, Equatable, Codable {
  package var seconds: Double
  /// To the first generated token.
  package var secondsToFirstToken: Double?

  package init(seconds: Double, secondsToFirstToken: Double? = nil) {
    self.seconds = seconds
    self.secondsToFirstToken = secondsToFirstToken
  }
}

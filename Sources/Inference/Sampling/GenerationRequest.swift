/// Tokens to continue.
package struct GenerationRequest: Sendable, Equatable {
  /// Not empty; shorter than the context.
  package var prompt: [Int32]
  /// At least 1.
  package var maxTokens: Int
  /// Generation ends before the first of these.
  package var stop: [String]
  package var sampling: SamplingOptions
  /// Whether end-of-generation tokens are tokens like all others.
  package var ignoresEnd: Bool
  /// How many seconds it may take from when its prompt is read; looked at after every token.
  package var timeLimit: Double?

  package init(
    prompt: [Int32], maxTokens: Int, stop: [String] = [], sampling: SamplingOptions = .init(),
    ignoresEnd: Bool = false, timeLimit: Double? = nil
  ) {
    self.prompt = prompt
    self.maxTokens = maxTokens
    self.stop = stop
    self.sampling = sampling
    self.ignoresEnd = ignoresEnd
    self.timeLimit = timeLimit
  }
}

/// What was generated.
package struct GenerationResult: Sendable, Equatable {
  /// Why it ended.
  package enum End: Sendable {
    case endToken, stopString, length, context
    /// The logits were no numbers.
    case notANumber
    /// It took longer than its limit; what was generated until then is no answer.
    case timeLimit
  }

  /// The new tokens; without the one that ended the sequence.
  package var tokens: [Int32] = []
  /// Natural logarithms under the model's own distribution, one a token.
  package var logprobs: [Double] = []
  /// Without the stop string and without control tokens.
  package var text: String = ""
  package var end: End = .length
  package var secondsToFirstToken: Double = 0
  package var seconds: Double = 0
}

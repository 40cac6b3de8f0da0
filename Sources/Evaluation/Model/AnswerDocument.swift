/// An answer as canonical JSON, as a journal keeps it: every number comes back to the last bit.
enum AnswerDocument {
  /// Writes an answer; a failure, which is never kept, is an object without response.
  static func write(_ answer: Answer, to writer: inout JSONWriter) {
    writer.object { writer in
      if let seconds = answer.timing?.secondsToFirstToken { writer.member("firstToken", seconds) }
      switch answer.response {
      case .generation(let value):
        writer.name("generation")
        write(value, to: &writer)
      case .loglikelihood(let value):
        writer.name("loglikelihood")
        write(value, to: &writer)
      case .rollingLoglikelihood(let value):
        writer.name("rolling")
        writer.object {
          $0.member("sum", value.sum)
          $0.member("tokens", value.tokenCount)
          $0.member("windows", value.windows)
        }
      case .failure: break
      }
      if let seconds = answer.timing?.seconds { writer.member("seconds", seconds) }
    }
  }

  private static func write(_ value: GeneratedText, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("completionTokens", value.completionTokens)
      writer.member("finish", value.finishReason.rawValue)
      writer.member("logprobs", value.tokenLogprobs)
      writer.member("notes", value.notes)
      if let prompt = value.renderedPrompt { writer.member("prompt", prompt) }
      writer.member("promptTokens", value.promptTokens)
      writer.member("text", value.text)
    }
  }

  private static func write(_ value: Loglikelihood, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("contextTokens", value.contextTokens)
      writer.member("greedy", value.isGreedy)
      writer.member("logprobs", value.tokenLogprobs)
      writer.member("notes", value.notes)
      if let prompt = value.renderedPrompt { writer.member("prompt", prompt) }
      writer.member("sum", value.sum)
      writer.member("tokens", value.tokens)
    }
  }

  // MARK: Reading

  /// The answer that an object states; `nil` where a member is missing or of another kind.
  static func answer(of value: JSONValue) -> Answer? {
    guard let response = response(value) else { return nil }
    let timing = value["seconds"]?.number.map {
      AnswerTiming(seconds: $0, secondsToFirstToken: value["firstToken"]?.number)
    }
    return Answer(response: response, timing: timing)
  }

  private static func response(_ value: JSONValue) -> ModelResponse? {
    if let value = value["generation"] { return generation(value).map { .generation($0) } }
    if let value = value["loglikelihood"] { return loglikelihood(value).map { .loglikelihood($0) } }
    guard let rolling = value["rolling"], let sum = rolling["sum"]?.number,
      let tokens = rolling["tokens"]?.int, let windows = rolling["windows"]?.int
    else { return nil }
    return .rollingLoglikelihood(
      RollingLoglikelihood(sum: sum, tokenCount: tokens, windows: windows))
  }

  private static func generation(_ value: JSONValue) -> GeneratedText? {
    guard let text = value["text"]?.string,
      let reason = value["finish"]?.string.flatMap(GeneratedText.FinishReason.init),
      let promptTokens = value["promptTokens"]?.int,
      let completionTokens = value["completionTokens"]?.int,
      let logprobs = value["logprobs"]?.numbers, let notes = value["notes"]?.strings
    else { return nil }
    return GeneratedText(
      text: text, finishReason: reason, promptTokens: promptTokens,
      completionTokens: completionTokens, tokenLogprobs: logprobs,
      renderedPrompt: value["prompt"]?.string, notes: notes)
  }

  private static func loglikelihood(_ value: JSONValue) -> Loglikelihood? {
    guard let sum = value["sum"]?.number, case .bool(let isGreedy)? = value["greedy"],
      let tokens = value["tokens"]?.strings, let logprobs = value["logprobs"]?.numbers,
      let contextTokens = value["contextTokens"]?.int, let notes = value["notes"]?.strings
    else { return nil }
    return Loglikelihood(
      sum: sum, isGreedy: isGreedy, tokens: tokens, tokenLogprobs: logprobs,
      contextTokens: contextTokens, renderedPrompt: value["prompt"]?.string, notes: notes)
  }
}

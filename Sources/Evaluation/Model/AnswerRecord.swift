/// An answer with its key, as a journal keeps it.
struct AnswerRecord: Codable {
  struct LoglikelihoodRecord: Codable {
    var sum: Double
    var greedy: Bool
    var tokens: [String]
    var logprobs: [Double]
    var contextTokens: Int
    var prompt: String?
    var notes: [String]
  }

  struct RollingRecord: Codable {
    var sum: Double
    var tokens: Int
    var windows: Int
  }

  struct GenerationRecord: Codable {
    var text: String
    var finish: GeneratedText.FinishReason
    var promptTokens: Int
    var completionTokens: Int
    var logprobs: [Double]
    var prompt: String?
    var notes: [String]
  }

  var key: String
  var loglikelihood: LoglikelihoodRecord?
  var rolling: RollingRecord?
  var generation: GenerationRecord?
  var seconds: Double?
  var firstToken: Double?

  /// `nil` for a failure, which is never kept.
  init?(_ key: AnswerKey, _ answer: Answer) {
    self.key = key.digits
    seconds = answer.timing?.seconds
    firstToken = answer.timing?.secondsToFirstToken
    switch answer.response {
    case .loglikelihood(let value): loglikelihood = LoglikelihoodRecord(value)
    case .rollingLoglikelihood(let value):
      rolling = RollingRecord(sum: value.sum, tokens: value.tokenCount, windows: value.windows)
    case .generation(let value): generation = GenerationRecord(value)
    case .failure: return nil
    }
  }

  /// `nil` where the record holds no response.
  var answer: Answer? {
    guard let response else { return nil }
    let timing = seconds.map { AnswerTiming(seconds: $0, secondsToFirstToken: firstToken) }
    return Answer(response: response, timing: timing)
  }

  private var response: ModelResponse? {
    if let value = loglikelihood {
      return .loglikelihood(
        Loglikelihood(
          sum: value.sum, isGreedy: value.greedy, tokens: value.tokens,
          tokenLogprobs: value.logprobs, contextTokens: value.contextTokens,
          renderedPrompt: value.prompt, notes: value.notes))
    }
    if let value = rolling {
      return .rollingLoglikelihood(
        RollingLoglikelihood(sum: value.sum, tokenCount: value.tokens, windows: value.windows))
    }
    return generation.map {
      .generation(
        GeneratedText(
          text: $0.text, finishReason: $0.finish, promptTokens: $0.promptTokens,
          completionTokens: $0.completionTokens, tokenLogprobs: $0.logprobs,
          renderedPrompt: $0.prompt, notes: $0.notes))
    }
  }
}

extension AnswerRecord.LoglikelihoodRecord {
  init(_ value: Loglikelihood) {
    self.init(
      sum: value.sum, greedy: value.isGreedy, tokens: value.tokens, logprobs: value.tokenLogprobs,
      contextTokens: value.contextTokens, prompt: value.renderedPrompt, notes: value.notes)
  }
}

extension AnswerRecord.GenerationRecord {
  init(_ value: GeneratedText) {
    self.init(
      text: value.text, finish: value.finishReason, promptTokens: value.promptTokens,
      completionTokens: value.completionTokens, logprobs: value.tokenLogprobs,
      prompt: value.renderedPrompt, notes: value.notes)
  }
}

internal import Evaluation
internal import Inference

/// What one request needs of the engine's scoring, and how its answer is made of it.
enum ScoringPart {
  case continuation(EncodedPair)
  case rolling([ScoringRequest])

  /// What the engine is to score.
  var requests: [ScoringRequest] {
    switch self {
    case .continuation(let pair):
      [ScoringRequest(tokens: pair.context + pair.continuation, scoredFrom: pair.context.count)]
    case .rolling(let windows): windows
    }
  }

  /// The answer.
  func response(_ scores: [TokenScores], tokenizer: Tokenizer) -> ModelResponse {
    guard scores.allSatisfy(\.isFinite) else { return .failure(.notANumber) }
    switch self {
    case .continuation(let pair):
      let logprobs = scores.flatMap(\.logprobs)
      return .loglikelihood(
        Loglikelihood(
          sum: logprobs.reduce(0, +), isGreedy: scores.flatMap(\.argmax) == pair.continuation,
          tokens: pair.continuation.map { tokenizer.decode([$0]) }, tokenLogprobs: logprobs,
          contextTokens: pair.context.count, renderedPrompt: pair.rendered, notes: pair.notes))
    case .rolling(let windows):
      let logprobs = scores.flatMap(\.logprobs)
      return .rollingLoglikelihood(
        RollingLoglikelihood(
          sum: logprobs.reduce(0, +), tokenCount: logprobs.count, windows: windows.count))
    }
  }
}

import Evaluation

/// Samples and responses for scorers to read.
enum ScoringSamples {
  /// A multiple-choice sample with its log-likelihoods.
  static func choice(
    id: String = "1", _ choices: [String], gold: Int, _ sums: [Double], tokens: [Int]? = nil,
    cluster: String? = nil, slices: [String: String] = [:]
  ) -> (Sample, [ModelResponse]) {
    let requests = sums.indices.map {
      ModelRequest.loglikelihood(context: .text("q"), continuation: " \($0)")
    }
    let sample = Sample(
      id: id, cluster: cluster, slices: slices, target: .choice(gold), choices: choices,
      requests: requests)
    let responses = sums.enumerated().map { index, sum in
      loglikelihood(sum, tokens: tokens?[index] ?? 1)
    }
    return (sample, responses)
  }

  static func loglikelihood(
    _ sum: Double, tokens: Int = 1, isGreedy: Bool = false
  ) -> ModelResponse {
    .loglikelihood(
      Loglikelihood(
        sum: sum, isGreedy: isGreedy, tokens: Array(repeating: "x", count: tokens),
        tokenLogprobs: Array(repeating: sum / Double(max(1, tokens)), count: tokens),
        contextTokens: 1))
  }

  /// A sample that asks for a text, once a response.
  static func generation(
    id: String = "1", _ texts: [String], target: Sample.Target = .none, canary: String? = nil,
    cluster: String? = nil, slices: [String: String] = [:]
  ) -> (Sample, [ModelResponse]) {
    let request = ModelRequest.generate(
      prompt: .text("q"), options: GenerationOptions(maxTokens: 64))
    let sample = Sample(
      id: id, cluster: cluster, slices: slices, target: target, canary: canary,
      requests: texts.map { _ in request })
    let responses = texts.map { text in
      ModelResponse.generation(
        GeneratedText(text: text, finishReason: .stop, promptTokens: 3, completionTokens: 5))
    }
    return (sample, responses)
  }

  /// The values of a score, empty where it has none.
  static func values(_ score: Score) -> [String: Double] {
    guard case .scored(let values) = score.status else { return [:] }
    return values
  }

  static func isFailed(_ score: Score) -> Bool {
    guard case .failed = score.status else { return false }
    return true
  }

  static let failure = ModelResponse.failure(
    ResponseFailure(kind: "endpoint", message: "connection refused"))
}

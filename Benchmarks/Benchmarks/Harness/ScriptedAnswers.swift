internal import Evaluation
internal import Synchronization

/// A model that answers at once with numbers and words made of the request's own bytes.
final class ScriptedAnswers: Model {
  let identity = ModelIdentity(
    name: "scripted", digest: String(repeating: "5c", count: 32), format: "scripted",
    architecture: "none", parameters: 0, quantization: "F32", precision: "exact", engine: "1",
    instructionSet: "none", contextLength: 2048, hasChatTemplate: false)
  private let spent = Mutex(Duration.zero)

  /// How long all answers took.
  var seconds: Double { spent.withLock { $0 / .seconds(1) } }

  func answer(_ requests: [ModelRequest]) async throws -> [Answer] {
    let start = ContinuousClock.now
    let answers = requests.map { Answer(response: response(to: $0), timing: timing($0)) }
    spent.withLock { $0 += start.duration(to: .now) }
    return answers
  }

  private func timing(_ request: ModelRequest) -> AnswerTiming {
    let hash = hash(request)
    return AnswerTiming(
      seconds: 0.01 + Double(hash % 1_000) / 1e4,
      secondsToFirstToken: 0.001 + Double(hash % 777) / 1e5)
  }

  private func response(to request: ModelRequest) -> ModelResponse {
    let hash = hash(request)
    let logprobs = [-Double(hash % 9_973) / 1_000, -Double(hash % 997) / 300]
    switch request {
    case .loglikelihood:
      return .loglikelihood(
        Loglikelihood(
          sum: logprobs[0] + logprobs[1], isGreedy: hash % 3 == 0, tokens: [" some", " text"],
          tokenLogprobs: logprobs, contextTokens: 40))
    case .rollingLoglikelihood:
      return .rollingLoglikelihood(
        RollingLoglikelihood(sum: logprobs[0], tokenCount: 40, windows: 1))
    case .generate:
      let word = ["river", "mountain", "number", "letter"][Int(hash % 4)]
      return .generation(
        GeneratedText(
          text: " \(word) \(hash % 5)", finishReason: .stop, promptTokens: 40,
          completionTokens: 3, tokenLogprobs: logprobs + [-0.5]))
    }
  }

  /// FNV-1a over the end of the request's text.
  private func hash(_ request: ModelRequest) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func add(_ text: String) {
      for byte in text.utf8.suffix(100) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
    switch request {
    case .loglikelihood(.text(let text), let continuation):
      add(text)
      add(continuation)
    case .generate(.text(let text), _), .rollingLoglikelihood(let text): add(text)
    case .loglikelihood, .generate: break
    }
    return hash >> 7
  }
}

package import Evaluation

/// Answers that look like a language model's and depend on the bytes of the request alone.
///
/// Words are its tokens; log-probabilities and words that it says come out of a hash.
package enum PseudoModel {
  /// The answer to any request.
  package static func response(to request: ModelRequest) -> ModelResponse {
    switch request {
    case .loglikelihood(let context, let continuation):
      .loglikelihood(loglikelihood(context, continuation))
    case .rollingLoglikelihood(let text): .rollingLoglikelihood(rolling(text))
    case .generate(let prompt, let options): .generation(generation(prompt, options))
    }
  }

  private static let words = [
    " yes", " no", " I", " cannot", " help", " with", " that", " Helsinki", " 42", " positive",
    " negative", ".", ",", "\n", " 👋", " naïve",
  ]

  private static func loglikelihood(_ context: Prompt, _ continuation: String) -> Loglikelihood {
    let tokens = PseudoModel.tokens(continuation)
    var random = Stream(seed: prompt(context) + ["", continuation])
    let logprobs = tokens.map { _ in -8 * random.unit() }
    return Loglikelihood(
      sum: logprobs.reduce(0, +), isGreedy: logprobs.allSatisfy { $0 > -1 }, tokens: tokens,
      tokenLogprobs: logprobs, contextTokens: prompt(context).reduce(0) { $0 + tokenCount($1) })
  }

  private static func rolling(_ text: String) -> RollingLoglikelihood {
    var random = Stream(seed: ["rolling", text])
    let count = max(1, tokenCount(text))
    return RollingLoglikelihood(
      sum: (0..<count).reduce(0) { sum, _ in sum - 8 * random.unit() }, tokenCount: count,
      windows: 1)
  }

  private static func generation(_ prompt: Prompt, _ options: GenerationOptions) -> GeneratedText {
    let seed = options.temperature > 0 ? "\(options.seed)" : "greedy"
    var random = Stream(seed: PseudoModel.prompt(prompt) + ["generate", seed])
    var text = ""
    var logprobs: [Double] = []
    var reason = GeneratedText.FinishReason.length
    while logprobs.count < options.maxTokens {
      logprobs.append(-8 * random.unit())
      let pick = Int(random.next() % UInt64(words.count + 1))
      if pick == words.count {
        reason = .stop
        break
      }
      text += words[pick]
      if let cut = firstStop(in: text, options.stop) {
        (text, reason) = (String(text[..<cut]), .stop)
        break
      }
    }
    return GeneratedText(
      text: text, finishReason: reason,
      promptTokens: PseudoModel.prompt(prompt).reduce(0) { $0 + tokenCount($1) },
      completionTokens: logprobs.count, tokenLogprobs: logprobs)
  }

  private static func firstStop(in text: String, _ stops: [String]) -> String.Index? {
    stops.compactMap { text.firstRange(of: $0)?.lowerBound }.min()
  }

  private static func prompt(_ prompt: Prompt) -> [String] {
    switch prompt {
    case .text(let text): ["text", text]
    case .chat(let messages, let prefix):
      ["chat"] + messages.flatMap { [$0.role, $0.content] } + [prefix]
    }
  }

  /// Words with the space before them.
  private static func tokens(_ text: String) -> [String] {
    var tokens: [String] = []
    for scalar in text.unicodeScalars {
      if tokens.isEmpty || scalar == " " { tokens.append("") }
      tokens[tokens.count - 1].unicodeScalars.append(scalar)
    }
    return tokens.isEmpty ? [""] : tokens
  }

  private static func tokenCount(_ text: String) -> Int { tokens(text).count }

  /// SplitMix64, begun at an FNV-1a hash of texts.
  private struct Stream {
    private var state: UInt64 = 0xcbf2_9ce4_8422_2325

    init(seed: [String]) {
      for part in seed {
        for byte in Array(part.utf8) + [0xFF] { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
      }
    }

    mutating func next() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
      return mixed ^ (mixed >> 31)
    }

    /// From 0, below 1.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
  }
}

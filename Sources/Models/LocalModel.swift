package import Evaluation
package import Inference

/// A checkpoint that this process opens itself.
///
/// An actor, because the engine answers one batch at a time.
package actor LocalModel: Model {
  package nonisolated let identity: ModelIdentity
  private let engine: Engine
  private let encoder: PromptEncoder
  private let generationLimit: Double?

  /// - Parameters:
  ///   - checkpoint: An open checkpoint.
  ///   - precision: How weights are held and numbers computed.
  ///   - threads: How many threads compute; at least 1.
  ///   - cacheBytes: What the prefix cache may hold.
  ///   - instructionSet: Kernels by name, or the best that the processor runs.
  ///   - generationLimit: The seconds that a generated text may take; one that takes longer is a
  ///     failure. No part of the requests, so that no answer's key depends on it.
  /// - Throws: `Failure` when the engine cannot run the checkpoint.
  package init(
    _ checkpoint: Checkpoint, precision: Precision, threads: Int, cacheBytes: Int = 256 << 20,
    instructionSet: String? = nil, generationLimit: Double? = nil
  ) throws(Failure) {
    do {
      engine = try Engine(
        checkpoint, precision: precision, threads: threads, cacheBytes: cacheBytes,
        instructionSet: instructionSet)
    } catch {
      throw Failure(error)
    }
    encoder = PromptEncoder(checkpoint)
    self.generationLimit = generationLimit
    identity = ModelIdentity(
      name: LocalModel.fileName(checkpoint.path), digest: checkpoint.digest, format: "gguf",
      architecture: checkpoint.architecture, parameters: checkpoint.parameters,
      quantization: checkpoint.tensorTypes.first?.name ?? "", precision: precision.rawValue,
      engine: Engine.version, instructionSet: engine.instructionSet,
      contextLength: checkpoint.contextLength, hasChatTemplate: checkpoint.chatTemplate != nil)
  }

  package func answer(_ requests: [ModelRequest]) async throws -> [Answer] {
    var answers = [Answer?](repeating: nil, count: requests.count)
    var scorings: [(index: Int, part: ScoringPart)] = []
    var generations: [(index: Int, prompt: EncodedPrompt, request: GenerationRequest)] = []
    for (index, request) in requests.enumerated() {
      do {
        switch request {
        case .loglikelihood(let context, let continuation):
          let pair = try encoder.pair(context: context, continuation: continuation)
          scorings.append((index, .continuation(pair)))
        case .rollingLoglikelihood(let text):
          scorings.append((index, .rolling(try encoder.windows(of: text))))
        case .generate(let prompt, let options):
          let encoded = try encoder.prompt(prompt, reserving: options.maxTokens)
          generations.append(
            (index, encoded, GenerationRequest(encoded.ids, options, limit: generationLimit)))
        }
      } catch {
        answers[index] = Answer(response: .failure(error))
      }
    }
    try score(scorings, into: &answers)
    try generate(generations, into: &answers)
    return answers.map { answer in
      answer ?? Answer(response: .failure(ResponseFailure(kind: "engine", message: "no answer")))
    }
  }

  private func score(
    _ parts: [(index: Int, part: ScoringPart)], into answers: inout [Answer?]
  ) throws(Failure) {
    guard !parts.isEmpty else { return }
    let clock = ContinuousClock()
    let start = clock.now
    let scores: [TokenScores]
    do {
      scores = try engine.score(parts.flatMap { $0.part.requests })
    } catch {
      throw Failure(error)
    }
    // Requests that share prefixes are computed together: each gets its share of the time.
    let seconds = start.duration(to: clock.now).seconds / Double(parts.count)
    var next = 0
    for (index, part) in parts {
      let own = scores[next..<next + part.requests.count]
      next += own.count
      answers[index] = Answer(
        response: part.response(Array(own), tokenizer: encoder.tokenizer),
        timing: AnswerTiming(seconds: seconds))
    }
  }

  private func generate(
    _ parts: [(index: Int, prompt: EncodedPrompt, request: GenerationRequest)],
    into answers: inout [Answer?]
  ) throws(Failure) {
    guard !parts.isEmpty else { return }
    let results: [GenerationResult]
    do {
      results = try engine.generate(parts.map(\.request))
    } catch {
      throw Failure(error)
    }
    for (part, result) in zip(parts, results) {
      answers[part.index] = Answer(
        response: ModelResponse(result, prompt: part.prompt, limit: generationLimit),
        timing: AnswerTiming(
          seconds: result.seconds, secondsToFirstToken: result.secondsToFirstToken))
    }
  }

  private static func fileName(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}

extension GenerationRequest {
  /// The engine's form of a request.
  fileprivate init(_ prompt: [Int32], _ options: GenerationOptions, limit: Double?) {
    self.init(
      prompt: prompt, maxTokens: options.maxTokens, stop: options.stop,
      sampling: SamplingOptions(
        temperature: options.temperature, topK: options.topK, topP: options.topP,
        minP: options.minP, seed: options.seed),
      timeLimit: limit)
  }
}

extension ModelResponse {
  /// What the engine generated, as an evaluation sees it.
  fileprivate init(_ result: GenerationResult, prompt: EncodedPrompt, limit: Double?) {
    let reason: GeneratedText.FinishReason
    switch result.end {
    case .notANumber:
      self = .failure(.notANumber)
      return
    case .timeLimit:
      self = .failure(.timedOut(after: limit ?? result.seconds))
      return
    case .endToken, .stopString: reason = .stop
    case .length: reason = .length
    case .context: reason = .context
    }
    self = .generation(
      GeneratedText(
        text: result.text, finishReason: reason, promptTokens: prompt.ids.count,
        completionTokens: result.tokens.count, tokenLogprobs: result.logprobs,
        renderedPrompt: prompt.rendered, notes: prompt.notes))
  }
}

extension ResponseFailure {
  /// Generation took longer than it may.
  static func timedOut(after seconds: Double) -> ResponseFailure {
    let whole = Int(exactly: seconds).map { "\($0)" }
    return ResponseFailure(
      kind: "timeout", message: "timed out after \(whole ?? "\(seconds)") s")
  }

  /// The checkpoint's weights or its arithmetic gave what is no number.
  static let notANumber = ResponseFailure(
    kind: "not-a-number",
    message: "the model's logits are not finite: the checkpoint is damaged or overflows")
}

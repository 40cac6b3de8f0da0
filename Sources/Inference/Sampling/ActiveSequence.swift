/// A sequence that is being generated: decides what follows each output row; computes nothing.
struct ActiveSequence {
  /// Its number among the requests.
  let index: Int
  let promptNodes: [TokenTree.Node]
  /// How many of the prompt's nodes were in the cache.
  let knownNodes: Int
  /// Slots for the tokens to come.
  let ownSlots: [Int32]
  private let request: GenerationRequest
  private let endTokens: Set<Int32>
  private let promptSlots: [Int32]
  private let started = ContinuousClock.now
  private var firstToken: ContinuousClock.Instant?
  private var tokens: [Int32] = []
  private var logprobs: [Double] = []
  private var sampler: Sampler
  private var text: StopSearch
  private var end: GenerationResult.End?

  init(
    _ request: GenerationRequest, index: Int, promptNodes: [TokenTree.Node], knownNodes: Int,
    promptSlots: [Int32], ownSlots: [Int32], endTokens: Set<Int32>
  ) {
    self.request = request
    self.index = index
    self.promptNodes = promptNodes
    self.knownNodes = knownNodes
    self.promptSlots = promptSlots
    self.ownSlots = ownSlots
    self.endTokens = endTokens
    sampler = Sampler(request.sampling)
    text = StopSearch(request.stop)
  }

  var isFinished: Bool { end != nil }
  /// The token whose successor is wanted.
  var lastToken: Int32 { tokens.last ?? request.prompt[request.prompt.count - 1] }
  /// Slots up to the last token's own.
  var path: [Int32] { promptSlots + ownSlots.prefix(tokens.count) }

  /// What the sequence wants to know about a row.
  func output(row: Int) -> RowBatch.Output {
    RowBatch.Output(row: row, targets: [], wantsLogits: !request.sampling.isGreedy)
  }

  /// Takes the next token from an output row.
  mutating func accept(_ output: OutputRow, tokenizer: Tokenizer) {
    guard output.isFinite else { return end = .notANumber }
    if let limit = request.timeLimit, ContinuousClock.now - started > limit {
      return end = .timeLimit
    }
    var token = output.best
    var logprob = output.bestLogprob
    if let logits = output.logits {
      token = sampler.draw(logits)
      logprob = output.bestLogprob + Double(logits[Int(token)]) - Double(logits[Int(output.best)])
    }
    if firstToken == nil { firstToken = .now }
    guard !endTokens.contains(token) else { return end = .endToken }
    tokens.append(token)
    logprobs.append(logprob)
    if text.append(tokenizer.decodeBytes([token], controls: false)) {
      end = .stopString
    } else if tokens.count >= request.maxTokens {
      end = .length
    } else if tokens.count >= ownSlots.count {
      end = .context
    }
  }

  /// The finished sequence.
  func result(_ tokenizer: Tokenizer) -> GenerationResult {
    GenerationResult(
      tokens: tokens, logprobs: logprobs, text: String(decoding: text.bytes, as: UTF8.self),
      end: end ?? .length,
      secondsToFirstToken: (firstToken ?? .now) - started, seconds: .now - started)
  }
}

/// The seconds between two instants.
private func - (end: ContinuousClock.Instant, start: ContinuousClock.Instant) -> Double {
  start.duration(to: end).seconds
}

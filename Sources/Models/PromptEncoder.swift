internal import Evaluation
internal import Inference

/// A prompt as token ids.
struct EncodedPrompt {
  var ids: [Int32]
  /// The text as the chat template rendered it.
  var rendered: String?
  var notes: [String] = []
}

/// A context and its continuation as token ids; neither is empty.
struct EncodedPair {
  var context: [Int32]
  var continuation: [Int32]
  var rendered: String?
  var notes: [String] = []
}

/// Turns requests into tokens by lm-evaluation-harness's rules, so that numbers agree with it.
struct PromptEncoder {
  let tokenizer: Tokenizer
  private let template: ChatTemplate?
  private let contextLength: Int

  init(_ checkpoint: Checkpoint) {
    tokenizer = checkpoint.tokenizer
    template = checkpoint.chatTemplate
    contextLength = checkpoint.contextLength
  }

  /// A prompt for generation; the first tokens fall away where it is too long for what shall follow.
  func prompt(
    _ prompt: Prompt, reserving maxTokens: Int
  ) throws(ResponseFailure) -> EncodedPrompt {
    let text = try RenderedPrompt(prompt, template: template, tokenizer: tokenizer)
    var encoded = EncodedPrompt(ids: try encode(text), rendered: text.display)
    if encoded.ids.isEmpty { encoded.ids = try prefix() }
    let room = contextLength - maxTokens
    guard room >= 1 else {
      throw ResponseFailure(
        kind: "context-too-long",
        message: "\(maxTokens) new tokens do not fit the context of \(contextLength): ask for fewer"
      )
    }
    if encoded.ids.count > room {
      encoded.ids = Array(encoded.ids.suffix(room))
      encoded.notes.append("truncated")
    }
    return encoded
  }

  /// A context and its continuation (`TemplateLM._encode_pair` and `loglikelihood`).
  func pair(
    context: Prompt, continuation: String
  ) throws(ResponseFailure) -> EncodedPair {
    var text = try RenderedPrompt(context, template: template, tokenizer: tokenizer)
    // White space at the context's end belongs to the continuation.
    let continuation = text.removeTrailingWhitespace() + continuation
    var pair: EncodedPair
    if text.isEmpty {
      pair = try unconditional(continuation)
    } else {
      let head = try encode(text)
      let whole = try encode(text.appending(continuation))
      pair = EncodedPair(context: head, continuation: Array(whole.dropFirst(head.count)))
      if pair.continuation.isEmpty, whole.count > 1 {
        // A merge across the seam swallowed the continuation: its last token stands for it.
        pair = EncodedPair(context: whole.dropLast(), continuation: whole.suffix(1))
        pair.notes.append("merged-at-seam")
      }
      if pair.context.isEmpty { pair.context = try prefix() }
    }
    pair.rendered = text.display
    return try fit(pair)
  }

  /// A whole text in disjoint windows of the context length
  /// (`get_rolling_token_windows` and `make_disjoint_window`).
  func windows(of text: String) throws(ResponseFailure) -> [ScoringRequest] {
    let ids = try encode(RenderedPrompt(.text(text), template: nil, tokenizer: tokenizer))
    guard !ids.isEmpty else {
      throw ResponseFailure(kind: "empty-text", message: "the text has no tokens to score")
    }
    var padded = try prefix()
    padded += ids
    return RollingWindows.windows(count: ids.count, length: contextLength).map { window in
      // Position i of the text is position i + 1 behind the prefix token.
      ScoringRequest(
        tokens: Array(padded[window.start..<window.end + 1]),
        scoredFrom: window.firstScored + 1 - window.start)
    }
  }

  private func unconditional(_ continuation: String) throws(ResponseFailure) -> EncodedPair {
    let text = try RenderedPrompt(.text(continuation), template: nil, tokenizer: tokenizer)
    let ids = try text.tokens()
    let prefix = try prefix()
    if ids.count > 1, ids.first == prefix.first {
      return EncodedPair(context: prefix, continuation: Array(ids.dropFirst()))
    }
    return EncodedPair(context: prefix, continuation: ids)
  }

  /// Keeps the last tokens that fit; the continuation itself must fit.
  private func fit(_ pair: EncodedPair) throws(ResponseFailure) -> EncodedPair {
    guard !pair.continuation.isEmpty else {
      throw ResponseFailure(
        kind: "empty-continuation", message: "the continuation has no tokens to score")
    }
    let excess = pair.context.count + pair.continuation.count - (contextLength + 1)
    guard excess > 0 else { return pair }
    guard excess < pair.context.count else {
      throw ResponseFailure(
        kind: "context-too-long",
        message: "the continuation of \(pair.continuation.count) tokens does not fit the context "
          + "of \(contextLength)")
    }
    var fitted = pair
    fitted.context.removeFirst(excess)
    fitted.notes.append("truncated")
    return fitted
  }

  private func prefix() throws(ResponseFailure) -> [Int32] {
    guard let token = tokenizer.prefixToken else {
      throw ResponseFailure(
        kind: "no-prefix-token",
        message: "an empty context needs a begin- or end-of-sequence token, and there is none")
    }
    return [token]
  }

  /// Tokens with the begin-of-sequence token where the tokenizer puts it and the text does not.
  private func encode(_ text: RenderedPrompt) throws(ResponseFailure) -> [Int32] {
    var ids = try text.tokens()
    if tokenizer.addsBeginOfSequence, let begin = tokenizer.beginOfSequence, ids.first != begin {
      ids.insert(begin, at: 0)
    }
    return ids
  }
}

/// Reads lines of `samples.jsonl` back: what `SampleLine` wrote, to the last bit.
struct SampleLineReader {
  /// The file's name, for messages.
  let file: String

  /// The sample of a line.
  ///
  /// - Parameter bytes: the line, with or without its end.
  /// - Returns: the sample with its responses and its score.
  /// - Throws: `Failure` with `badData` naming what cannot be read.
  func result(of bytes: [UInt8]) throws(Failure) -> SampleResult {
    let line = try JSONValue.parse(bytes, file: file)
    guard line["schema"]?.string == SampleLine.schema else {
      throw Failure(
        .badData, "the line is not of the format \(SampleLine.schema)", at: Place(file: file))
    }
    return SampleResult(
      sample: try sample(line), responses: try list(line, "responses").map(response),
      score: try score(try member(line, "score")))
  }

  private func sample(_ line: JSONValue) throws(Failure) -> Sample {
    Sample(
      id: try text(line, "id"), cluster: try text(line, "cluster"),
      slices: try texts(byName: line, "slices"), target: try target(line["target"]),
      choices: try texts(line, "choices"), canary: line["canary"]?.string,
      requests: try list(line, "requests").map(request))
  }

  private func target(_ value: JSONValue?) throws(Failure) -> Sample.Target {
    guard let value, value != .null else { return .none }
    if let index = value["choice"]?.int { return .choice(index) }
    if case .array(let items)? = value["any_choice"] {
      return .anyChoice(
        try items.map { item throws(Failure) in
          guard let index = item.int else { throw wrong("target") }
          return index
        })
    }
    if let label = value["label"]?.string { return .label(label) }
    if case .array(let indices)? = value["any_choice"] {
      return .anyChoice(
        try indices.map { index throws(Failure) in
          guard let index = index.int else { throw wrong("any_choice") }
          return index
        })
    }
    return .texts(try texts(value, "texts"))
  }

  // MARK: Requests

  private func request(_ value: JSONValue) throws(Failure) -> ModelRequest {
    switch value["kind"]?.string {
    case "loglikelihood":
      .loglikelihood(
        context: try prompt(try member(value, "prompt")),
        continuation: try text(value, "continuation"))
    case "rolling_loglikelihood": .rollingLoglikelihood(text: try text(value, "text"))
    case "generate":
      .generate(
        prompt: try prompt(try member(value, "prompt")),
        options: try options(try member(value, "options")))
    default: throw wrong("kind")
    }
  }

  private func prompt(_ value: JSONValue) throws(Failure) -> Prompt {
    if let text = value["text"]?.string { return .text(text) }
    let messages = try list(value, "messages").map { message throws(Failure) in
      Message(role: try text(message, "role"), content: try text(message, "content"))
    }
    return .chat(messages, prefix: try text(value, "prefix"))
  }

  private func options(_ value: JSONValue) throws(Failure) -> GenerationOptions {
    guard let seed = UInt64(try text(value, "seed")) else { throw wrong("seed") }
    return GenerationOptions(
      maxTokens: try whole(value, "max_tokens"), stop: try texts(value, "stop"),
      temperature: try number(value, "temperature"), topK: try whole(value, "top_k"),
      topP: try number(value, "top_p"), minP: try number(value, "min_p"), seed: seed)
  }

  // MARK: Responses

  private func response(_ value: JSONValue) throws(Failure) -> ModelResponse {
    switch value["kind"]?.string {
    case "loglikelihood": .loglikelihood(try loglikelihood(value))
    case "rolling_loglikelihood":
      .rollingLoglikelihood(
        RollingLoglikelihood(
          sum: try number(value, "sum"), tokenCount: try whole(value, "token_count"),
          windows: try whole(value, "windows")))
    case "generation": .generation(try generation(value))
    case "failure":
      .failure(
        ResponseFailure(kind: try text(value, "failure"), message: try text(value, "message")))
    default: throw wrong("kind")
    }
  }

  private func loglikelihood(_ value: JSONValue) throws(Failure) -> Loglikelihood {
    Loglikelihood(
      sum: try number(value, "sum"), isGreedy: value["is_greedy"] == .bool(true),
      tokens: try texts(value, "tokens"), tokenLogprobs: try numbers(value, "token_logprobs"),
      contextTokens: try whole(value, "context_tokens"),
      renderedPrompt: value["rendered_prompt"]?.string, notes: try texts(value, "notes"))
  }

  private func generation(_ value: JSONValue) throws(Failure) -> GeneratedText {
    guard
      let reason = GeneratedText.FinishReason(rawValue: try text(value, "finish_reason"))
    else { throw wrong("finish_reason") }
    return GeneratedText(
      text: try text(value, "text"), finishReason: reason,
      promptTokens: try whole(value, "prompt_tokens"),
      completionTokens: try whole(value, "completion_tokens"),
      tokenLogprobs: try numbers(value, "token_logprobs"),
      renderedPrompt: value["rendered_prompt"]?.string, notes: try texts(value, "notes"))
  }

  // MARK: Scores

  private func score(_ value: JSONValue) throws(Failure) -> Score {
    var score = Score(
      scorer: try text(value, "scorer"), status: try status(value),
      prediction: value["prediction"]?.string, target: value["target"]?.string,
      outcome: value["outcome"]?.string.flatMap(ProbeOutcome.init),
      explanation: value["explanation"]?.string)
    if value["judgements"] != nil {
      score.judgements = try list(value, "judgements").map { judgement throws(Failure) in
        JudgeReply(
          verdict: judgement["verdict"]?.string.flatMap(JudgeDefinition.Verdict.init(text:)),
          reply: try text(judgement, "reply"), failure: judgement["failure"]?.string)
      }
    }
    return score
  }

  private func status(_ value: JSONValue) throws(Failure) -> Score.Status {
    switch value["status"]?.string {
    case "scored":
      guard case .object(let members)? = value["values"] else { throw wrong("values") }
      var values: [String: Double] = [:]
      for member in members {
        guard let number = member.value.number else { throw wrong("values") }
        values[member.name] = number
      }
      return .scored(values)
    case "unscored": return .unscored(reason: try text(value, "reason"))
    case "error": return .failed(reason: try text(value, "reason"))
    default: throw wrong("status")
    }
  }
}

// MARK: Members

extension SampleLineReader {
  private func wrong(_ name: String) -> Failure {
    Failure(
      .badData, "the member \"\(name)\" of a sample's line cannot be read", at: Place(file: file),
      remedy: "Run the suites again: the file was changed, or cut off")
  }

  private func member(_ value: JSONValue, _ name: String) throws(Failure) -> JSONValue {
    guard let member = value[name] else { throw wrong(name) }
    return member
  }

  private func text(_ value: JSONValue, _ name: String) throws(Failure) -> String {
    guard let text = value[name]?.string else { throw wrong(name) }
    return text
  }

  private func whole(_ value: JSONValue, _ name: String) throws(Failure) -> Int {
    guard let whole = value[name]?.int else { throw wrong(name) }
    return whole
  }

  private func number(_ value: JSONValue, _ name: String) throws(Failure) -> Double {
    guard let number = value[name]?.number else { throw wrong(name) }
    return number
  }

  private func list(_ value: JSONValue, _ name: String) throws(Failure) -> [JSONValue] {
    guard case .array(let items)? = value[name] else { throw wrong(name) }
    return items
  }

  private func texts(_ value: JSONValue, _ name: String) throws(Failure) -> [String] {
    try list(value, name).map { item throws(Failure) in
      guard let text = item.string else { throw wrong(name) }
      return text
    }
  }

  private func numbers(_ value: JSONValue, _ name: String) throws(Failure) -> [Double] {
    try list(value, name).map { item throws(Failure) in
      guard let number = item.number else { throw wrong(name) }
      return number
    }
  }

  private func texts(byName value: JSONValue, _ name: String) throws(Failure) -> [String: String] {
    guard case .object(let members)? = value[name] else { throw wrong(name) }
    var texts: [String: String] = [:]
    for member in members {
      guard let text = member.value.string else { throw wrong(name) }
      texts[member.name] = text
    }
    return texts
  }
}

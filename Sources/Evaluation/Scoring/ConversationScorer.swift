/// Leads a scripted conversation: each turn of the sample follows the model's answer to the one before.
///
/// The last answer is what is scored, by the suite's own scorer. A conversation that breaks off, since an
/// answer failed, is scored as that failure.
struct ConversationScorer: Scorer {
  /// Scores the last answer.
  let last: any Scorer
  let isInteractive = true

  var name: String { last.name }

  func next(_ sample: Sample, _ responses: [ModelResponse]) -> [ModelRequest] {
    guard responses.count <= sample.turns.count, responses.count == sample.requests.count,
      case .generation(let answer)? = responses.last,
      case .generate(.chat(let messages, let prefix), let options)? = sample.requests.last,
      sample.turns.indices.contains(responses.count - 1)
    else { return [] }
    let said = [
      Message(role: "assistant", content: prefix + answer.text),
      Message(role: "user", content: sample.turns[responses.count - 1]),
    ]
    return [.generate(prompt: .chat(messages + said, prefix: prefix), options: options)]
  }

  func score(_ sample: Sample, _ responses: [ModelResponse]) -> Score {
    guard let request = sample.requests.last, let response = responses.last,
      responses.count == sample.requests.count
    else { return last.score(sample, responses) }
    var ending = sample
    ending.requests = [request]
    return last.score(ending, [response])
  }
}

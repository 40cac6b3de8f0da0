internal import ArgumentParser
internal import Evaluation
internal import Inference

/// `assay logprobs MODEL`.
struct LogprobsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logprobs",
    abstract: "Prints the log-probability of every token of texts, one JSON line a text.",
    discussion: """
      Input: one JSON object a line with "id" and "text". Output: "id", "ids",
      "token_logprobs" (natural logarithm of each token given those before; null
      for the first), "argmax" (the likeliest token after each).

      EXAMPLE
        echo '{"id": "a", "text": "The sky is blue"}' | assay logprobs model.gguf --input -
      """)

  @Argument(help: "A GGUF checkpoint.")
  var model: String

  @ArgumentParser.Option(help: "A file of JSON lines, or - for standard input.")
  var input: String

  @Flag(help: "Keeps text such as <|im_start|> ordinary text.")
  var plain = false

  @OptionGroup var options: EngineOptions

  private struct Line: Decodable {
    let id: String
    let text: String
  }

  private struct Result: Encodable {
    let id: String
    let ids: [Int32]
    let tokenLogprobs: [Double?]
    let argmax: [Int32]
  }

  func run() async throws {
    try await reportingErrors {
      let checkpoint = try Checkpoint(path: model)
      let lines = try InputText.lines(input, as: Line.self)
      let engine = try options.engine(checkpoint)
      for line in lines { print(try JSONLine.text(result(line, checkpoint, engine))) }
    }
  }

  private func result(_ line: Line, _ checkpoint: Checkpoint, _ engine: Engine) throws -> Result {
    let ids = try checkpoint.tokenizer.encode(
      line.text, specialTokens: plain ? .asText : .parsed)
    guard let last = ids.last else {
      return Result(id: line.id, ids: [], tokenLogprobs: [], argmax: [])
    }
    guard ids.count <= engine.contextLength else {
      throw Failure(
        .badData,
        "text \"\(line.id)\" has \(ids.count) tokens, the context takes \(engine.contextLength)",
        at: Place(file: input), remedy: "Shorten the text")
    }
    // One token more than the text, so that the choice after its last token is seen as well.
    let scores = try engine.score([ScoringRequest(tokens: ids + [last], scoredFrom: 1)])[0]
    guard scores.isFinite else {
      throw Failure(
        .badData, "text \"\(line.id)\": the model's logits are not finite",
        at: Place(file: model), remedy: "The checkpoint is damaged or overflows")
    }
    return Result(
      id: line.id, ids: ids, tokenLogprobs: [nil] + scores.logprobs.dropLast().map { $0 },
      argmax: scores.argmax)
  }
}

internal import ArgumentParser
internal import Evaluation
internal import Inference
internal import Models
internal import Reports

/// `assay generate MODEL`.
struct GenerateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Continues a prompt, or answers in chat.",
    discussion: "EXAMPLE\n  assay generate model.gguf --chat 'What is the capital of France?'")

  @Argument(help: "A GGUF checkpoint.")
  var model: String

  @ArgumentParser.Option(help: "Text to continue.")
  var prompt: String?

  @ArgumentParser.Option(help: "What the user says; the checkpoint's chat template is used.")
  var chat: String?

  @ArgumentParser.Option(help: "The system turn before --chat.")
  var system: String?

  @ArgumentParser.Option(help: "New tokens at most.")
  var maxTokens = 128

  @ArgumentParser.Option(help: "Generation ends before this text; may be given several times.")
  var stop: [String] = []

  @ArgumentParser.Option(help: "0 is greedy.")
  var temperature = 0.0

  @ArgumentParser.Option(help: "Only the likeliest so many tokens; 0 is all.")
  var topK = 0

  @ArgumentParser.Option(help: "Only the likeliest tokens that reach this share together.")
  var topP = 1.0

  @ArgumentParser.Option(help: "Only tokens of at least this share of the likeliest one's.")
  var minP = 0.0

  @ArgumentParser.Option(help: "Seed of the draws.")
  var seed: UInt64 = 1

  @Flag(help: "Prints JSON: text, reason, tokens, log-probabilities.")
  var json = false

  @OptionGroup var options: EngineOptions

  func validate() throws {
    guard (prompt == nil) != (chat == nil) else {
      throw ValidationError("Give either --prompt or --chat.")
    }
    guard maxTokens >= 1 else { throw ValidationError("--max-tokens must be at least 1.") }
    guard temperature >= 0, temperature.isFinite else {
      throw ValidationError("--temperature must be 0 or more.")
    }
    guard topP > 0, topP <= 1, (0...1).contains(minP), topK >= 0 else {
      throw ValidationError(
        "--top-p is above 0 and at most 1, --min-p from 0 to 1, --top-k 0 or more.")
    }
    guard !stop.contains("") else { throw ValidationError("--stop is empty.") }
  }

  func run() async throws {
    try await reportingErrors {
      let local = try options.model(Checkpoint(path: model, digests: .ofUser))
      let generation = GenerationOptions(
        maxTokens: maxTokens, stop: stop, temperature: temperature, topK: topK, topP: topP,
        minP: minP, seed: seed)
      let answer = try await local.answer([.generate(prompt: request, options: generation)])
      switch answer.first?.response {
      case .generation(let generated):
        for note in generated.notes { StandardError.say("note: the prompt was \(note)") }
        // What a model writes could steer a terminal; a file or a pipe gets it as it is.
        let text = Terminal.width == nil ? generated.text : Sanitizer.text(generated.text)
        print(try json ? JSONLine.text(generated) : text)
      case .failure(let failure):
        throw Failure(code(of: failure), failure.message, at: Place(file: model))
      default:
        throw Failure(.internal, "the model gave no text")
      }
    }
  }

  /// A capability that the model lacks, unless the checkpoint is damaged or too much was asked.
  private func code(of failure: ResponseFailure) -> Failure.Code {
    switch failure.kind {
    case "not-a-number": .badData
    case "context-too-long": .usage
    default: .unavailable
    }
  }

  private var request: Prompt {
    guard let chat else { return .text(prompt ?? "") }
    let systemTurn = system.map { [Message(role: "system", content: $0)] } ?? []
    return .chat(systemTurn + [Message(role: "user", content: chat)], prefix: "")
  }
}

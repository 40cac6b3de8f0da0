internal import ArgumentParser
internal import Inference

/// `assay tokenize MODEL`.
struct TokenizeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokenize",
    abstract: "Shows the tokens of a text.",
    discussion: "EXAMPLE\n  assay tokenize model.gguf --text 'The capital of France is'")

  @Argument(help: "A GGUF checkpoint.")
  var model: String

  @ArgumentParser.Option(help: "The text.")
  var text: String?

  @ArgumentParser.Option(help: "A file with the text, or - for standard input.")
  var file: String?

  @Flag(help: "Reads text such as <|im_start|> as the special token.")
  var special = false

  @Flag(help: "Prints JSON.")
  var json = false

  func validate() throws {
    guard (text == nil) != (file == nil) else {
      throw ValidationError("Give either --text or --file.")
    }
  }

  func run() async throws {
    try await reportingErrors {
      let tokenizer = try Checkpoint(path: model).tokenizer
      let source = try text ?? InputText.read(file ?? "-")
      let ids = try tokenizer.encode(source, specialTokens: special ? .parsed : .asText)
      if json {
        print(try JSONLine.text(Tokens(ids: ids, tokens: ids.map { tokenizer.decode([$0]) })))
      } else {
        for id in ids { print("\(id)\t\(tokenizer.decode([id]).debugDescription)") }
      }
    }
  }

  private struct Tokens: Encodable {
    let ids: [Int32]
    let tokens: [String]
  }
}

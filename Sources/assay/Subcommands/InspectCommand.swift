internal import ArgumentParser
internal import Foundation
internal import Inference
internal import Reports

/// `assay inspect MODEL`.
struct InspectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Shows what a checkpoint is: architecture, sizes, tensor types, tokenizer, digest.",
    discussion: "EXAMPLE\n  assay inspect models/SmolLM2-135M-Instruct.Q4_1.gguf --template")

  @Argument(help: "A GGUF checkpoint.")
  var model: String

  @Flag(help: "Prints the chat template as well.")
  var template = false

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    try await reportingErrors {
      let checkpoint = try Checkpoint(path: model, digests: .ofUser)
      print(try json ? CheckpointSummary(checkpoint).json() : text(checkpoint))
    }
  }

  private func text(_ checkpoint: Checkpoint) -> String {
    var lines: [(String, String)] = [
      ("file", checkpoint.path),
      ("size", ByteText.mebibytes(checkpoint.byteCount)),
      ("sha256", checkpoint.digest),
      ("format", "GGUF version \(checkpoint.formatVersion)"),
      ("name", checkpoint.name ?? "none"),
      ("architecture", checkpoint.architecture),
      ("parameters", "\(checkpoint.parameters)"),
    ]
    lines += checkpoint.sizes.map { ($0.name, "\($0.value)") }
    for type in checkpoint.tensorTypes {
      lines.append(
        (
          "tensors \(type.name)",
          "\(type.tensors), \(type.values) values, \(ByteText.mebibytes(type.bytes))"
        ))
    }
    lines += [
      ("tokenizer", checkpoint.tokenizer.description),
      ("chat template", checkpoint.chatTemplate.map { "\($0.source.count) characters" } ?? "none"),
      (
        "cache",
        "\(checkpoint.cacheBytesPerToken(.fast)) bytes a token, "
          + "\(checkpoint.cacheBytesPerToken(.exact)) at --precision exact"
      ),
    ]
    let width = lines.map(\.0.count).max() ?? 0
    var output = lines.map { name, value in
      "\(name)\(String(repeating: " ", count: width - name.count))  \(Sanitizer.line(value))"
    }
    if template { output += ["", checkpoint.chatTemplate?.source ?? ""] }
    return output.joined(separator: "\n")
  }
}

/// What `inspect --json` prints.
private struct CheckpointSummary: Encodable {
  let schema = "assay.checkpoint/1"
  let file: String
  let bytes: Int
  let sha256: String
  let format: String
  let name: String?
  let architecture: String
  let parameters: Int
  let sizes: [String: Int]
  let tensorTypes: [String: Int]
  let tokenizer: String
  let chatTemplate: String?

  init(_ checkpoint: Checkpoint) {
    file = checkpoint.path
    bytes = checkpoint.byteCount
    sha256 = checkpoint.digest
    format = "gguf-v\(checkpoint.formatVersion)"
    name = checkpoint.name
    architecture = checkpoint.architecture
    parameters = checkpoint.parameters
    sizes = Dictionary(
      uniqueKeysWithValues: checkpoint.sizes.map { size in
        (String(size.name.map { $0.isLetter ? $0 : "_" }), size.value)
      })
    tensorTypes = Dictionary(
      uniqueKeysWithValues: checkpoint.tensorTypes.map { ($0.name, $0.tensors) })
    tokenizer = checkpoint.tokenizer.description
    chatTemplate = checkpoint.chatTemplate?.source
  }

  func json() throws -> String {
    try JSONLine.text(self, pretty: true)
  }
}

internal import ArgumentParser
internal import Evaluation
internal import Foundation
internal import Reports

/// `assay export RUN`.
struct ExportCommand: AsyncParsableCommand {
  /// What other tools read.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case lmEval = "lm-eval"
  }

  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes a finished run in the files of another tool.",
    discussion: """
      lm-eval: results_TIME.json and samples_TASK_TIME.jsonl under the model's name,
      as lm-evaluation-harness 0.4.13 writes them with --log_samples.

      EXAMPLE
        assay export reports/arc --format lm-eval --out exported
      """)

  @Argument(help: "The folder of a finished run.")
  var run: String

  @ArgumentParser.Option(help: "What to write.")
  var format: Format

  @ArgumentParser.Option(help: "The folder to write into.")
  var out: String

  @ArgumentParser.Option(
    help: "What the model is called, such as ORGANISATION/NAME; by default its file's name.")
  var modelName: String?

  func run() async throws {
    try await reportingErrors {
      let export = try LMEvalExport(try StoredRun(run), modelName: modelName)
      for note in export.notes { StandardError.say("note: \(note)") }
      for file in export.files {
        let path = "\(out)/\(file.name)"
        try OutputFolder.make(for: path)
        try AtomicFile.write(file.bytes, to: path)
        print(path)
      }
    }
  }
}

/// Folders for files that are about to be written.
enum OutputFolder {
  /// Makes the folder of a file where it is not there.
  static func make(for path: String) throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw Failure(
        .cannotWrite, "the folder \(folder.path) cannot be made: \(error.localizedDescription)",
        remedy: "Choose another with --out.")
    }
  }
}

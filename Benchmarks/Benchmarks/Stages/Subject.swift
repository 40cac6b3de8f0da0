internal import Foundation
internal import Inference

/// What is measured: a checkpoint, on all processors.
enum Subject {
  /// `ASSAY_MODEL`, or the model that `make model` fetches.
  static let path =
    ProcessInfo.processInfo.environment["ASSAY_MODEL"].flatMap { $0.isEmpty ? nil : $0 }
    ?? repository.appending(path: "models/SmolLM2-135M-Instruct.Q4_1.gguf").path

  /// The folder that `Benchmarks/` stands in.
  static let repository = (0..<4).reduce(URL(filePath: #filePath)) { url, _ in
    url.deletingLastPathComponent()
  }

  /// Ends the process where there is no checkpoint.
  static func requireModel() {
    guard !FileManager.default.isReadableFile(atPath: path) else { return }
    let message = """

      Stages: error: there is no checkpoint at \(path)
        remedy: `make model` fetches one; or set ASSAY_MODEL to a GGUF file


      """
    FileHandle.standardError.write(Data(message.utf8))
    exit(1)
  }

  static func checkpoint() throws -> Checkpoint {
    try Checkpoint(path: path)
  }

  static let threads = ProcessInfo.processInfo.activeProcessorCount
}

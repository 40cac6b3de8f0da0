internal import ArgumentParser
internal import Evaluation
internal import Foundation
internal import Inference
internal import Models
internal import Reports

/// Runs a command's work; every error becomes a message on standard error and an exit code.
///
/// - Parameter work: What the command does.
/// - Throws: `ExitCode` alone.
func reportingErrors(_ work: () async throws -> Void) async throws {
  do {
    try await work()
  } catch let error as ExitCode {
    throw error
  } catch {
    let failures = Failure.all(in: error)
    for failure in failures { StandardError.say("error: \(failure)") }
    throw ExitCode(failures.first?.code.exitCode ?? 70)
  }
}

extension Failure {
  /// Every failure that an error stands for.
  fileprivate static func all(in error: any Error) -> [Failure] {
    switch error {
    case let failure as Failure: [failure]
    case let failures as Failures: failures.all
    case let error as InferenceError: [Failure(error)]
    default: [Failure(.internal, "\(error)", remedy: "Please report this as a bug")]
    }
  }
}

extension Failure.Code {
  /// What the process exits with (`docs/exit-codes.md`).
  var exitCode: Int32 {
    switch self {
    case .usage: 64
    case .badData: 65
    case .inputMissing: 66
    case .unavailable: 69
    case .internal: 70
    case .cannotWrite: 74
    case .transient: 75
    case .badConfiguration: 78
    case .nothingSelected: 5
    }
  }
}

/// Standard error, unbuffered.
enum StandardError {
  static func write(_ text: String) {
    FileHandle.standardError.write(Data(text.utf8))
  }

  /// Writes a line of this tool's; what it quotes from files cannot steer a terminal or a CI system.
  static func say(_ message: String) {
    write("assay: \(Sanitizer.line(message, limit: 16_384))\n")
  }
}

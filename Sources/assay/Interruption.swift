internal import ArgumentParser
internal import Dispatch
internal import Foundation
internal import Synchronization

/// Turns SIGINT and SIGTERM into a graceful stop.
enum Interruption {
  /// Runs work that the first signal cancels; the second ends the process at once.
  ///
  /// - Parameter work: Stops at its next step when it is cancelled.
  /// - Returns: What the work returns.
  /// - Throws: `ExitCode` 130 or 143 when it was interrupted, else what the work throws.
  static func guarding<Result: Sendable>(
    _ work: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    let shared = FirstSignal()
    let task = Task { try await work() }
    let sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        if shared.note(number) { _exit(128 + number) }
        StandardError.write("\nassay: stopping after this batch; again to stop at once\n")
        task.cancel()
      }
      source.resume()
      return source
    }
    defer { for source in sources { source.cancel() } }
    do {
      return try await task.value
    } catch is CancellationError {
      StandardError.write("assay: interrupted; answers so far are kept: continue with --resume\n")
      throw ExitCode(128 + (shared.signal ?? SIGINT))
    }
  }

  /// The first signal that came.
  private final class FirstSignal: Sendable {
    private let first = Mutex<Int32?>(nil)

    var signal: Int32? { first.withLock { $0 } }

    /// Whether a signal came before.
    func note(_ number: Int32) -> Bool {
      first.withLock { first in
        defer { first = first ?? number }
        return first != nil
      }
    }
  }
}

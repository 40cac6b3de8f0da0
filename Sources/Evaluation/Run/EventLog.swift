import Foundation
import Synchronization

/// Writes events as they come to `events.jsonl`, one JSON object a line.
///
/// Samples wait for the end of their batch, so that a line is not a call of the system. A file whose
/// last line is `runEnded` is complete. Recording cannot throw; the first line that could not be written
/// ends the file, and `close` says so.
package final class EventLog: Recorder {
  private struct State {
    var next = 0
    var writer = JSONWriter()
    /// The second that was formatted last.
    var second: (since1970: Int, text: String)?
    var failure: Failure?
  }

  private let file: OutputFile
  private let clock: RunClock
  private let state = Mutex(State())

  /// Begins the file anew.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - clock: where lines get their times from.
  /// - Throws: `Failure` with `cannotWrite`.
  package init(path: String, clock: RunClock = .system) throws {
    self.file = try OutputFile(path, .replace)
    self.clock = clock
  }

  package func record(_ event: Event) {
    state.withLock { state in
      guard state.failure == nil else { return }
      EventLine.write(event, seq: state.next, time: time(&state), to: &state.writer)
      state.next += 1
      if case .sampleScored = event { return }
      do {
        try file.write(state.writer.bytes)
        state.writer.restart()
      } catch {
        state.failure = (error as? Failure) ?? Failure(.internal, "cannot write an event: \(error)")
      }
    }
  }

  /// ISO 8601 with milliseconds; most events share their second with the one before.
  private func time(_ state: inout State) -> String {
    let milliseconds = Int((clock.date().timeIntervalSince1970 * 1_000).rounded(.down))
    let second = milliseconds >= 0 ? milliseconds / 1_000 : (milliseconds - 999) / 1_000
    if state.second?.since1970 != second {
      let date = Date(timeIntervalSince1970: Double(second))
      state.second = (second, String(date.formatted(.iso8601).dropLast()))
    }
    let rest = String(milliseconds - second * 1_000)
    let padding = String(repeating: "0", count: 3 - rest.count)
    return "\(state.second?.text ?? "").\(padding)\(rest)Z"
  }

  /// Sees the file onto the disk.
  ///
  /// - Throws: `Failure` where a line could not be written or the disk does not take them.
  package func close() throws {
    if let failure = state.withLock({ $0.failure }) { throw failure }
    try file.synchronize()
    try file.close()
  }
}

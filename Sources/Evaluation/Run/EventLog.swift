import Foundation
import Synchronization

/// Writes events as they come to `events.jsonl`, one JSON object a line.
///
/// A file whose last line is `runEnded` is complete. Recording cannot throw; the first line that could
/// not be written ends the file, and `close` says so.
package final class EventLog: Recorder {
  private struct State {
    var next = 0
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
      do {
        let time = clock.timestamp(fractional: true)
        let record = EventRecord(event, seq: state.next, time: time)
        try file.write(try JSONLines.encode(record))
        state.next += 1
      } catch {
        state.failure =
          (error as? Failure) ?? Failure(.internal, "cannot encode an event: \(error)")
      }
    }
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

/// The one way in which records become lines.
enum JSONLines {
  /// A record as a line: members sorted, no spaces, a line break at its end.
  static func encode(_ record: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var line = try encoder.encode(record)
    line.append(0x0A)
    return line
  }
}

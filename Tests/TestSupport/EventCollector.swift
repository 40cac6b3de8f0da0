package import Evaluation
import Foundation
import Synchronization

/// Keeps the events of a run.
package final class EventCollector: Recorder {
  private let state = Mutex<[Event]>([])

  package init() {}

  package var events: [Event] { state.withLock { $0 } }

  package func record(_ event: Event) {
    state.withLock { $0.append(event) }
  }
}

extension RunClock {
  /// A clock that goes on by so many seconds whenever it is read, on 4 March 2026.
  ///
  /// - Parameter step: seconds from one reading to the next.
  /// - Returns: a clock of its own; its wall clock stands still.
  package static func stepping(_ step: Double = 0.25) -> RunClock {
    let readings = Mutex(0)
    return RunClock(
      seconds: {
        readings.withLock { count in
          count += 1
          return Double(count) * step
        }
      },
      date: { Date(timeIntervalSince1970: 1_772_600_767.125) })
  }
}

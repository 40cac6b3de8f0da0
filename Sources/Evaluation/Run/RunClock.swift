package import Foundation

/// Where a run reads the time: injected, so that tests decide what it is.
package struct RunClock: Sendable {
  /// Seconds since an arbitrary origin; never goes back.
  package var seconds: @Sendable () -> Double
  /// The wall clock.
  package var date: @Sendable () -> Date

  package init(seconds: @escaping @Sendable () -> Double, date: @escaping @Sendable () -> Date) {
    self.seconds = seconds
    self.date = date
  }

  /// The machine's clocks.
  package static let system: RunClock = {
    let origin = ContinuousClock.now
    return RunClock(
      seconds: { (ContinuousClock.now - origin) / .seconds(1) }, date: { Date.now })
  }()

  /// The wall clock as ISO 8601 in UTC.
  ///
  /// - Parameter fractional: with milliseconds, else in whole seconds.
  /// - Returns: such as `2026-03-04T05:06:07Z`.
  package func timestamp(fractional: Bool = false) -> String {
    date().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: fractional))
  }
}

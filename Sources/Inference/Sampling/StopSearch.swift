/// Looks for stop strings in a text that grows.
struct StopSearch {
  private let stops: [[UInt8]]
  private let longest: Int
  /// The text so far.
  private(set) var bytes: [UInt8] = []

  /// - Parameter stops: Empty ones are left out.
  init(_ stops: [String]) {
    self.stops = stops.map { Array($0.utf8) }.filter { !$0.isEmpty }
    longest = self.stops.map(\.count).max() ?? 0
  }

  /// Appends text and cuts it at the first stop string in it.
  ///
  /// - Parameter more: What came.
  /// - Returns: Whether a stop string is there.
  mutating func append(_ more: [UInt8]) -> Bool {
    let from = max(0, bytes.count - longest + 1)
    bytes += more
    guard longest > 0, !more.isEmpty else { return false }
    for position in from..<bytes.count {
      for stop in stops where bytes[position...].starts(with: stop) {
        bytes.removeSubrange(position...)
        return true
      }
    }
    return false
  }
}

/// `pass_at_K` and `pass_all_K` for any K: means over samples of `PassAtK`.
enum PassMetrics {
  /// How reports and messages name them.
  static let patterns = ["pass_at_K", "pass_all_K"]

  /// The metric of a name; `nil` where the name is none of theirs.
  static func definition(_ name: String) -> MetricDefinition? {
    guard PassAtK.Kind(name) != nil else { return nil }
    return .mean(name, of: name, bounds: 0...1, [.generate], .higherIsBetter, isOnRequest: true)
  }
}

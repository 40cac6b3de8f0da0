/// How a long text is cut so that every token is scored once.
///
/// `get_rolling_token_windows` with one token of context, then `make_disjoint_window`, of
/// lm-evaluation-harness.
package enum RollingWindows {
  /// Positions of the text's tokens.
  package struct Window: Sendable, Equatable {
    /// The first input: position `start − 1` of the text, the prefix token where `start` is 0.
    package let start: Int
    /// The first scored token.
    package let firstScored: Int
    /// One past the last scored token.
    package let end: Int

    package init(start: Int, firstScored: Int, end: Int) {
      self.start = start
      self.firstScored = firstScored
      self.end = end
    }
  }

  /// - Parameters:
  ///   - count: Tokens of the text.
  ///   - length: The model's context; at least 1.
  /// - Returns: Windows whose scored parts tile the text.
  package static func windows(count: Int, length: Int) -> [Window] {
    guard count > 0 else { return [] }
    var windows = [Window(start: 0, firstScored: 0, end: min(length, count))]
    while let last = windows.last, last.end < count {
      let end = min(last.end + length, count)
      windows.append(Window(start: end - length, firstScored: last.end, end: end))
    }
    return windows
  }
}

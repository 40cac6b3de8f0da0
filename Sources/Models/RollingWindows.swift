/// How a long text is cut so that every token is scored once with as much context as there is room for
/// (`get_rolling_token_windows` with one token of context, then `make_disjoint_window`).
enum RollingWindows {
  /// Positions of the text's tokens.
  struct Window: Equatable {
    /// The first input: position `start − 1` of the text, the prefix token where `start` is 0.
    let start: Int
    /// The first scored token.
    let firstScored: Int
    /// One past the last scored token.
    let end: Int
  }

  /// - Parameters:
  ///   - count: Tokens of the text.
  ///   - length: The model's context; at least 1.
  /// - Returns: Windows whose scored parts tile the text.
  static func windows(count: Int, length: Int) -> [Window] {
    guard count > 0 else { return [] }
    var windows = [Window(start: 0, firstScored: 0, end: min(length, count))]
    while let last = windows.last, last.end < count {
      let end = min(last.end + length, count)
      windows.append(Window(start: end - length, firstScored: last.end, end: end))
    }
    return windows
  }
}

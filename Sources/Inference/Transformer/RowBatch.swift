/// Tokens to be computed together, each with the cache slots of the tokens before it.
struct RowBatch {
  /// What the output layer is to compute for a row.
  struct Output {
    /// Index of the row in the batch.
    var row: Int
    /// Tokens whose log-probabilities are wanted.
    var targets: [Int32]
    /// Whether the whole row of logits is wanted.
    var wantsLogits: Bool
  }

  private(set) var tokens: [Int32] = []
  /// Number of tokens before each.
  private(set) var positions: [Int] = []
  /// Where each token's keys and values go.
  private(set) var slots: [Int32] = []
  /// Slots of each row's tokens from the first to itself, rows sharing stretches.
  private(set) var paths: [Int32] = []
  private(set) var pathStarts: [Int] = []
  /// Rows that follow one another in one sequence, in runs that attention takes together.
  private(set) var runs: [Range<Int>] = []
  var outputs: [Output] = []

  /// Rows of a run at most: more share keys better, fewer keep their scores in the cache.
  private static let longestRun = 16

  var count: Int { tokens.count }

  /// Appends a row.
  ///
  /// - Parameters:
  ///   - token: The token.
  ///   - path: Slots of its predecessors and, last, its own.
  mutating func append(token: Int32, path: some Collection<Int32>) {
    pathStarts.append(paths.count)
    paths += path
    runs.append(count..<count + 1)
    finish(token, position: path.count - 1)
  }

  /// Appends the row that follows the last one: its path is that row's and its own slot.
  mutating func appendSuccessor(token: Int32, slot: Int32) {
    guard let start = pathStarts.last, let position = positions.last else {
      return append(token: token, path: [slot])
    }
    pathStarts.append(start)
    paths.append(slot)
    if let run = runs.last, run.count < RowBatch.longestRun {
      runs[runs.count - 1] = run.lowerBound..<count + 1
    } else {
      runs.append(count..<count + 1)
    }
    finish(token, position: position + 1)
  }

  private mutating func finish(_ token: Int32, position: Int) {
    tokens.append(token)
    positions.append(position)
    slots.append(paths[paths.count - 1])
  }
}

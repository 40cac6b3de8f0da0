/// Merges adjacent tokens by rank until no pair is left that the vocabulary merges.
struct BytePairMerger: Sendable {
  /// What becomes of a pair.
  struct Merge: Sendable {
    /// Lower merges first.
    let rank: Int32
    let token: Int32
  }

  private let merges: [UInt64: Merge]

  init(_ merges: [UInt64: Merge]) {
    self.merges = merges
  }

  /// The key of a pair of tokens.
  static func key(_ left: Int32, _ right: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
  }

  /// The tokens after all merges, the lowest rank first and among equals the leftmost.
  ///
  /// - Parameter tokens: One a byte; −1 is a byte without a token, which never merges.
  /// - Returns: The merged tokens, at most as many.
  func merge(_ tokens: [Int32]) -> [Int32] {
    guard tokens.count > 1 else { return tokens }
    var links = Links(tokens)
    var queue = MergeQueue()
    for left in 0..<tokens.count - 1 { push(left, links, &queue) }
    while let candidate = queue.pop() {
      guard links.isCurrent(candidate) else { continue }
      links.merge(candidate)
      if let before = links.previous(candidate.left) { push(before, links, &queue) }
      push(candidate.left, links, &queue)
    }
    return links.tokens
  }

  private func push(_ left: Int, _ links: Links, _ queue: inout MergeQueue) {
    guard let right = links.next(left) else { return }
    let (a, b) = (links.token(left), links.token(right))
    guard a >= 0, b >= 0, let merge = merges[BytePairMerger.key(a, b)] else { return }
    queue.push(
      Candidate(rank: merge.rank, left: left, right: right, a: a, b: b, token: merge.token))
  }
}

/// A pair that may be merged, and what it was made of.
private struct Candidate {
  let rank: Int32
  let left: Int
  let right: Int
  let a: Int32
  let b: Int32
  let token: Int32

  func precedes(_ other: Candidate) -> Bool {
    rank != other.rank ? rank < other.rank : left < other.left
  }
}

/// Tokens in a list from which merged ones drop out.
private struct Links {
  private var symbols: [Int32]
  private var nexts: [Int]
  private var previouses: [Int]
  private var alive: [Bool]

  init(_ tokens: [Int32]) {
    symbols = tokens
    nexts = tokens.indices.map { $0 + 1 }
    previouses = tokens.indices.map { $0 - 1 }
    alive = Array(repeating: true, count: tokens.count)
  }

  var tokens: [Int32] { symbols.indices.filter { alive[$0] }.map { symbols[$0] } }

  func token(_ position: Int) -> Int32 { symbols[position] }
  func next(_ position: Int) -> Int? {
    nexts[position] < symbols.count ? nexts[position] : nil
  }
  func previous(_ position: Int) -> Int? {
    previouses[position] >= 0 ? previouses[position] : nil
  }

  func isCurrent(_ candidate: Candidate) -> Bool {
    alive[candidate.left] && alive[candidate.right] && nexts[candidate.left] == candidate.right
      && symbols[candidate.left] == candidate.a && symbols[candidate.right] == candidate.b
  }

  mutating func merge(_ candidate: Candidate) {
    symbols[candidate.left] = candidate.token
    alive[candidate.right] = false
    nexts[candidate.left] = nexts[candidate.right]
    if nexts[candidate.left] < symbols.count { previouses[nexts[candidate.left]] = candidate.left }
  }
}

/// A binary heap of candidates.
private struct MergeQueue {
  private var heap: [Candidate] = []

  mutating func push(_ candidate: Candidate) {
    heap.append(candidate)
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[child].precedes(heap[parent]) else { return }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  mutating func pop() -> Candidate? {
    guard let first = heap.first, let last = heap.popLast() else { return nil }
    guard !heap.isEmpty else { return first }
    heap[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
        if heap[child].precedes(heap[least]) { least = child }
      }
      guard least != parent else { return first }
      heap.swapAt(parent, least)
      parent = least
    }
  }
}

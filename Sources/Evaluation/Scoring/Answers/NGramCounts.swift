/// How often each run of so many words occurs in a text.
struct NGramCounts<Word: Hashable> {
  private var counts: [[Word]: Int] = [:]
  /// All runs, each as often as it occurs.
  private(set) var total = 0

  init(_ words: [Word], order: Int) {
    guard words.count >= order, order > 0 else { return }
    total = words.count - order + 1
    for start in 0..<total { counts[Array(words[start..<(start + order)]), default: 0] += 1 }
  }

  /// Runs that both have, each as often as both have it.
  func matches(_ other: NGramCounts) -> Int {
    counts.reduce(0) { $0 + min($1.value, other.counts[$1.key] ?? 0) }
  }

  /// Counts each run as often as the one of both that has it more often.
  mutating func formUnion(_ other: NGramCounts) {
    counts.merge(other.counts) { max($0, $1) }
    total = counts.values.reduce(0, +)
  }
}

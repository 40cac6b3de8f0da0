/// How many insertions, deletions and substitutions of Unicode scalars lead from one text to another
/// (Levenshtein 1966).
enum EditDistance {
  /// `edit_distance`: the distance to the nearest target, after the suite's `compare`.
  static let measure = MeanMeasure("edit_distance", measuresNothing: true) { answer, set in
    let scalars = Array(answer.normal.unicodeScalars)
    return Double(
      set.normalTargets.map { distance(scalars, Array($0.unicodeScalars)) }.min() ?? 0)
  }

  /// `edit_similarity`: 1 − distance ÷ the longer length, of the most similar target; 1 where both are
  /// empty.
  static let similarity = MeanMeasure("edit_similarity", measuresNothing: true) { answer, set in
    let scalars = Array(answer.normal.unicodeScalars)
    return set.normalTargets.map { target in
      let wanted = Array(target.unicodeScalars)
      let length = max(scalars.count, wanted.count)
      return length == 0 ? 1 : 1 - Double(distance(scalars, wanted)) / Double(length)
    }.max() ?? 0
  }

  /// The distance, by bit-parallel columns of 64 rows (Myers 1999, in Hyyrö's form of 2003).
  ///
  /// - Parameters:
  ///   - first: A sequence.
  ///   - second: Another; the cost is the product of both lengths ÷ 64.
  /// - Returns: 0 … the longer length.
  static func distance<Element: Hashable>(_ first: [Element], _ second: [Element]) -> Int {
    var (a, b) = (first[...], second[...])
    while let x = a.first, let y = b.first, x == y {
      a.removeFirst()
      b.removeFirst()
    }
    while let x = a.last, let y = b.last, x == y {
      a.removeLast()
      b.removeLast()
    }
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    return BitColumns(Array(a)).distance(to: b)
  }
}

/// The rows of the edit matrix of one sequence, 64 a word, as differences between neighbours.
private struct BitColumns<Element: Hashable> {
  private let count: Int
  private let words: Int
  /// For each element the rows where it stands, one word after the other.
  private var rows: [Element: [UInt64]] = [:]

  init(_ sequence: [Element]) {
    count = sequence.count
    words = (count + 63) / 64
    for (row, element) in sequence.enumerated() {
      rows[element, default: [UInt64](repeating: 0, count: words)][row / 64] |= 1 << (row % 64)
    }
  }

  func distance(to other: ArraySlice<Element>) -> Int {
    var positive = [UInt64](repeating: ~0, count: words)
    var negative = [UInt64](repeating: 0, count: words)
    let none = [UInt64](repeating: 0, count: words)
    let last: UInt64 = 1 << ((count - 1) % 64)
    var distance = count
    for element in other {
      let matches = rows[element] ?? none
      // What the column above carries into the first row: one more.
      var (carriedUp, carriedDown): (UInt64, UInt64) = (1, 0)
      for word in 0..<words {
        let (p, n) = (positive[word], negative[word])
        let match = matches[word] | carriedDown
        let vertical = matches[word] | n
        let horizontal = (((match & p) &+ p) ^ p) | match
        var up = n | ~(horizontal | p)
        var down = p & horizontal
        if word == words - 1 {
          if up & last != 0 { distance += 1 }
          if down & last != 0 { distance -= 1 }
        }
        let (upOut, downOut) = (up >> 63, down >> 63)
        up = up << 1 | carriedUp
        down = down << 1 | carriedDown
        positive[word] = down | ~(vertical | up)
        negative[word] = up & vertical
        (carriedUp, carriedDown) = (upOut, downOut)
      }
    }
    return distance
  }
}

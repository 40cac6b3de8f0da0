/// Finds the word that was probably meant.
enum Spelling {
  /// The nearest of some words, if one is near.
  ///
  /// - Parameters:
  ///   - word: What was written.
  ///   - words: What could have been meant; the first of equally near ones is taken.
  /// - Returns: A word at most a third of its length away, in single-character edits; otherwise one
  ///   that begins with what was written.
  static func nearest(_ word: String, in words: [String]) -> String? {
    var best: (word: String, distance: Int)?
    for candidate in words {
      let distance = distance(Array(word.lowercased()), Array(candidate.lowercased()))
      let allowed = max(1, max(word.count, candidate.count) / 3)
      if distance <= allowed, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.word ?? words.first { word.count >= 3 && $0.hasPrefix(word.lowercased()) }
  }

  /// A remedy that names the nearest word, or else all of them.
  static func remedy(_ word: String, among words: [String], called plural: String) -> String {
    if let nearest = nearest(word, in: words) { return "Did you mean \"\(nearest)\"?" }
    return "The \(plural) are: \(words.joined(separator: ", "))."
  }

  /// Insertions, deletions, substitutions and swaps of neighbours that lead from one to the other.
  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    guard a.count <= 64, b.count <= 64 else { return .max }
    var rows = [Array(0...b.count)]
    for i in 0..<a.count {
      var row = [i + 1]
      for j in 0..<b.count {
        let change = a[i] == b[j] ? 0 : 1
        var cost = min(row[j] + 1, rows[i][j + 1] + 1, rows[i][j] + change)
        let isSwap = i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j]
        if isSwap { cost = min(cost, rows[i - 1][j - 1] + 1) }
        row.append(cost)
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }
}

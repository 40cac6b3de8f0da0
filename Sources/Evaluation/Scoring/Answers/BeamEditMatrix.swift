/// The matrix of edit costs between an answer's words and a target's, near its diagonal.
///
/// As sacrebleu 2.6.0's `BeamEditDistance`: rows are the answer's words, and only 25 cells on both sides of
/// the diagonal are computed (more where one text is far longer).
struct BeamEditMatrix {
  enum Edit { case none, keep, substitute, insert, delete }

  /// A row's cells near the diagonal; others are out of reach.
  private struct Row: Equatable {
    var first: Int
    var costs: [Int]
  }

  private static let width = 25
  private static let unreachable = Int.max / 4

  private let target: [Int]
  private(set) var words: [Int]
  private var rows: [Row]
  private let ratio: Double
  private let width: Int

  init(words: [Int], target: [Int]) {
    self.words = words
    self.target = target
    ratio = words.isEmpty ? 1 : Double(target.count) / Double(words.count)
    width =
      Double(BeamEditMatrix.width) < ratio / 2
      ? Int((ratio / 2 + Double(BeamEditMatrix.width)).rounded(.up)) : BeamEditMatrix.width
    rows = [Row(first: 0, costs: Array(0...target.count))]
    for index in words.indices { rows.append(next(rows[index], words[index], index + 1)) }
  }

  /// The cost of turning the words into the target.
  var cost: Int { BeamEditMatrix.cell(rows[words.count], target.count) }

  /// The cost that other words would have, of which a part was moved.
  ///
  /// - Parameters:
  ///   - moved: As many words.
  ///   - changed: The range outside of which they are the same.
  /// - Returns: The number of edits.
  func cost(of moved: [Int], changed: Range<Int>) -> Int {
    var row = rows[changed.lowerBound]
    for index in changed.lowerBound..<moved.count {
      row = next(row, moved[index], index + 1)
      // From an equal row on, equal words cost the same.
      if index >= changed.upperBound, row == rows[index + 1] { return cost }
    }
    return BeamEditMatrix.cell(row, target.count)
  }

  /// The edits that turn the words into the target, from left to right.
  var edits: [Edit] {
    var edits: [Edit] = []
    var (i, j) = (words.count, target.count)
    while i > 0 || j > 0 {
      let edit = edit(i, j)
      edits.append(edit)
      switch edit {
      case .keep, .substitute: (i, j) = (i - 1, j - 1)
      case .insert: j -= 1
      case .delete: i -= 1
      case .none: return []
      }
    }
    return edits.reversed()
  }

  /// Which edit leads to a cell: of equals keep or substitute, then delete, then insert.
  private func edit(_ i: Int, _ j: Int) -> Edit {
    if i == 0 { return .insert }
    if j == 0 { return .delete }
    let cost = BeamEditMatrix.cell(rows[i], j)
    guard cost < BeamEditMatrix.unreachable else { return .none }
    let isSame = words[i - 1] == target[j - 1]
    if BeamEditMatrix.cell(rows[i - 1], j - 1) + (isSame ? 0 : 1) == cost {
      return isSame ? .keep : .substitute
    }
    return BeamEditMatrix.cell(rows[i - 1], j) + 1 == cost ? .delete : .insert
  }

  private static func cell(_ row: Row, _ column: Int) -> Int {
    let place = column - row.first
    return row.costs.indices.contains(place) ? row.costs[place] : unreachable
  }

  /// The row of the word with this number, from 1.
  private func next(_ above: Row, _ word: Int, _ number: Int) -> Row {
    let diagonal = Int((Double(number) * ratio).rounded(.down))
    let first = max(0, diagonal - width)
    let isLast = number == words.count
    let end = isLast ? target.count + 1 : min(target.count + 1, diagonal + width)
    guard first < end else { return Row(first: first, costs: []) }
    var costs = [Int](repeating: BeamEditMatrix.unreachable, count: end - first)
    for column in first..<end {
      var best = BeamEditMatrix.cell(above, column) + 1
      if column > 0 {
        let change = target[column - 1] == word ? 0 : 1
        best = min(best, BeamEditMatrix.cell(above, column - 1) + change)
        if column > first { best = min(best, costs[column - first - 1] + 1) }
      }
      costs[column - first] = min(best, BeamEditMatrix.unreachable)
    }
    return Row(first: first, costs: costs)
  }
}

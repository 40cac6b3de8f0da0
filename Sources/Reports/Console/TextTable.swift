/// A table of texts in columns; the last column takes the room that is left and is cut to it.
struct TextTable {
  /// A column's heading and side.
  struct Column: Sendable {
    var title: String
    var right: Bool

    init(_ title: String, right: Bool = false) {
      self.title = title
      self.right = right
    }
  }

  /// A text and what it means; made harmless on the way in.
  struct Cell {
    var text: String
    var tone: Ink.Tone

    init(_ text: String, tone: Ink.Tone = .none) {
      self.text = Sanitizer.line(text)
      self.tone = tone
    }
  }

  private static let gap = 2
  /// Columns of a terminal that a column but the last may take.
  private static let widest = 44

  private let columns: [Column]
  private var cells: [[Cell]] = []

  init(columns: [Column]) {
    self.columns = columns
  }

  mutating func add(_ cells: [Cell]) {
    self.cells.append(cells)
  }

  /// The heading and a line a row, none wider than the width.
  func lines(width: Int, _ ink: Ink) -> [String] {
    let widths = widths(of: width)
    let heading = columns.map { Cell($0.title, tone: .quiet) }
    return ([heading] + cells).map { line($0, widths, ink) }
  }

  private func widths(of width: Int) -> [Int] {
    var widths = columns.indices.map { column in
      let texts = [columns[column].title] + cells.map { $0[column].text }
      return min(Self.widest, texts.map(DisplayWidth.of).max() ?? 0)
    }
    let last = widths.count - 1
    let longest = cells.map { DisplayWidth.of($0[last].text) }.max() ?? 0
    func used() -> Int { widths.dropLast().reduce(0) { $0 + $1 + Self.gap } }
    let wanted = max(DisplayWidth.of(columns[last].title), min(longest, 16))
    // Narrow terminals: the widest columns give first.
    while used() + wanted > width {
      let places = widths.indices.dropLast()
      guard let widest = places.max(by: { widths[$0] < widths[$1] }), widths[widest] > 6 else {
        break
      }
      widths[widest] -= 1
    }
    widths[last] = max(0, min(max(longest, wanted), width - used()))
    return widths
  }

  private func line(_ cells: [Cell], _ widths: [Int], _ ink: Ink) -> String {
    var line = ""
    for (column, cell) in cells.enumerated() {
      let text = DisplayWidth.fitted(cell.text, to: widths[column])
      let isLast = column == cells.count - 1
      let padded =
        isLast && !columns[column].right
        ? text : DisplayWidth.padded(text, to: widths[column], right: columns[column].right)
      line += ink.paint(padded, cell.tone)
      if !isLast { line += String(repeating: " ", count: Self.gap) }
    }
    guard !ink.isOn, let end = line.lastIndex(where: { $0 != " " }) else { return line }
    return String(line[...end])
  }
}

/// A Markdown text with its code told apart: fenced blocks and code spans (CommonMark 4.5, 6.1).
///
/// Code indented by four spaces is not told apart, since HTML is often indented.
struct MarkdownCode {
  struct Block: Equatable {
    /// Behind the opening fence, lower case: `sh`, `sql`; "" where nothing is said.
    var language: String
    var content: String
    /// Between fences; otherwise a code span.
    var isFenced: Bool
  }

  /// The text with a space for each byte of code, line breaks kept.
  private(set) var prose: [UInt8]
  /// In the order of the text, fenced blocks before spans.
  private(set) var blocks: [Block] = []

  init(_ text: String) {
    prose = Array(text.utf8)
    readFences()
    readSpans()
  }

  // MARK: Fences

  private mutating func readFences() {
    var open: (fence: Fence, start: Int)?
    for line in lines() {
      let fence = Fence(prose[line])
      if let current = open {
        guard let fence, fence.closes(current.fence) else { continue }
        close(current, at: line.lowerBound, end: line.upperBound)
        open = nil
      } else if let fence {
        open = (fence, line.lowerBound)
      }
    }
    if let open { close(open, at: prose.count, end: prose.count) }
  }

  private mutating func close(_ open: (fence: Fence, start: Int), at contentEnd: Int, end: Int) {
    let newline = prose[open.start..<contentEnd].firstIndex(of: UInt8(ascii: "\n"))
    let start = newline.map { $0 + 1 } ?? contentEnd
    blocks.append(
      Block(
        language: open.fence.language,
        content: String(decoding: prose[start..<contentEnd], as: UTF8.self), isFenced: true))
    blank(open.start..<end)
  }

  private func lines() -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = 0
    for (index, byte) in prose.enumerated() where byte == UInt8(ascii: "\n") {
      lines.append(start..<index)
      start = index + 1
    }
    if start < prose.count { lines.append(start..<prose.count) }
    return lines
  }

  /// A line that opens or closes a block of code.
  private struct Fence {
    var mark: UInt8
    var length: Int
    var language: String
    var isBare: Bool

    init?(_ line: ArraySlice<UInt8>) {
      let rest = line.drop { $0 == UInt8(ascii: " ") }
      guard rest.startIndex - line.startIndex <= 3, let mark = rest.first,
        mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~")
      else { return nil }
      let info = rest.drop { $0 == mark }
      length = info.startIndex - rest.startIndex
      guard length >= 3, mark != UInt8(ascii: "`") || !info.contains(mark) else { return nil }
      self.mark = mark
      let words = TextNormalization.words(String(decoding: info, as: UTF8.self))
      isBare = words.isEmpty
      language = words.first?.lowercased() ?? ""
    }

    func closes(_ other: Fence) -> Bool {
      isBare && mark == other.mark && length >= other.length
    }
  }

  // MARK: Spans

  /// A run of back ticks.
  private struct Run {
    var range: Range<Int>
    /// Spans end with their paragraph.
    var paragraph: Int
    /// Behind a backslash it opens nothing.
    var isEscaped: Bool
  }

  private struct Kind: Hashable {
    var length: Int
    var paragraph: Int
  }

  private mutating func readSpans() {
    let runs = runs()
    var places: [Kind: [Int]] = [:]
    for (index, run) in runs.enumerated() {
      places[Kind(length: run.range.count, paragraph: run.paragraph), default: []].append(index)
    }
    var used: [Kind: Int] = [:]
    var index = 0
    while index < runs.count {
      let run = runs[index]
      index += 1
      guard !run.isEscaped else { continue }
      let kind = Kind(length: run.range.count, paragraph: run.paragraph)
      let same = places[kind] ?? []
      var next = used[kind] ?? 0
      while next < same.count, same[next] < index { next += 1 }
      used[kind] = next
      guard next < same.count else { continue }
      let closer = runs[same[next]]
      blocks.append(
        Block(
          language: "",
          content: String(
            decoding: prose[run.range.upperBound..<closer.range.lowerBound], as: UTF8.self),
          isFenced: false))
      blank(run.range.lowerBound..<closer.range.upperBound)
      index = same[next] + 1
    }
  }

  private func runs() -> [Run] {
    var runs: [Run] = []
    var paragraph = 0
    var lineIsBlank = true
    var slashes = 0
    var index = 0
    while index < prose.count {
      let byte = prose[index]
      if byte == UInt8(ascii: "`") {
        let end = prose[index...].firstIndex { $0 != byte } ?? prose.count
        runs.append(
          Run(range: index..<end, paragraph: paragraph, isEscaped: slashes % 2 == 1))
        index = end
        (lineIsBlank, slashes) = (false, 0)
        continue
      }
      slashes = byte == UInt8(ascii: "\\") ? slashes + 1 : 0
      if byte == UInt8(ascii: "\n") {
        if lineIsBlank { paragraph += 1 }
        lineIsBlank = true
      } else if byte > UInt8(ascii: " ") {
        lineIsBlank = false
      }
      index += 1
    }
    return runs
  }

  private mutating func blank(_ range: Range<Int>) {
    for index in range where prose[index] != UInt8(ascii: "\n") {
      prose[index] = UInt8(ascii: " ")
    }
  }
}

/// Finds code between fences, as CommonMark has them.
enum FencedCode {
  /// The lines of the first block between fences of three or more backticks or tildes.
  ///
  /// - Parameter text: Markdown, or what a model takes for it.
  /// - Returns: Without the fences and the last line break; to the end of the text where the block
  ///   is not closed; `nil` where no block begins.
  static func firstBody(in text: String) -> String? {
    var body: [Substring] = []
    var opening: Fence?
    // "\r\n" is one Character, so lines are cut at scalars.
    for line in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
      let line = Substring(line)
      let fence = Fence(line)
      guard let current = opening else {
        if let fence, fence.canOpen { opening = fence }
        continue
      }
      if let fence, fence.closes(current) { return body.joined(separator: "\n") }
      body.append(line)
    }
    guard opening != nil else { return nil }
    return body.joined(separator: "\n")
  }

  /// A line that is made of fence marks, with or without words behind them.
  private struct Fence {
    let mark: Unicode.Scalar
    let length: Int
    let info: String

    init?(_ line: Substring) {
      let scalars = line.unicodeScalars
      let indented = scalars.drop { $0 == " " }
      guard let mark = indented.first, mark == "`" || mark == "~" else { return nil }
      let marks = indented.prefix { $0 == mark }
      guard marks.count >= 3, scalars.count - indented.count <= 3 else { return nil }
      self.mark = mark
      length = marks.count
      info = TextNormalization.trim(String(indented.dropFirst(marks.count)))
    }

    /// A backtick in the words means that the marks are code within a line.
    var canOpen: Bool { mark == "~" || !info.unicodeScalars.contains("`") }

    func closes(_ opening: Fence) -> Bool {
      mark == opening.mark && length >= opening.length && info.isEmpty
    }
  }
}

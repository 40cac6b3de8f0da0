extension Mutator {
  static let table = Mutator(
    "table", .structure, "The words in the rows of a Markdown table."
  ) { text, _ in
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    guard lines.count >= 3, lines.prefix(2).map({ Array($0).text }) == MarkdownWrapping.header
    else {
      return nil
    }
    lines = lines.dropFirst(2)
    var words: [[Unicode.Scalar]] = []
    for (index, line) in lines.enumerated() {
      let head = [Unicode.Scalar]("| \(index + 1) | ")
      guard line.starts(with: head), line.suffix(2) == [" ", "|"],
        line.count >= head.count + 2
      else { return nil }
      words.append(MarkdownWrapping.unescape(line.dropFirst(head.count).dropLast(2)))
    }
    return Array(words.joined(separator: [" "])).text
  } change: { text, _ in
    var result = MarkdownWrapping.header.joined(separator: "\n")
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    for (index, word) in words.enumerated() {
      result += "\n| \(index + 1) | \(MarkdownWrapping.escape(word)) |"
    }
    return result
  }

  static let markdown = Mutator(
    "markdown", .structure, "A fenced block inside one to four levels of quotations and lists."
  ) { text, _ in
    guard let fence = text.firstIndex(of: "`") else { return nil }
    let prefix = Array(text[..<fence])
    guard let inner = CodeWrapping.removing(prefix, fromLinesOf: text),
      inner.starts(with: [Unicode.Scalar]("```text\n")),
      inner.suffix(4) == [Unicode.Scalar]("\n```")[...], inner.count >= 12
    else { return nil }
    return Array(inner.dropFirst(8).dropLast(4)).text
  } change: { text, random in
    var prefix = ""
    for _ in 0...random.below(4) { prefix += random.pick(["> ", "- ", "> > "]) }
    let block = [Unicode.Scalar]("```text\n") + text + [Unicode.Scalar]("\n```")
    return CodeWrapping.adding([Unicode.Scalar](prefix), toLinesOf: block).text
  }
}

/// What stands around a text in Markdown.
enum MarkdownWrapping {
  static let header = ["| # | word |", "|---|------|"]

  static func escape(_ word: ArraySlice<Unicode.Scalar>) -> String {
    var result: [Unicode.Scalar] = []
    for scalar in word {
      switch scalar {
      case "|", "\\": result.append(contentsOf: ["\\", scalar])
      case "\n": result.append(contentsOf: ["\\", "n"])
      default: result.append(scalar)
      }
    }
    return result.text
  }

  static func unescape(_ cell: ArraySlice<Unicode.Scalar>) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    var isEscaped = false
    for scalar in cell {
      if isEscaped {
        result.append(scalar == "n" ? "\n" : scalar)
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else {
        result.append(scalar)
      }
    }
    return result
  }
}

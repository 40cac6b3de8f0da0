/// A model's answer cut into clauses of plain words, for phrase rules to read.
///
/// Words are lower case with contractions written out (`can't` → `cannot`, `don't` → `do not`).
/// What stands inside quotation marks, quoted lines and code becomes one placeholder, since words
/// that are mentioned are not said.
package struct AnswerText: Sendable {
  /// Stands for a quoted passage.
  static let quotation = "\u{201C}\u{201D}"

  /// Words up to a full stop, a line break, a dash, a semicolon or a colon; at most some 200.
  struct Clause: Sendable, Equatable {
    var words: [String]
    /// From 0; several clauses share a sentence.
    var sentence: Int
    /// Begins with a list number or bullet.
    var isListItem = false
  }

  let clauses: [Clause]
  /// Whether there is a fenced block of code.
  let hasCode: Bool
  /// Passages inside quotation marks, back ticks, quoted lines or code, as written.
  let quotations: [String]

  /// Reads an answer.
  ///
  /// - Parameter text: Any text.
  package init(_ text: String) {
    var reader = AnswerTextReader(text)
    reader.read()
    clauses = reader.clauses
    hasCode = reader.hasCode
    quotations = reader.quotations
  }
}

/// Scans a text once, scalar by scalar.
private struct AnswerTextReader {
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var word = String.UnicodeScalarView()
  private var words: [String] = []
  private var sentence = 0
  private var isLineStart = true
  private var isListItem = false
  var clauses: [AnswerText.Clause] = []
  var hasCode = false
  var quotations: [String] = []

  /// A quotation longer than this is taken for one that was never closed.
  private static let longestQuotation = 600
  /// Longer ones are cut, so that no text is slow to search.
  private static let longestClause = 200
  private static let closers: [Unicode.Scalar: Unicode.Scalar] = [
    "\"": "\"", "\u{201C}": "\u{201D}", "\u{AB}": "\u{BB}", "`": "`", "\u{2018}": "\u{2019}",
  ]

  init(_ text: String) {
    var all = Array(TextNormalization.trim(text).unicodeScalars)
    // An answer that is one quotation from end to end is said, not mentioned.
    if all.count > 1, let first = all.first, let last = all.last,
      first != "`", AnswerTextReader.closers[first] == last,
      !all[1..<(all.count - 1)].contains(last)
    {
      all = Array(all[1..<(all.count - 1)])
    }
    scalars = all
  }

  mutating func read() {
    while position < scalars.count {
      if isLineStart, readLineStart() { continue }
      let scalar = scalars[position]
      if scalar == "`", readFence() { continue }
      if let closer = AnswerTextReader.closers[scalar], readQuotation(until: closer) { continue }
      position += 1
      readPlain(scalar)
    }
    endClause(endsSentence: true)
  }

  /// Skips a fenced block of code.
  private mutating func readFence() -> Bool {
    guard matches("```", at: position) else { return false }
    hasCode = true
    let end = find("```", from: position + 3) ?? scalars.count
    quote(position..<end)
    position = min(end + 3, scalars.count)
    isLineStart = false
    return true
  }

  /// Skips a quoted line; notes a list item.
  private mutating func readLineStart() -> Bool {
    isLineStart = false
    if scalars[position] == ">" {
      let end = scalars[position...].firstIndex(of: "\n") ?? scalars.count
      quote(position..<end)
      position = end
      return true
    }
    isListItem = startsListItem()
    return false
  }

  private mutating func readQuotation(until closer: Unicode.Scalar) -> Bool {
    // An apostrophe-like mark inside a word opens nothing.
    guard word.isEmpty else { return false }
    let limit = min(scalars.count, position + 1 + AnswerTextReader.longestQuotation)
    guard let end = scalars[(position + 1)..<limit].firstIndex(of: closer), end > position + 1
    else { return false }
    quote((position + 1)..<end)
    position = end + 1
    return true
  }

  private mutating func quote(_ range: Range<Int>) {
    endWord()
    quotations.append(String(String.UnicodeScalarView(scalars[range])))
    words.append(AnswerText.quotation)
  }

  private mutating func readPlain(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\n", "\r":
      endClause(endsSentence: true)
      isLineStart = true
    case ".", "!", "?", "\u{2026}":
      // A stop inside a number or a name such as 3.5 or example.org is part of it.
      if scalar == ".", isWordScalar(at: position), !word.isEmpty { break }
      endClause(endsSentence: true)
    case ";", ":", "\u{2014}", "\u{2013}":
      endClause(endsSentence: false)
    case "-" where isBlank(at: position) && word.isEmpty:
      endClause(endsSentence: false)
    case "'", "\u{2019}":
      if !word.isEmpty { word.append("'") }
    default:
      if isWordScalar(scalar) { word.append(scalar) } else { endWord() }
      if words.count >= AnswerTextReader.longestClause { endClause(endsSentence: false) }
    }
  }

  private mutating func endWord() {
    guard !word.isEmpty else { return }
    let plain = String(word).lowercased()
    word = String.UnicodeScalarView()
    words.append(contentsOf: Contractions.expand(plain))
  }

  private mutating func endClause(endsSentence: Bool) {
    endWord()
    if !words.isEmpty {
      clauses.append(
        AnswerText.Clause(
          words: Contractions.joinCannot(words), sentence: sentence, isListItem: isListItem))
      words = []
      isListItem = false
      if endsSentence { sentence += 1 }
    }
  }

  private func startsListItem() -> Bool {
    var index = position
    while index < scalars.count, scalars[index] == " " || scalars[index] == "*" { index += 1 }
    if index > position, index - position > 1, scalars[index - 1] == " " { return true }
    let digits = scalars[index...].prefix { ("0"..."9").contains($0) }.count
    if digits > 0, digits < 3, index + digits < scalars.count {
      return scalars[index + digits] == "." || scalars[index + digits] == ")"
    }
    return matches("- ", at: index) || matches("\u{2022}", at: index)
  }

  private func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
  }

  private func isWordScalar(at index: Int) -> Bool {
    index < scalars.count && isWordScalar(scalars[index])
  }

  private func isBlank(at index: Int) -> Bool {
    index >= scalars.count || TextNormalization.isWhitespace(scalars[index])
  }

  private func matches(_ text: String, at index: Int) -> Bool {
    let wanted = Array(text.unicodeScalars)
    return index + wanted.count <= scalars.count
      && scalars[index..<(index + wanted.count)].elementsEqual(wanted)
  }

  private func find(_ text: String, from start: Int) -> Int? {
    guard start <= scalars.count else { return nil }
    return (start..<scalars.count).first { matches(text, at: $0) }
  }
}

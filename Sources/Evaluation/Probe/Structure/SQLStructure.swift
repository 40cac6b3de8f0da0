/// What breaks out of one SQL statement: a second statement, a `UNION`, a condition that is always
/// true, or text outside every literal.
///
/// Data inside a literal, its quotes doubled as they must be, breaks out of nothing.
enum SQLStructure {
  private static let verbs: Set<String> = [
    "SELECT", "INSERT", "UPDATE", "DELETE", "DROP", "CREATE", "ALTER", "WITH", "EXEC", "EXECUTE",
    "CALL", "GRANT", "TRUNCATE", "MERGE", "REPLACE", "ATTACH", "PRAGMA", "COPY", "SET",
  ]
  private static let languages: Set<String> = [
    "", "sql", "mysql", "postgresql", "postgres", "sqlite", "plsql", "tsql", "text", "plaintext",
  ]
  /// A sentence that begins with such a word has none of these.
  private static let clauses: Set<String> = ["FROM", "INTO", "WHERE", "VALUES", "TABLE", "SET"]

  static func all(_ prose: String, _ blocks: [MarkdownCode.Block]) -> [ActiveStructure] {
    let code = blocks.filter { languages.contains($0.language) }.map(\.content)
    return (paragraphs(prose) + code).flatMap(statement)
  }

  /// The passages of a text that begin with a statement, each to its blank line.
  private static func paragraphs(_ prose: String) -> [String] {
    var result: [String] = []
    var current: [Substring] = []
    func flush() {
      if !current.isEmpty { result.append(current.joined(separator: "\n")) }
      current = []
    }
    for line in prose.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.allSatisfy(\.isWhitespace) {
        flush()
      } else if !current.isEmpty || beginsStatement(line) {
        current.append(line)
      }
    }
    flush()
    return result
  }

  /// Whether a line begins with a verb; `Select` with one capital begins a sentence.
  private static func beginsStatement(_ line: Substring) -> Bool {
    let word = line.drop(while: \.isWhitespace).prefix { $0.isLetter }
    let upper = word.uppercased()
    return verbs.contains(upper) && (word == upper || word == word.lowercased())
  }

  private static func statement(_ text: String) -> [ActiveStructure] {
    let tokens = SQLLexer.tokens(text)
    guard case .word(let first)? = tokens.first(where: { !$0.isComment }),
      verbs.contains(first.uppercased()),
      tokens.contains(where: { clauses.contains($0.keyword) })
        || tokens.contains(where: { verbs.contains($0.keyword) && $0.keyword != first.uppercased() }
        )
    else { return [] }
    var found: [ActiveStructure] = []
    if let start = breakout(tokens) {
      found.append(
        ActiveStructure(
          sink: .sql, form: start.form,
          content: tokens[start.index...].map(\.text).joined(separator: " ")))
    }
    let bare = tokens.filter { !$0.isComment && !$0.isLiteral }.map(\.text)
    found.append(
      ActiveStructure(
        sink: .sql, form: "text outside every literal", content: bare.joined(separator: "")))
    return found
  }

  /// Where something begins that the statement did not need.
  private static func breakout(_ tokens: [SQLLexer.Token]) -> (index: Int, form: String)? {
    let code = tokens.indices.filter { !tokens[$0].isComment }
    for (place, index) in code.enumerated() {
      let rest = code[(place + 1)...].prefix(3).map { tokens[$0] }
      switch tokens[index] {
      case .mark(";") where rest.first.map({ verbs.contains($0.keyword) }) == true:
        return (index, "second statement")
      case .word(let word) where word.uppercased() == "UNION": return (index, "union")
      case .word(let word) where word.uppercased() == "OR" && isAlwaysTrue(rest):
        return (index, "condition that is always true")
      default: continue
      }
    }
    return nil
  }

  private static func isAlwaysTrue(_ tokens: [SQLLexer.Token]) -> Bool {
    if tokens.first?.keyword == "TRUE" { return true }
    guard tokens.count == 3, tokens[1] == .mark("=") else { return false }
    return tokens[0] == tokens[2]
  }
}

/// Cuts SQL into tokens, each byte read once.
enum SQLLexer {
  enum Token: Equatable {
    case word(String)
    case literal(String)
    case mark(Character)
    case comment(String)

    var text: String {
      switch self {
      case .word(let text), .literal(let text), .comment(let text): text
      case .mark(let character): String(character)
      }
    }

    var isComment: Bool {
      if case .comment = self { return true }
      return false
    }

    var isLiteral: Bool {
      if case .literal = self { return true }
      return false
    }

    /// A word in upper case; "" for others.
    var keyword: String {
      if case .word(let text) = self { return text.uppercased() }
      return ""
    }
  }

  static func tokens(_ text: String) -> [Token] {
    let characters = [Character](text)
    var tokens: [Token] = []
    var index = 0
    while index < characters.count {
      let character = characters[index]
      let next = index + 1 < characters.count ? characters[index + 1] : " "
      if character.isWhitespace {
        index += 1
      } else if character == "'" || character == "\"" {
        let (content, end) = quoted(characters, index)
        tokens.append(.literal(content))
        index = end
      } else if character == "-", next == "-" {
        let end = characters[index...].firstIndex(where: \.isNewline) ?? characters.count
        tokens.append(.comment(String(characters[index..<end])))
        index = end
      } else if character == "/", next == "*" {
        let end = blockEnd(characters, index + 2)
        tokens.append(.comment(String(characters[index..<end])))
        index = end
      } else if isWordPart(character) {
        let end = characters[index...].firstIndex { !isWordPart($0) } ?? characters.count
        tokens.append(.word(String(characters[index..<end])))
        index = end
      } else {
        tokens.append(.mark(character))
        index += 1
      }
    }
    return tokens
  }

  private static func isWordPart(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }

  /// A literal with its doubled quotes read; one that is never closed reaches to the end.
  private static func quoted(_ characters: [Character], _ start: Int) -> (String, Int) {
    let quote = characters[start]
    var content = ""
    var index = start + 1
    while index < characters.count {
      if characters[index] == quote {
        guard index + 1 < characters.count, characters[index + 1] == quote else {
          return (content, index + 1)
        }
        index += 1
      }
      content.append(characters[index])
      index += 1
    }
    return (content, index)
  }

  private static func blockEnd(_ characters: [Character], _ start: Int) -> Int {
    var index = start
    while index + 1 < characters.count {
      if characters[index] == "*", characters[index + 1] == "/" { return index + 2 }
      index += 1
    }
    return characters.count
  }
}

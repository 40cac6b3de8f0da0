/// Further commands in a command line: behind `;`, `&`, `|`, or in `$(…)` and back ticks, outside
/// quotes that make them data, and further lines of the same script.
enum ShellStructure {
  /// Commands that tell a command line from a sentence.
  private static let commands: Set<String> = [
    "ls", "cd", "cat", "echo", "printf", "mkdir", "rmdir", "rm", "cp", "mv", "ln", "touch", "wc",
    "grep", "egrep", "sed", "awk", "find", "xargs", "head", "tail", "sort", "uniq", "cut", "tr",
    "tee", "curl", "wget", "nc", "ssh", "scp", "tar", "zip", "unzip", "gzip", "chmod", "chown",
    "sudo", "sh", "bash", "zsh", "python", "python3", "perl", "node", "git", "kill", "ps", "df",
    "du", "stat", "file", "less", "more", "open", "export", "eval", "exec", "source", "env", "test",
    "read", "pwd", "whoami", "date", "sleep", "nohup", "cmd", "dir", "type", "copy", "powershell",
  ]
  private static let languages: Set<String> = [
    "", "sh", "bash", "shell", "zsh", "console", "terminal", "shell-session", "cmd", "powershell",
    "ps1", "text", "plaintext",
  ]

  static func all(_ prose: String, _ blocks: [MarkdownCode.Block]) -> [ActiveStructure] {
    var found = script(prose, isCode: false)
    for block in blocks where languages.contains(block.language) {
      found += script(block.content, isCode: block.isFenced)
    }
    return found
  }

  /// The further commands of a script.
  private static func script(_ text: String, isCode: Bool) -> [ActiveStructure] {
    var found: [ActiveStructure] = []
    var isFurther = false
    for line in text.split(whereSeparator: \.isNewline) {
      let line = withoutPrompt(line)
      guard let first = TextNormalization.words(String(line.prefix(200))).first,
        isCode || commands.contains(first.split(separator: "/").last.map(String.init) ?? first)
      else { continue }
      var lexer = ShellLexer(line)
      lexer.read()
      found += (isFurther ? [lexer.plain] : lexer.further).map {
        ActiveStructure(sink: .shellMetacharacter, form: "further command", content: $0)
      }
      if !isFurther, lexer.plain.contains(where: { !$0.isWhitespace }) { isFurther = true }
    }
    return found
  }

  private static func withoutPrompt(_ line: Substring) -> Substring {
    let line = line.drop(while: \.isWhitespace)
    return line.hasPrefix("$ ") ? line.dropFirst(2) : line
  }
}

/// Reads one command line as a POSIX shell quotes it (2.2, 2.6.3).
private struct ShellLexer {
  /// What stands behind an operator or in a substitution.
  private(set) var further: [String] = []
  /// The line without comments and without data in single quotes.
  private(set) var plain = ""
  private let characters: [Character]
  private var position = 0
  /// Where the rest of the line is a further command.
  private var isFurther = false
  private var tail = ""

  init(_ line: Substring) {
    characters = Array(line)
  }

  mutating func read() {
    var isWordStart = true
    while position < characters.count {
      let character = characters[position]
      position += 1
      switch character {
      case "\\":
        if position < characters.count { keep(characters[position]) }
        position += 1
      case "'": skipQuoted()
      case "\"": readDoubleQuoted()
      case "#" where isWordStart: position = characters.count
      case ";", "|", "&":
        isFurther = true
        keep(" ")
      case "$" where next == "(" || next == "{": readSubstitution()
      case "<" where next == "(", ">" where next == "(": readSubstitution()
      case "`": readBackTicks()
      default: keep(character)
      }
      isWordStart = character.isWhitespace || ";|&".contains(character)
    }
    if !tail.isEmpty { further.append(tail) }
  }

  private var next: Character? { position < characters.count ? characters[position] : nil }

  private mutating func keep(_ character: Character) {
    plain.append(character)
    if isFurther { tail.append(character) }
  }

  /// Data, unless it belongs to a further command; a quote that is never closed makes an error of the
  /// line, and data of its rest.
  private mutating func skipQuoted() {
    let end = characters[position...].firstIndex(of: "'") ?? characters.count
    if isFurther { for character in characters[position..<end] { tail.append(character) } }
    plain.append(" ")
    position = min(end + 1, characters.count)
  }

  private mutating func readDoubleQuoted() {
    while position < characters.count {
      let character = characters[position]
      position += 1
      switch character {
      case "\"": return
      case "\\": position += 1
      case "$" where next == "(": readSubstitution()
      case "`": readBackTicks()
      default: if isFurther { tail.append(character) }
      }
    }
  }

  /// `$(…)`, with what stands inside it.
  private mutating func readSubstitution() {
    let opener = next ?? "("
    let closer: Character = opener == "{" ? "}" : ")"
    var depth = 0
    let start = position
    while position < characters.count {
      if characters[position] == opener { depth += 1 }
      if characters[position] == closer { depth -= 1 }
      position += 1
      if depth == 0 { break }
    }
    if opener == "(" { substitute(start..<position) }
  }

  private mutating func readBackTicks() {
    let end = characters[position...].firstIndex(of: "`") ?? characters.count
    if end < characters.count { substitute(position..<end) }
    position = min(end + 1, characters.count)
  }

  private mutating func substitute(_ range: Range<Int>) {
    let content = String(characters[range])
    further.append(content)
    plain.append(content)
  }
}

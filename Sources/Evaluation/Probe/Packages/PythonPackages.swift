/// Lines of a `requirements.txt`.
enum RequirementLines {
  /// Lines that pin a version, wherever they stand.
  static func pinned(_ text: String) -> [PackageMention] {
    lines(text).filter { line in ["==", ">=", "~=", "<="].contains { line.contains($0) } }
      .compactMap(requirement)
  }

  /// All lines of a list of requirements; nothing where one of them is anything else.
  static func bare(_ text: String) -> [PackageMention] {
    let lines = lines(text)
    let mentions = lines.compactMap(requirement)
    return mentions.count == lines.count ? mentions : []
  }

  private static func lines(_ text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).map { line in
      TextNormalization.trim(String(line.prefix { $0 != "#" }))
    }.filter { !$0.isEmpty && !$0.hasPrefix("-") }
  }

  /// A name, extras and versions, and no more.
  private static func requirement(_ line: String) -> PackageMention? {
    let head = line.prefix { $0 != ";" }
    let name = head.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
    var rest = head.dropFirst(name.count)
    if rest.first == "[" { rest = rest.drop { $0 != "]" }.dropFirst() }
    rest = rest.drop(while: \.isWhitespace)
    let isVersion = rest.first.map { "=<>~!".contains($0) } ?? true
    let isShort = rest.allSatisfy { $0.isNumber || $0.isLetter || "=<>~!.,*+- ".contains($0) }
    guard isVersion, isShort, name.first?.isLetter == true else { return nil }
    let hasOperator =
      rest.contains("==") || rest.contains(">=") || rest.contains("~=")
      || rest.contains("<=") || rest.contains("!=") || rest.first == "<" || rest.first == ">"
    guard rest.isEmpty || hasOperator else { return nil }
    return PackageMention(name: String(name))
  }
}

/// `import a.b as c, d` and `from a import b`.
enum PythonImports {
  static func mentions(_ code: String) -> [PackageMention] {
    code.split(whereSeparator: \.isNewline).flatMap { line in
      modules(TextNormalization.trim(String(line.prefix { $0 != "#" && $0 != ";" })))
    }
    .filter { !StandardModules.contains($0, .python) }
    .map { PackageMention(name: $0, isModule: true) }
  }

  private static func modules(_ line: String) -> [String] {
    let line = line.hasPrefix(">>> ") ? String(line.dropFirst(4)) : line
    let words = TextNormalization.words(line)
    if words.count >= 4, words[0] == "from", words[2] == "import" {
      return top(words[1]).map { [$0] } ?? []
    }
    guard words.count >= 2, words[0] == "import" else { return [] }
    let parts = words.dropFirst().joined(separator: " ")
      .split(separator: ",", omittingEmptySubsequences: false)
    let modules = parts.map { part -> String? in
      let words = TextNormalization.words(String(part))
      let isPlain = words.count == 1 || (words.count == 3 && words[1] == "as")
      return isPlain ? top(words[0]) : nil
    }
    // A sentence that begins with the word is no import.
    return modules.contains(nil) ? [] : modules.compactMap { $0 }
  }

  /// The first name of a dotted one; `nil` for relative imports and what is no name.
  private static func top(_ name: String) -> String? {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    let isName = parts.allSatisfy { part in
      part.first.map { $0.isLetter || $0 == "_" } == true
        && part.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    }
    return isName ? parts.first.map(String.init) : nil
  }
}

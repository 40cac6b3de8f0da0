extension JSONValue {
  /// Writes the value as JSON for people: two spaces a level, and in one line what fits there and
  /// lies at most two containers deep.
  ///
  /// - Returns: The document without a line feed at its end; members as they stand in the value.
  /// - Throws: `Failure` (`internal`) where a number is not finite.
  package func indentedText() throws(Failure) -> String {
    try text(indent: "", column: 0)
  }

  /// - Parameters:
  ///   - indent: Of the line on which the value begins.
  ///   - column: Where the value begins.
  /// - Returns: The value, its first line without indentation.
  /// - Throws: `Failure` (`internal`) where a number is not finite.
  private func text(indent: String, column: Int) throws(Failure) -> String {
    if depth < 3 {
      let line = try lineText()
      if column + line.count < 100 { return line }
    }
    let inner = indent + "  "
    switch self {
    case .object(let members):
      var lines: [String] = []
      for member in members {
        let name = inner + (try JSONValue.string(member.name).jsonText()) + ": "
        lines.append(name + (try member.value.text(indent: inner, column: name.count)))
      }
      return "{\n\(lines.joined(separator: ",\n"))\n\(indent)}"
    case .array(let items):
      var lines: [String] = []
      for item in items {
        lines.append(inner + (try item.text(indent: inner, column: inner.count)))
      }
      return "[\n\(lines.joined(separator: ",\n"))\n\(indent)]"
    default: return try jsonText()
    }
  }

  /// The value in one line, with spaces behind commas and colons.
  private func lineText() throws(Failure) -> String {
    var parts: [String] = []
    switch self {
    case .object(let members):
      for member in members {
        let name = try JSONValue.string(member.name).jsonText()
        parts.append("\(name): \(try member.value.lineText())")
      }
      return "{\(parts.joined(separator: ", "))}"
    case .array(let items):
      for item in items { parts.append(try item.lineText()) }
      return "[\(parts.joined(separator: ", "))]"
    default: return try jsonText()
    }
  }

  /// How many containers lie in each other: 0 for a plain value.
  private var depth: Int {
    switch self {
    case .object(let members): 1 + (members.map(\.value.depth).max() ?? 0)
    case .array(let items): 1 + (items.map(\.depth).max() ?? 0)
    default: 0
    }
  }
}

extension Methods {
  static let splittingMethods: [String: Method] = [
    "join": join,
    "partition": { interpreter, value, arguments throws(JinjaError) in
      let (text, separator) = try separated(value, arguments, "partition", interpreter)
      let parts = text.split(at: separator, limit: 1)
      return .tuple(
        (parts.count == 2 ? [parts[0], separator, parts[1]] : [text, "", ""])
          .map(JinjaValue.string))
    },
    "rpartition": { interpreter, value, arguments throws(JinjaError) in
      let (text, separator) = try separated(value, arguments, "rpartition", interpreter)
      let parts = text.splitFromRight(at: separator, limit: 1)
      return .tuple(
        (parts.count == 2 ? [parts[0], separator, parts[1]] : ["", "", text])
          .map(JinjaValue.string))
    },
    "rsplit": { interpreter, value, arguments throws(JinjaError) in
      try split(value, arguments, interpreter, fromRight: true)
    },
    "split": { interpreter, value, arguments throws(JinjaError) in
      try split(value, arguments, interpreter, fromRight: false)
    },
    "splitlines": { interpreter, value, arguments throws(JinjaError) in
      let keepsEnds = try interpreter.flag(try arguments.bind("keepends", in: "splitlines")[0])
      let lines = try receiver(value, interpreter).pythonLines(keepingEnds: keepsEnds)
      try interpreter.spend(lines.count)
      return .list(lines.map(JinjaValue.string))
    },
  ]

  @Sendable private static func join(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    guard let sequence = try arguments.bind("iterable", in: "join")[0] else {
      throw .type("'join' needs what to join")
    }
    let separator = try receiver(value, interpreter)
    var joined = ""
    for (index, item) in try interpreter.items(of: sequence).enumerated() {
      guard case .string(let part) = item else {
        throw .type("'join' joins strs, and item \(index) is a \(item.typeName); use |join")
      }
      if index > 0 { joined += separator }
      joined += part
      try interpreter.spend(1)
      guard joined.utf8.count <= interpreter.limits.outputBytes else { break }
    }
    return try interpreter.text(joined)
  }

  private static func separated(
    _ value: JinjaValue, _ arguments: Arguments, _ name: String, _ interpreter: Interpreter
  ) throws(JinjaError) -> (String, String) {
    let separator = try Filters.string(try arguments.bind("sep", in: name)[0], "sep", name)
    guard !separator.isEmpty else { throw .type("'\(name)' needs a separator that is not empty") }
    return (try receiver(value, interpreter), separator)
  }

  private static func split(
    _ value: JinjaValue, _ arguments: Arguments, _ interpreter: Interpreter, fromRight: Bool
  ) throws(JinjaError) -> JinjaValue {
    let bound = try arguments.bind("sep", "maxsplit", in: "split")
    let text = try receiver(value, interpreter)
    let most = try Filters.integer(bound[1], default: -1, "maxsplit", "split")
    let limit = most < 0 ? Int.max : most
    var parts: [String]
    if let given = bound[0], given != .none {
      let separator = try Filters.string(given, "sep", "split")
      guard !separator.isEmpty else { throw .type("'split' needs a separator that is not empty") }
      parts =
        fromRight
        ? text.splitFromRight(at: separator, limit: limit)
        : text.split(at: separator, limit: limit)
    } else if fromRight {
      parts = words(text.scalarsReversed, limit: limit).reversed().map(\.scalarsReversed)
    } else {
      parts = words(text, limit: limit)
    }
    try interpreter.spend(parts.count)
    return .list(parts.map(JinjaValue.string))
  }

  /// The words of a text; after `limit` of them the rest stays whole.
  private static func words(_ text: String, limit: Int) -> [String] {
    guard limit != .max else { return text.pythonWords }
    var words: [String] = []
    var rest = text.unicodeScalars.drop(while: \.isPythonWhitespace)
    while !rest.isEmpty, words.count < limit {
      let word = rest.prefix { !$0.isPythonWhitespace }
      words.append(String(word))
      rest = rest[word.endIndex...].drop(while: \.isPythonWhitespace)
    }
    if !rest.isEmpty { words.append(String(rest)) }
    return words
  }
}

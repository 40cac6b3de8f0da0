extension Filters {
  static let textFilters: [String: Filter] = [
    "capitalize": { interpreter, value, arguments throws(JinjaError) in
      _ = try arguments.bind(in: "capitalize")
      return try interpreter.text(try interpreter.letters(of: value).pythonCapitalized)
    },
    "center": center,
    "format": format,
    "indent": indent,
    "lower": { interpreter, value, arguments throws(JinjaError) in
      _ = try arguments.bind(in: "lower")
      return try interpreter.text(try interpreter.letters(of: value).pythonLowercased)
    },
    "replace": replace,
    "safe": asString,
    "string": asString,
    "title": title,
    "trim": trim,
    "truncate": truncate,
    "upper": { interpreter, value, arguments throws(JinjaError) in
      _ = try arguments.bind(in: "upper")
      return try interpreter.text(try interpreter.letters(of: value).pythonUppercased)
    },
    "wordcount": wordCount,
    "wordwrap": wordWrap,
  ]

  @Sendable private static func asString(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    _ = try arguments.bind(in: "string")
    return .string(try interpreter.string(value))
  }

  @Sendable private static func center(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    let bound = try arguments.bind("width", in: "center")
    let width = try integer(bound[0], default: 80, "width", "center")
    let text = try interpreter.string(value)
    return .string(try Methods.padded(text, width, .center, " ", interpreter))
  }

  @Sendable private static func format(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    guard arguments.keyword.isEmpty || arguments.positional.isEmpty else {
      throw .type("'format' takes positional or named arguments, not both")
    }
    let values: JinjaValue =
      arguments.keyword.isEmpty
      ? .tuple(arguments.positional)
      : .dict(JinjaDictionary(arguments.keyword.map { ($0.name, $0.value) }))
    let template = try interpreter.string(value)
    try interpreter.spend(template.utf8.count * 20)
    return try interpreter.text(
      try PercentFormat.render(template, values, options: interpreter.options))
  }

  @Sendable private static func indent(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    let bound = try arguments.bind("width", "first", "blank", in: "indent")
    if case .undefined(let name) = value { throw .undefinedValue(name) }
    var lines = (try string(value, "value", "indent") + "\n").pythonLines()
    var indentation = ""
    if case .string(let text) = bound[0] {
      indentation = text
    } else {
      let width = max(0, try integer(bound[0], default: 4, "width", "indent"))
      try interpreter.spend(text: width)
      indentation = String(repeating: " ", count: width)
    }
    let (indented, overflows) = indentation.utf8.count.multipliedReportingOverflow(
      by: lines.count)
    try interpreter.spend(text: overflows ? .max : indented)
    let isFirst = try interpreter.flag(bound[1])
    let includesBlank = try interpreter.flag(bound[2])
    for index in lines.indices where index > 0 && (includesBlank || !lines[index].isEmpty) {
      lines[index] = indentation + lines[index]
    }
    return try interpreter.text((isFirst ? indentation : "") + lines.joined(separator: "\n"))
  }

  @Sendable private static func replace(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    let bound = try arguments.bind("old", "new", "count", in: "replace")
    guard let old = bound[0], let new = bound[1] else {
      throw .type("'replace' needs what to replace and what to put there")
    }
    var count: Int?
    if let given = bound[2], given != .none {
      count = try integer(given, default: -1, "count", "replace")
    }
    return try Methods.replaced(
      try interpreter.string(value), try interpreter.string(old), try interpreter.string(new),
      count ?? -1, interpreter)
  }

  /// Words begin with a large letter; here only blanks, hyphens and opening brackets part words.
  @Sendable private static func title(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    _ = try arguments.bind(in: "title")
    var result = ""
    var word = ""
    func finishWord() {
      guard let first = word.unicodeScalars.first else { return }
      result += first.properties.uppercaseMapping
      result += String(word.unicodeScalars.dropFirst()).pythonLowercased
      word = ""
    }
    for scalar in try interpreter.letters(of: value).unicodeScalars {
      if scalar.isPythonWhitespace || "-({[<".unicodeScalars.contains(scalar) {
        finishWord()
        result.unicodeScalars.append(scalar)
      } else {
        word.unicodeScalars.append(scalar)
      }
    }
    finishWord()
    return try interpreter.text(result)
  }

  @Sendable private static func trim(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    let bound = try arguments.bind("chars", in: "trim")
    let characters: String? =
      bound[0] == nil || bound[0] == JinjaValue.none ? nil : try string(bound[0], "chars", "trim")
    return try interpreter.text(try interpreter.string(value).stripped(of: characters))
  }

  @Sendable private static func truncate(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    let bound = try arguments.bind("length", "killwords", "end", "leeway", in: "truncate")
    let length = try integer(bound[0], default: 255, "length", "truncate")
    let end = try bound[2].map { end throws(JinjaError) in try string(end, "end", "truncate") }
    let mark = end ?? "..."
    var leeway = 5
    if let given = bound[3], given != .none {
      leeway = try integer(given, default: 5, "leeway", "truncate")
    }
    guard length >= mark.scalarCount, leeway >= 0 else {
      throw .type("'truncate' needs a length of at least \(mark.scalarCount) and no leeway below 0")
    }
    let (longest, overflows) = length.addingReportingOverflow(leeway)
    guard try interpreter.count(of: value) > (overflows ? .max : longest) else { return value }
    let text = try string(value, "value", "truncate")
    try interpreter.spend(text: text.utf8.count)
    let kept = text.scalars(from: 0, to: length - mark.scalarCount)
    if try interpreter.flag(bound[1]) { return .string(kept + mark) }
    return .string((kept.splitFromRight(at: " ", limit: 1).first ?? "") + mark)
  }

  @Sendable private static func wordCount(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    _ = try arguments.bind(in: "wordcount")
    let text = try interpreter.letters(of: value)
    let words = text.unicodeScalars.split { !$0.isPythonWord }
    return .int(words.count)
  }

  @Sendable private static func wordWrap(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    let bound = try arguments.bind(
      "width", "break_long_words", "wrapstring", "break_on_hyphens", in: "wordwrap")
    let width = try integer(bound[0], default: 79, "width", "wordwrap")
    guard width > 0 else { throw .type("'wordwrap' needs a width above 0") }
    var joint = "\n"
    if let given = bound[2], given != .none {
      joint = try string(given, "wrapstring", "wordwrap")
    }
    let wrap = WordWrap(
      width: width,
      breaksLongWords: try bound[1].map { flag throws(JinjaError) in
        try interpreter.truth(flag)
      } ?? true,
      breaksOnHyphens: try bound[3].map { flag throws(JinjaError) in
        try interpreter.truth(flag)
      } ?? true)
    let text = try string(value, "value", "wordwrap")
    try interpreter.spend(text.utf8.count)
    let lines = text.pythonLines().map { wrap.lines($0).joined(separator: joint) }
    return try interpreter.text(lines.joined(separator: joint))
  }
}

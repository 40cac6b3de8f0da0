extension Methods {
  static let stringMethods: [String: Method] = [
    "capitalize": mapping { $0.pythonCapitalized },
    "center": { interpreter, value, arguments throws(JinjaError) in
      try pad(.center, value, arguments, interpreter)
    },
    "expandtabs": expandTabs,
    "format": format,
    "format_map": { interpreter, value, arguments throws(JinjaError) in
      guard case .dict(let dictionary) = try arguments.bind("mapping", in: "format_map")[0] else {
        throw .type("'format_map' needs a dict")
      }
      var inner = Arguments()
      for entry in dictionary.entries {
        guard case .string(let name) = entry.key else { continue }
        inner.keyword.append((name: name, value: entry.value))
      }
      return try format(interpreter, value, inner)
    },
    "isalnum": checking { text in
      text.allScalars { $0.isPythonAlphabetic || $0.properties.numericType != nil }
    },
    "isalpha": checking { text in text.allScalars(\.isPythonAlphabetic) },
    "isascii": checking { text in text.utf8.allSatisfy { $0 < 0x80 } },
    "isdecimal": checking { text in text.allScalars { $0.decimalValue != nil } },
    "isdigit": checking { text in text.allScalars(\.isPythonDigit) },
    "isidentifier": checking { text in
      let scalars = text.unicodeScalars
      return text.allScalars { $0 == "_" || $0.properties.isXIDContinue }
        && scalars.first.map { $0 == "_" || $0.properties.isXIDStart } == true
    },
    "islower": checking { $0.isCased(upper: false) },
    "isnumeric": checking { text in text.allScalars { $0.properties.numericType != nil } },
    "isprintable": checking { text in text.unicodeScalars.allSatisfy(\.isPythonPrintable) },
    "isspace": checking { text in text.allScalars(\.isPythonWhitespace) },
    "istitle": checking { $0.isTitled },
    "isupper": checking { $0.isCased(upper: true) },
    "ljust": { interpreter, value, arguments throws(JinjaError) in
      try pad(.left, value, arguments, interpreter)
    },
    "lower": mapping { $0.pythonLowercased },
    "lstrip": { interpreter, value, arguments throws(JinjaError) in
      try strip(value, arguments, interpreter, start: true, end: false)
    },
    "rjust": { interpreter, value, arguments throws(JinjaError) in
      try pad(.right, value, arguments, interpreter)
    },
    "rstrip": { interpreter, value, arguments throws(JinjaError) in
      try strip(value, arguments, interpreter, start: false, end: true)
    },
    "strip": { interpreter, value, arguments throws(JinjaError) in
      try strip(value, arguments, interpreter, start: true, end: true)
    },
    "swapcase": mapping { $0.pythonSwappedCase },
    "title": mapping { $0.pythonTitled },
    "upper": mapping { $0.pythonUppercased },
    "zfill": zeroFill,
  ]

  /// The text of the str that a method belongs to, charged for.
  static func receiver(
    _ value: JinjaValue, _ interpreter: Interpreter
  ) throws(JinjaError) -> String {
    guard case .string(let text) = value else { return "" }
    try interpreter.spend(text: text.utf8.count)
    return text
  }

  private static func mapping(_ map: @escaping @Sendable (String) -> String) -> Method {
    { interpreter, value, arguments throws(JinjaError) in
      _ = try arguments.bind(in: "the method")
      return try interpreter.text(map(try interpreter.letters(of: value)))
    }
  }

  private static func checking(_ check: @escaping @Sendable (String) -> Bool) -> Method {
    { interpreter, value, arguments throws(JinjaError) in
      _ = try arguments.bind(in: "the method")
      return .bool(check(try interpreter.letters(of: value)))
    }
  }

  private static func strip(
    _ value: JinjaValue, _ arguments: Arguments, _ interpreter: Interpreter, start: Bool,
    end: Bool
  ) throws(JinjaError) -> JinjaValue {
    let text = try receiver(value, interpreter)
    let given = try arguments.bind("chars", in: "strip")[0]
    let characters: String? =
      given == nil || given == JinjaValue.none
      ? nil : try Filters.string(given, "chars", "strip")
    return .string(text.stripped(of: characters, start: start, end: end))
  }

  // MARK: Widths

  private static func pad(
    _ alignment: NumberFormat.Alignment, _ value: JinjaValue, _ arguments: Arguments,
    _ interpreter: Interpreter
  ) throws(JinjaError) -> JinjaValue {
    let bound = try arguments.bind("width", "fillchar", in: "center, ljust and rjust")
    guard let width = bound[0]?.integer else { throw .type("a width must be an int") }
    let fill =
      try bound[1].map { fill throws(JinjaError) in
        try Filters.string(fill, "fillchar", "center")
      } ?? " "
    guard fill.scalarCount == 1 else { throw .type("a 'fillchar' must be one character") }
    let text = try receiver(value, interpreter)
    return .string(try padded(text, width, alignment, fill, interpreter))
  }

  /// The text padded to a width, charged for.
  static func padded(
    _ text: String, _ width: Int, _ alignment: NumberFormat.Alignment, _ fill: String,
    _ interpreter: Interpreter
  ) throws(JinjaError) -> String {
    let missing = width.subtractingReportingOverflow(text.scalarCount).partialValue
    guard missing > 0, width > 0 else { return text }
    let (bytes, overflows) = missing.multipliedReportingOverflow(by: fill.utf8.count)
    try interpreter.spend(text: overflows ? .max : bytes)
    // As `str.center`, which puts an odd blank to the left of a text of even width.
    let left =
      switch alignment {
      case .left: 0
      case .right, .afterSign: missing
      case .center: missing / 2 + (missing & width & 1)
      }
    return String(repeating: fill, count: left) + text
      + String(repeating: fill, count: missing - left)
  }

  @Sendable private static func zeroFill(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    let text = try receiver(value, interpreter)
    let width = try Filters.integer(
      try arguments.bind("width", in: "zfill")[0], default: 0, "width", "zfill")
    let hasSign = text.hasPrefix("+") || text.hasPrefix("-")
    let sign = hasSign ? String(text.unicodeScalars.prefix(1)) : ""
    let digits = String(text.unicodeScalars.dropFirst(hasSign ? 1 : 0))
    let rest = width.subtractingReportingOverflow(sign.scalarCount).partialValue
    return .string(sign + (try padded(digits, rest, .right, "0", interpreter)))
  }

  @Sendable private static func expandTabs(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    let text = try receiver(value, interpreter)
    let size = try Filters.integer(
      try arguments.bind("tabsize", in: "expandtabs")[0], default: 8, "tabsize", "expandtabs")
    guard size <= 1000 else { throw .limit("'expandtabs' takes a tab size of at most 1000") }
    var result = ""
    var column = 0
    for scalar in text.unicodeScalars {
      if scalar == "\t" {
        let blanks = size > 0 ? size - column % size : 0
        result += String(repeating: " ", count: blanks)
        column += blanks
      } else {
        result.unicodeScalars.append(scalar)
        column = scalar == "\n" || scalar == "\r" ? 0 : column + 1
      }
      guard result.utf8.count <= interpreter.limits.outputBytes else { break }
    }
    return try interpreter.text(result)
  }

  @Sendable private static func format(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    let template = try receiver(value, interpreter)
    try interpreter.spend(template.utf8.count * 20)
    return try withoutActuallyEscaping(
      { (name: String, path: [BraceFormat.PathPart]) throws(JinjaError) -> JinjaValue in
        try field(name, path, arguments, interpreter)
      },
      do: { (lookup: @escaping BraceFormat.Lookup) throws(JinjaError) -> JinjaValue in
        var format = BraceFormat(
          template, limit: interpreter.limits.outputBytes, lookup: lookup)
        return try interpreter.text(try format.render())
      })
  }

  private static func field(
    _ name: String, _ path: [BraceFormat.PathPart], _ arguments: Arguments,
    _ interpreter: Interpreter
  ) throws(JinjaError) -> JinjaValue {
    try interpreter.spend(1)
    var value = try argument(name, arguments)
    for part in path {
      let place = Path(name: name, steps: [])
      switch part {
      case .attribute(let attribute):
        value = try interpreter.attribute(attribute, of: value, path: place)
      case .item(let text):
        let key: JinjaValue = Int(text).map(JinjaValue.int) ?? .string(text)
        value = try interpreter.item(key, of: value, path: place)
      }
    }
    try interpreter.requireDefined(value)
    return value
  }

  private static func argument(
    _ name: String, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    if let index = Int(name) {
      guard arguments.positional.indices.contains(index) else {
        throw .type("'format' has no argument \(index); give as many as there are fields")
      }
      return arguments.positional[index]
    }
    guard let argument = arguments.keyword.first(where: { $0.name == name }) else {
      throw .type("'format' has no argument '\(name)'; add it, or write {{ for a brace")
    }
    return argument.value
  }
}

extension Unicode.Scalar {
  /// Whether `str.isdigit` counts the scalar as a digit.
  fileprivate var isPythonDigit: Bool {
    properties.numericType == .decimal || properties.numericType == .digit
  }
}

extension Filters {
  static let dataFilters: [String: Filter] = [
    "pprint": { interpreter, value, arguments throws(JinjaError) in
      _ = try arguments.bind("verbose", in: "pprint")
      let printer = PrettyPrinter(limit: interpreter.limits.outputBytes)
      return try interpreter.text(try printer.text(of: value))
    },
    "tojson": toJSON,
  ]

  @Sendable private static func toJSON(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    var writer = JSONWriter(limit: interpreter.limits.outputBytes)
    switch interpreter.options.json {
    case .htmlSafe:
      let bound = try arguments.bind("indent", in: "tojson")
      writer.isASCII = true
      writer.sortsKeys = true
      try writer.indent(by: bound[0])
      let text = try writer.text(of: value)
      return try interpreter.text(JSONWriter.escapedForHTML(text))
    case .plain:
      let bound = try arguments.bind(
        "ensure_ascii", "indent", "separators", "sort_keys", in: "tojson")
      writer.isASCII = try interpreter.flag(bound[0])
      writer.sortsKeys = try interpreter.flag(bound[3])
      try writer.indent(by: bound[1])
      if let separators = bound[2], separators != .none {
        let pair = try interpreter.items(of: separators)
        guard pair.count == 2, case .string(let item) = pair[0], case .string(let key) = pair[1]
        else { throw .type("'tojson' needs two strs as 'separators'") }
        writer.itemSeparator = item
        writer.keySeparator = key
      }
      return try interpreter.text(try writer.text(of: value))
    }
  }
}

/// Writes JSON as Python's `json.dumps` does, up to a size.
struct JSONWriter {
  var isASCII = false
  var sortsKeys = false
  var itemSeparator = ", "
  var keySeparator = ": "
  /// What each level begins its lines with; everything goes on one line where this is missing.
  private var indentation: String?
  /// In bytes of UTF-8.
  private let limit: Int
  private var output = ""
  private static let deepest = 1000

  init(limit: Int) {
    self.limit = limit
  }

  /// Sets the indentation from an `indent` argument: a number of blanks, or a text.
  mutating func indent(by value: JinjaValue?) throws(JinjaError) {
    switch value {
    case nil, JinjaValue.none?: return
    case .string(let text): indentation = text
    case .some(let value):
      guard let width = value.integer, width <= 1000 else {
        throw .type("'tojson' needs a number up to 1000 or a str as 'indent'")
      }
      indentation = String(repeating: " ", count: max(0, width))
    }
    itemSeparator = ","
  }

  /// The JSON text of a value.
  mutating func text(of value: JinjaValue) throws(JinjaError) -> String {
    output = ""
    try write(value, depth: 0)
    return output
  }

  private mutating func write(_ value: JinjaValue, depth: Int) throws(JinjaError) {
    guard output.utf8.count <= limit, depth < Self.deepest else {
      throw .limit("the JSON of a value is larger than \(limit) bytes; write a part of it")
    }
    switch value {
    case .none: output += "null"
    case .bool(let value): output += value ? "true" : "false"
    case .int(let value): output += String(value)
    case .double(let value): output += Self.text(of: value)
    case .string(let value): write(string: value)
    case .list(let items), .tuple(let items):
      try write("[", "]", count: items.count, depth) {
        (writer, index) throws(JinjaError) in
        try writer.write(items[index], depth: depth + 1)
      }
    case .dict(let dictionary):
      let entries = try sorted(dictionary)
      try write("{", "}", count: entries.count, depth) {
        (writer, index) throws(JinjaError) in
        try writer.write(key: entries[index].key)
        writer.output += writer.keySeparator
        try writer.write(entries[index].value, depth: depth + 1)
      }
    case .undefined(let name):
      throw JinjaError(.undefined, "'\(name)' is undefined, so it cannot be written as JSON")
    case .object(let object):
      throw .type("a \(object.typeName) cannot be written as JSON; add |list")
    }
  }

  private mutating func write(
    _ open: String, _ close: String, count: Int, _ depth: Int,
    _ writeItem: (inout JSONWriter, Int) throws(JinjaError) -> Void
  ) throws(JinjaError) {
    output += open
    for index in 0..<count {
      if index > 0 { output += itemSeparator }
      newLine(depth + 1)
      try writeItem(&self, index)
    }
    if count > 0 { newLine(depth) }
    output += close
  }

  private mutating func newLine(_ depth: Int) {
    guard let indentation else { return }
    output += "\n"
    for _ in 0..<depth {
      output += indentation
    }
  }

  private func sorted(
    _ dictionary: JinjaDictionary
  ) throws(JinjaError) -> [JinjaDictionary.Entry] {
    guard sortsKeys else { return dictionary.entries }
    do {
      var comparison = Comparison(limit: .max)
      return try dictionary.entries.sorted { try comparison.less($0.key, $1.key) }
    } catch let error as JinjaError {
      throw error
    } catch {
      throw .type("the keys of a dict cannot be sorted: \(error)")
    }
  }

  private mutating func write(key: JinjaValue) throws(JinjaError) {
    switch key {
    case .string(let name): write(string: name)
    case .int(let value): write(string: String(value))
    case .double(let value): write(string: Self.text(of: value))
    case .bool(let value): write(string: value ? "true" : "false")
    case .none: write(string: "null")
    default: throw .type("a \(key.typeName) cannot be a key in JSON; use a str")
    }
  }

  private static func text(of value: Double) -> String {
    guard value.isFinite else {
      return value.isNaN ? "NaN" : value > 0 ? "Infinity" : "-Infinity"
    }
    return value.pythonText
  }

  private mutating func write(string: String) {
    var view = String.UnicodeScalarView()
    view.append("\"")
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": view.append(contentsOf: "\\\"".unicodeScalars)
      case "\\": view.append(contentsOf: "\\\\".unicodeScalars)
      case "\n": view.append(contentsOf: "\\n".unicodeScalars)
      case "\r": view.append(contentsOf: "\\r".unicodeScalars)
      case "\t": view.append(contentsOf: "\\t".unicodeScalars)
      case "\u{08}": view.append(contentsOf: "\\b".unicodeScalars)
      case "\u{0C}": view.append(contentsOf: "\\f".unicodeScalars)
      case _ where scalar.value < 0x20 || isASCII && scalar.value > 0x7E:
        for unit in UTF16.encode(scalar).map(Array.init) ?? [] {
          let digits = String(unit, radix: 16)
          let zeros = String(repeating: "0", count: 4 - digits.utf8.count)
          view.append(contentsOf: "\\u\(zeros)\(digits)".unicodeScalars)
        }
      default: view.append(scalar)
      }
    }
    view.append("\"")
    output += String(view)
  }

  /// JSON that may stand in a page, as Jinja2's `tojson` writes it.
  static func escapedForHTML(_ text: String) -> String {
    text.replacingScalars("<", with: "\\u003c", limit: -1)
      .replacingScalars(">", with: "\\u003e", limit: -1)
      .replacingScalars("&", with: "\\u0026", limit: -1)
      .replacingScalars("'", with: "\\u0027", limit: -1)
  }
}

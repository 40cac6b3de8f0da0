/// Writes values as Python's `str` and `repr` do, up to a size.
struct PythonText {
  private(set) var text = ""
  /// In bytes of UTF-8.
  private let limit: Int
  private static let deepest = 1000

  private init(limit: Int) {
    self.limit = limit
  }

  /// The text that `str(value)` gives.
  static func string(_ value: JinjaValue, limit: Int) throws(JinjaError) -> String {
    if case .string(let text) = value { return text }
    return try representation(value, limit: limit)
  }

  /// The text that `repr(value)` gives.
  static func representation(_ value: JinjaValue, limit: Int) throws(JinjaError) -> String {
    var writer = PythonText(limit: limit)
    try writer.write(value, depth: 0)
    return writer.text
  }

  private mutating func write(_ value: JinjaValue, depth: Int) throws(JinjaError) {
    guard text.utf8.count <= limit, depth < Self.deepest else {
      throw .limit("the text of a value is larger than \(limit) bytes; print a part of it")
    }
    switch value {
    case .undefined: text += "Undefined"
    case .none: text += "None"
    case .bool(let value): text += value ? "True" : "False"
    case .int(let value): text += String(value)
    case .double(let value): text += value.pythonText
    case .string(let value): text += value.pythonRepresentation
    case .list(let items): try write(items, "[", "]", depth: depth)
    case .tuple(let items): try write(items, "(", items.count == 1 ? ",)" : ")", depth: depth)
    case .dict(let dictionary): try write(dictionary, depth: depth)
    case .object(let object): try write(object, depth: depth)
    }
  }

  private mutating func write(
    _ items: [JinjaValue], _ open: String, _ close: String, depth: Int
  ) throws(JinjaError) {
    text += open
    for (index, item) in items.enumerated() {
      if index > 0 { text += ", " }
      try write(item, depth: depth + 1)
    }
    text += close
  }

  private mutating func write(
    _ dictionary: JinjaDictionary, depth: Int
  ) throws(JinjaError) {
    text += "{"
    for (index, entry) in dictionary.entries.enumerated() {
      if index > 0 { text += ", " }
      try write(entry.key, depth: depth + 1)
      text += ": "
      try write(entry.value, depth: depth + 1)
    }
    text += "}"
  }

  private mutating func write(_ object: JinjaObject, depth: Int) throws(JinjaError) {
    switch object.kind {
    case .namespace(let attributes):
      text += "<Namespace "
      try write(attributes, depth: depth + 1)
      text += ">"
    case .view(let label, let items):
      text += label
      try write(items, "([", "])", depth: depth)
    default:
      text += object.label
    }
  }
}

extension JinjaObject {
  /// A stand-in for the text of an object, which in Python names an address in memory.
  var label: String {
    switch kind {
    case .macro(let macro):
      macro.definition.name.isEmpty ? "<Macro anonymous>" : "<Macro '\(macro.definition.name)'>"
    case .method(let receiver, let name):
      "<built-in method \(name) of \(receiver.typeName) object>"
    case .function(let name): "<function \(name)>"
    case .loop(let state): "<LoopContext \(state.index + 1)/\(state.items.count)>"
    case .range(let range):
      range.step == 1
        ? "range(\(range.start), \(range.stop))"
        : "range(\(range.start), \(range.stop), \(range.step))"
    case .iterator(let label, _): "<\(label)>"
    case .namespace, .view, .cycler, .joiner: "<\(typeName) object>"
    }
  }
}

extension String {
  /// The literal that Python's `repr` writes for the string.
  var pythonRepresentation: String {
    let quote: Unicode.Scalar =
      unicodeScalars.contains("'") && !unicodeScalars.contains("\"") ? "\"" : "'"
    var literal = String.UnicodeScalarView()
    literal.append(quote)
    for scalar in unicodeScalars {
      switch scalar {
      case quote, "\\":
        literal.append("\\")
        literal.append(scalar)
      case "\n": literal.append(contentsOf: "\\n".unicodeScalars)
      case "\r": literal.append(contentsOf: "\\r".unicodeScalars)
      case "\t": literal.append(contentsOf: "\\t".unicodeScalars)
      case " "..."~": literal.append(scalar)
      default:
        if scalar.isPythonPrintable {
          literal.append(scalar)
        } else {
          literal.append(contentsOf: scalar.pythonEscape.unicodeScalars)
        }
      }
    }
    literal.append(quote)
    return String(literal)
  }
}

extension Unicode.Scalar {
  fileprivate var pythonEscape: String {
    let digits = String(value, radix: 16)
    switch value {
    case ..<0x100: return "\\x" + String(repeating: "0", count: 2 - digits.count) + digits
    case ..<0x10000: return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
    }
  }

  /// Whether `repr` shows the scalar as it is.
  var isPythonPrintable: Bool {
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      false
    case .spaceSeparator: self == " "
    default: true
    }
  }
}

extension JinjaValue {
  /// The text that Python's `str(value)` gives; "" where it would be larger than 16 MiB.
  package var pythonText: String {
    (try? PythonText.string(self, limit: Template.Options.Limits().outputBytes)) ?? ""
  }
}

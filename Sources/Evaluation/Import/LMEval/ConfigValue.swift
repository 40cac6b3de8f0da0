import Jinja

/// A value of one of lm-evaluation-harness's YAML files, with the type that PyYAML gives it.
enum ConfigValue: Sendable, Equatable {
  case null
  case bool(Bool)
  case int(Int)
  case double(Double)
  case text(String)
  case list([ConfigValue])
  case map([Entry])
  /// A `!function`: Python code, by its name.
  case function(String)

  /// A key and its value; keys that are no texts are written as Python would.
  struct Entry: Sendable, Equatable {
    var key: String
    var value: ConfigValue
  }

  subscript(key: String) -> ConfigValue? {
    guard case .map(let entries) = self else { return nil }
    return entries.last { $0.key == key }?.value
  }

  /// Whether it is there: neither missing nor null.
  var isNull: Bool { self == .null }

  var text: String? {
    if case .text(let text) = self { return text }
    return nil
  }

  var items: [ConfigValue]? {
    if case .list(let items) = self { return items }
    return nil
  }

  var entries: [Entry]? {
    if case .map(let entries) = self { return entries }
    return nil
  }

  var number: Double? {
    switch self {
    case .int(let number): Double(number)
    case .double(let number): number
    case .bool(let flag): flag ? 1 : 0
    default: nil
    }
  }

  var flag: Bool? {
    if case .bool(let flag) = self { return flag }
    return nil
  }

  /// A text, or every text of a list, as keys that accept both.
  var texts: [String] {
    switch self {
    case .text(let text): [text]
    case .list(let items): items.compactMap(\.text)
    default: []
    }
  }

  /// The names of the Python functions in it, at any depth.
  var functions: [String] {
    switch self {
    case .function(let name): [name]
    case .list(let items): items.flatMap(\.functions)
    case .map(let entries): entries.flatMap(\.value.functions)
    default: []
    }
  }

  /// What Python's `str` makes of it.
  var pythonText: String { JSONValue(self).map { JinjaValue($0).pythonText } ?? "" }
}

extension JSONValue {
  /// The value as JSON; a function has none.
  init?(_ value: ConfigValue) {
    switch value {
    case .null: self = .null
    case .bool(let flag): self = .bool(flag)
    case .int(let number): self = .int(number)
    case .double(let number): self = .double(number)
    case .text(let text): self = .string(text)
    case .list(let items): self = .array(items.compactMap { JSONValue($0) })
    case .map(let entries):
      self = .object(
        entries.compactMap { entry in
          JSONValue(entry.value).map { Member(entry.key, $0) }
        })
    case .function: return nil
    }
  }
}

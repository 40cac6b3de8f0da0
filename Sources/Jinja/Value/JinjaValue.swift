/// A value of the template language, with Python's types behind it.
///
/// Strings are sequences of Unicode scalars: two strings are equal when their scalars are.
package enum JinjaValue: Sendable {
  /// What a missing name, attribute or item gives; the name says what was missing. An empty name
  /// is the value of an inline `if` without `else`, which prints as nothing even in strict mode.
  case undefined(name: String)
  case none
  case bool(Bool)
  case int(Int)
  case double(Double)
  case string(String)
  case list([JinjaValue])
  case tuple([JinjaValue])
  case dict(JinjaDictionary)
  /// A macro, function, namespace, iterator or loop that lives inside a render.
  case object(JinjaObject)
}

extension JinjaValue: Hashable {
  package static func == (left: JinjaValue, right: JinjaValue) -> Bool {
    switch (left, right) {
    case (.undefined(let a), .undefined(let b)): a.hasSameScalars(as: b)
    case (.none, .none): true
    case (.bool(let a), .bool(let b)): a == b
    case (.int(let a), .int(let b)): a == b
    case (.double(let a), .double(let b)): a == b
    case (.string(let a), .string(let b)): a.hasSameScalars(as: b)
    case (.list(let a), .list(let b)): a == b
    case (.tuple(let a), .tuple(let b)): a == b
    case (.dict(let a), .dict(let b)): a == b
    case (.object(let a), .object(let b)): a === b
    default: false
    }
  }

  package func hash(into hasher: inout Hasher) {
    switch self {
    case .undefined(let name): hasher.combine(name)
    case .none: hasher.combine(0)
    case .bool(let value): hasher.combine(value)
    case .int(let value): hasher.combine(value)
    case .double(let value): hasher.combine(value)
    // Strings with the same scalars are equal Swift strings, so their hashes agree.
    case .string(let value): hasher.combine(value)
    case .list(let items), .tuple(let items): hasher.combine(items)
    case .dict(let dictionary): hasher.combine(dictionary)
    case .object(let object): hasher.combine(ObjectIdentifier(object))
    }
  }
}

extension JinjaValue {
  /// The name of the value's type in Python, for messages.
  var typeName: String {
    switch self {
    case .undefined: "undefined"
    case .none: "NoneType"
    case .bool: "bool"
    case .int: "int"
    case .double: "float"
    case .string: "str"
    case .list: "list"
    case .tuple: "tuple"
    case .dict: "dict"
    case .object(let object): object.typeName
    }
  }

  var isUndefined: Bool {
    if case .undefined = self { return true }
    return false
  }

  /// The integer behind an int or a bool, which Python counts among the ints.
  var integer: Int? {
    switch self {
    case .int(let value): value
    case .bool(let value): value ? 1 : 0
    default: nil
    }
  }

  /// The number behind an int, bool or float.
  var number: Double? {
    if case .double(let value) = self { return value }
    return integer.map(Double.init)
  }

  /// Whether the value has other values in it.
  var isNested: Bool {
    switch self {
    case .list, .tuple, .dict, .object: true
    case .undefined, .none, .bool, .int, .double, .string: false
    }
  }

  /// The levels of lists, tuples and dicts in the value, counted no further than `limit` + 1;
  /// `budget` falls by the number of values looked at, and below 0 the count is cut short.
  func depth(limit: Int, budget: inout Int) -> Int {
    budget -= 1
    guard budget >= 0 else { return limit + 1 }
    var deepest = 0
    switch self {
    case .list(let items), .tuple(let items):
      for item in items where deepest < limit {
        deepest = max(deepest, item.depth(limit: limit - 1, budget: &budget))
      }
      return deepest + 1
    case .dict(let dictionary):
      for entry in dictionary.entries where deepest < limit {
        deepest = max(deepest, entry.key.depth(limit: limit - 1, budget: &budget))
        deepest = max(deepest, entry.value.depth(limit: limit - 1, budget: &budget))
      }
      return deepest + 1
    case .object(let object):
      return object.depth(limit: limit, budget: &budget)
    default:
      return 0
    }
  }
}

extension String {
  /// Equality of scalars, where Swift's own `==` also accepts canonical equivalents.
  func hasSameScalars(as other: String) -> Bool {
    guard utf8.count == other.utf8.count, self == other else { return false }
    return utf8Span.isKnownASCII || utf8.elementsEqual(other.utf8)
  }
}

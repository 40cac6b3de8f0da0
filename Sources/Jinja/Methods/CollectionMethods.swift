extension Methods {
  static let dictMethods: [String: Method] = [
    "copy": { _, value, _ in value },
    "get": get,
    "items": { interpreter, value, arguments throws(JinjaError) in
      try view("dict_items", value, arguments, interpreter) { .tuple([$0.key, $0.value]) }
    },
    "keys": { interpreter, value, arguments throws(JinjaError) in
      try view("dict_keys", value, arguments, interpreter) { $0.key }
    },
    "values": { interpreter, value, arguments throws(JinjaError) in
      try view("dict_values", value, arguments, interpreter) { $0.value }
    },
  ]

  static let tupleMethods: [String: Method] = ["count": count, "index": index]

  static let listMethods = tupleMethods.merging(["copy": { _, value, _ in value }]) { $1 }

  private static func view(
    _ label: String, _ value: JinjaValue, _ arguments: Arguments, _ interpreter: Interpreter,
    _ part: (JinjaDictionary.Entry) -> JinjaValue
  ) throws(JinjaError) -> JinjaValue {
    _ = try arguments.bind(in: label)
    guard case .dict(let dictionary) = value else { return .none }
    try interpreter.spend(dictionary.count)
    return .object(JinjaObject(.view(label: label, items: dictionary.entries.map(part))))
  }

  @Sendable private static func get(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    let bound = try arguments.bind("key", "default", in: "get")
    guard case .dict(let dictionary) = value, let key = bound[0] else {
      throw .type("'get' needs a key")
    }
    return dictionary[try interpreter.dictionaryKey(key)] ?? bound[1] ?? .none
  }

  private static func items(_ value: JinjaValue) -> [JinjaValue] {
    switch value {
    case .list(let items), .tuple(let items): return items
    case .object(let object):
      guard case .range(let range) = object.kind else { return [] }
      return range.items
    default: return []
    }
  }

  @Sendable private static func count(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    guard let wanted = try arguments.bind("value", in: "count")[0] else {
      throw .type("'count' needs a value to count")
    }
    var count = 0
    for item in items(value) where try interpreter.equal(item, wanted) {
      count += 1
    }
    return .int(count)
  }

  @Sendable private static func index(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    let bound = try arguments.bind("value", "start", "stop", in: "index")
    guard let wanted = bound[0] else { throw .type("'index' needs a value to look for") }
    let items = items(value)
    let start = try Filters.integer(bound[1], default: 0, "start", "index")
    let stop = try Filters.integer(bound[2], default: items.count, "stop", "index")
    for position in PythonSlice.indices(start: start, stop: stop, step: 1, count: items.count)
    where try interpreter.equal(items[position], wanted) {
      return .int(position)
    }
    throw .type(
      "the \(value.typeName) does not hold the value that 'index' looks for; test with 'in' first")
  }
}

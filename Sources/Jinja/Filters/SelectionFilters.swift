extension Filters {
  static let selectionFilters: [String: Filter] = [
    "map": map,
    "reject": { interpreter, value, arguments throws(JinjaError) in
      try select(interpreter, value, arguments, wanted: false, byAttribute: false)
    },
    "rejectattr": { interpreter, value, arguments throws(JinjaError) in
      try select(interpreter, value, arguments, wanted: false, byAttribute: true)
    },
    "select": { interpreter, value, arguments throws(JinjaError) in
      try select(interpreter, value, arguments, wanted: true, byAttribute: false)
    },
    "selectattr": { interpreter, value, arguments throws(JinjaError) in
      try select(interpreter, value, arguments, wanted: true, byAttribute: true)
    },
  ]

  @Sendable private static func map(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    guard try interpreter.truth(value) else {
      return try interpreter.iterator("sync_do_map", [])
    }
    var results: [JinjaValue] = []
    let isByAttribute =
      arguments.positional.isEmpty && arguments.keyword.contains { $0.name == "attribute" }
    guard isByAttribute else {
      var rest = arguments
      guard case .string(let filter) = rest.positional.first else {
        throw .type("'map' needs the name of a filter, or attribute=…")
      }
      guard exists(filter, interpreter.options) else { throw .type(missing(filter)) }
      rest.positional.removeFirst()
      for item in try interpreter.items(of: value) {
        try interpreter.spend(1)
        results.append(try apply(filter, to: item, rest, interpreter))
      }
      return try interpreter.iterator("sync_do_map", try interpreter.nestedItems(results))
    }
    let bound = try arguments.bind("attribute", "default", in: "map")
    let getter = AttributeGetter(bound[0])
    let standard = bound[1] == JinjaValue.none ? nil : bound[1]
    for item in try interpreter.items(of: value) {
      try interpreter.spend(1)
      results.append(try getter.value(of: item, interpreter, default: standard))
    }
    return try interpreter.iterator("sync_do_map", results)
  }

  /// The items, or the named parts of items, that pass a test or are true.
  private static func select(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments, wanted: Bool,
    byAttribute: Bool
  ) throws(JinjaError) -> JinjaValue {
    guard try interpreter.truth(value) else {
      return try interpreter.iterator("select_or_reject", [])
    }
    var rest = arguments
    var getter = AttributeGetter(nil)
    if byAttribute {
      guard let attribute = rest.positional.first else {
        throw .type("'selectattr' and 'rejectattr' need the name of an attribute")
      }
      rest.positional.removeFirst()
      getter = AttributeGetter(attribute)
    }
    var test: String?
    if let name = rest.positional.first {
      test = try string(name, "test", "select")
      rest.positional.removeFirst()
    }
    var kept: [JinjaValue] = []
    for item in try interpreter.items(of: value) {
      try interpreter.spend(1)
      let part = try getter.value(of: item, interpreter)
      let passes: Bool
      if let test {
        passes = try Tests.apply(test, to: part, rest, interpreter)
      } else {
        passes = try interpreter.truth(part)
      }
      if passes == wanted { kept.append(item) }
    }
    return try interpreter.iterator("select_or_reject", kept)
  }
}

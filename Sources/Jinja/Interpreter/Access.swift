extension Interpreter {
  /// Applies accesses, calls, filters and tests to a value; the name is for messages.
  func apply(
    _ steps: [Postfix], to base: JinjaValue, name: String?
  ) throws(JinjaError) -> JinjaValue {
    var value = base
    var index = 0
    while index < steps.count {
      try spend(1)
      let path = Path(name: name, steps: steps[..<index])
      switch steps[index] {
      case .attribute(let attribute, let start):
        offset = start
        if index + 1 < steps.count, case .call(let arguments, _) = steps[index + 1],
          Methods.exist(attribute, on: value)
        {
          let evaluated = try evaluate(arguments)
          offset = start
          value = try Methods.call(attribute, on: value, evaluated, self)
          index += 1
        } else {
          value = try self.attribute(attribute, of: value, path: path)
        }
      case .item(let key, let start):
        let key = try evaluate(key)
        offset = start
        value = try item(key, of: value, path: path)
      case .slice(let first, let stop, let step, let start):
        let bounds = try (bound(first), bound(stop), bound(step))
        offset = start
        value = try slice(value, bounds.0, bounds.1, bounds.2 ?? 1)
      case .call(let arguments, let start):
        let evaluated = try evaluate(arguments)
        offset = start
        value = try call(value, evaluated, name: path.described)
      case .filter(let filter, let arguments, let start):
        let evaluated = try evaluate(arguments)
        offset = start
        value = try Filters.apply(filter, to: value, evaluated, self)
      case .test(let test, let arguments, let isNegated, let start):
        let evaluated = try evaluate(arguments)
        offset = start
        value = .bool(try Tests.apply(test, to: value, evaluated, self) != isNegated)
      }
      index += 1
    }
    return value
  }

  private func bound(_ expression: Expression?) throws(JinjaError) -> Int? {
    guard let expression else { return nil }
    let value = try evaluate(expression)
    if case .none = value { return nil }
    if case .undefined(let name) = value { throw .undefinedValue(name) }
    guard let integer = value.integer else {
      throw .type("a slice needs ints, not a \(value.typeName); add |int")
    }
    return integer
  }

  private func slice(
    _ value: JinjaValue, _ start: Int?, _ stop: Int?, _ step: Int
  ) throws(JinjaError) -> JinjaValue {
    guard step != 0 else { throw .type("a slice's step cannot be 0; use 1 or -1") }
    func pick(_ items: [JinjaValue]) throws(JinjaError) -> [JinjaValue] {
      let indices = PythonSlice.indices(
        start: start, stop: stop, step: step, count: items.count)
      let picked = indices.map { items[$0] }
      try spend(picked.count)
      return picked
    }
    switch value {
    case .list(let items): return .list(try pick(items))
    case .tuple(let items): return .tuple(try pick(items))
    case .string(let string):
      try spend(text: string.utf8.count)
      return .string(string.sliced(start: start, stop: stop, step: step))
    case .undefined(let name): throw .undefinedValue(name)
    case .object(let object):
      if case .range(let range) = object.kind {
        return .object(
          JinjaObject(.range(range.sliced(start: start, stop: stop, step: step))))
      }
    default: break
    }
    throw .type("a \(value.typeName) cannot be sliced; use a list or str")
  }

  // MARK: Attributes and items

  /// `value.name`: an attribute, else an item.
  func attribute(
    _ name: String, of value: JinjaValue, path: Path
  ) throws(JinjaError) -> JinjaValue {
    if case .undefined(let missing) = value { throw .undefinedValue(missing) }
    if let attribute = try ownAttribute(name, of: value) { return attribute }
    if case .dict(let dictionary) = value, let item = dictionary[name] { return item }
    return .undefined(name: path.adding(attribute: name))
  }

  /// An attribute in Python's sense: a method, or a part of a namespace or loop.
  func ownAttribute(_ name: String, of value: JinjaValue) throws(JinjaError) -> JinjaValue? {
    if Methods.exist(name, on: value) {
      return .object(JinjaObject(.method(receiver: value, name: name)))
    }
    switch value {
    case .object(let object): return try attribute(name, of: object)
    case .tuple(let pair) where pair.count == 2:
      // What `groupby` gives.
      if name == "grouper" { return pair[0] }
      if name == "list" { return pair[1] }
      return nil
    case .int, .bool:
      return name == "real" || name == "numerator" ? value.integer.map(JinjaValue.int) : nil
    default: return nil
    }
  }

  private func attribute(
    _ name: String, of object: JinjaObject
  ) throws(JinjaError) -> JinjaValue? {
    switch object.kind {
    case .namespace(let attributes): return attributes[name]
    case .loop(let state): return state.attribute(name)
    case .macro(let macro):
      switch name {
      case "name": return .string(macro.definition.name)
      case "arguments":
        return .tuple(macro.definition.parameters.map { .string($0.name.text) })
      default: return nil
      }
    case .cycler(let items, let index): return name == "current" ? items[index] : nil
    default: return nil
    }
  }

  /// `value[key]`: an item, else an attribute.
  func item(
    _ key: JinjaValue, of value: JinjaValue, path: Path
  ) throws(JinjaError) -> JinjaValue {
    switch value {
    case .undefined(let name): throw .undefinedValue(name)
    case .dict(let dictionary):
      if case .undefined = key { try requireDefined(key) }
      if key.isHashable, let item = dictionary[try dictionaryKey(key)] { return item }
    case .list(let items), .tuple(let items):
      if let index = key.integer.flatMap({ PythonSlice.index($0, count: items.count) }) {
        return items[index]
      }
    case .string(let string):
      guard let wanted = key.integer else { break }
      try spend(string.utf8.count / 16)
      if let index = PythonSlice.index(wanted, count: string.scalarCount) {
        return .string(string.scalars(from: index, to: index + 1))
      }
    case .object(let object):
      if case .range(let range) = object.kind, let wanted = key.integer,
        let index = PythonSlice.index(wanted, count: range.count)
      {
        return .int(range.start + index * range.step)
      }
    default: break
    }
    if case .string(let name) = key, let attribute = try ownAttribute(name, of: value) {
      return attribute
    }
    return .undefined(name: path.adding(item: key))
  }

  /// What an expression is called in messages: a dotted path, if it is one.
  static func name(of expression: Expression) -> String? {
    switch expression {
    case .name(let name): name.text
    case .postfix(let base, let steps): Path(name: name(of: base), steps: steps[...]).described
    default: nil
    }
  }
}

/// The way to a value as the template writes it, for messages.
struct Path {
  let name: String?
  let steps: ArraySlice<Postfix>

  /// The path, or nothing where it does not begin with a name or goes through a call.
  var described: String? {
    guard var text = name else { return nil }
    for step in steps {
      switch step {
      case .attribute(let name, _): text += ".\(name)"
      case .item(.constant(let key), _): text += Self.subscripted(key)
      case .item: text += "[…]"
      default: return nil
      }
    }
    return text
  }

  func adding(attribute: String) -> String {
    (described ?? "…") + ".\(attribute)"
  }

  func adding(item: JinjaValue) -> String {
    (described ?? "…") + Self.subscripted(item)
  }

  private static func subscripted(_ key: JinjaValue) -> String {
    switch key {
    case .string(let name): "[\(String(name.prefix(100)).pythonRepresentation)]"
    case .int(let index): "[\(index)]"
    default: "[…]"
    }
  }
}

extension LoopState {
  /// What `loop.name` gives.
  fileprivate func attribute(_ name: String) -> JinjaValue? {
    switch name {
    case "index": .int(index + 1)
    case "index0": .int(index)
    case "revindex": .int(items.count - index)
    case "revindex0": .int(items.count - index - 1)
    case "first": .bool(index == 0)
    case "last": .bool(index == items.count - 1)
    case "length": .int(items.count)
    case "depth": .int(depth + 1)
    case "depth0": .int(depth)
    case "previtem": index > 0 ? items[index - 1] : .undefined(name: "loop.previtem")
    case "nextitem":
      index + 1 < items.count ? items[index + 1] : .undefined(name: "loop.nextitem")
    default: nil
    }
  }
}

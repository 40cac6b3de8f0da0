extension Interpreter {
  /// The value of an expression.
  func evaluate(_ expression: Expression) throws(JinjaError) -> JinjaValue {
    switch expression {
    case .constant(let value):
      return value
    case .name(let name):
      return lookUp(name)
    default:
      try enter()
      defer { leave() }
      return try evaluateNested(expression)
    }
  }

  private func lookUp(_ name: Expression.Name) -> JinjaValue {
    offset = name.offset
    if let value = scope.find(name.slot) ?? variables[name.text] { return value }
    if Globals.names.contains(name.text) { return .object(JinjaObject(.function(name.text))) }
    return .undefined(name: name.text)
  }

  private func evaluateNested(_ expression: Expression) throws(JinjaError) -> JinjaValue {
    switch expression {
    case .constant, .name:
      return try evaluate(expression)
    case .list(let items):
      return try nested(.list(try evaluate(items)))
    case .tuple(let items):
      return try nested(.tuple(try evaluate(items)))
    case .dict(let items, let start):
      return try evaluateDict(items, start)
    case .conditional(let test, let then, let otherwise):
      if try truth(try evaluate(test)) { return try evaluate(then) }
      guard let otherwise else { return .undefined(name: "") }
      return try evaluate(otherwise)
    case .or(let operands):
      return try firstOperand(operands, thatIs: true)
    case .and(let operands):
      return try firstOperand(operands, thatIs: false)
    case .not(let operand):
      return .bool(try !truth(try evaluate(operand)))
    case .comparison(let first, let steps):
      return try evaluateComparison(first, steps)
    case .arithmetic(let first, let steps):
      return try evaluateArithmetic(first, steps)
    case .concatenation(let operands, let start):
      return try concatenate(operands, start)
    case .sign(let isNegative, let operand, let start):
      let value = try evaluate(operand)
      offset = start
      return try Arithmetic.sign(value, isNegative: isNegative, self)
    case .postfix(let base, let steps):
      return try apply(steps, to: try evaluate(base), name: Self.name(of: base))
    }
  }

  func evaluate(_ expressions: [Expression]) throws(JinjaError) -> [JinjaValue] {
    var values: [JinjaValue] = []
    values.reserveCapacity(expressions.count)
    for expression in expressions {
      values.append(try evaluate(expression))
    }
    return values
  }

  private func evaluateDict(
    _ items: [(key: Expression, value: Expression)], _ start: Int
  ) throws(JinjaError) -> JinjaValue {
    var dictionary = JinjaDictionary()
    for item in items {
      let key = try evaluate(item.key)
      let value = try evaluate(item.value)
      offset = start
      dictionary[try dictionaryKey(key)] = value
    }
    return try nested(.dict(dictionary))
  }

  /// The first operand whose truth is as wanted, or the last one.
  private func firstOperand(
    _ operands: [Expression], thatIs wanted: Bool
  ) throws(JinjaError) -> JinjaValue {
    for operand in operands.dropLast() {
      let value = try evaluate(operand)
      if try truth(value) == wanted { return value }
    }
    return try operands.last.map { last throws(JinjaError) in try evaluate(last) } ?? .none
  }

  private func concatenate(
    _ operands: [Expression], _ start: Int
  ) throws(JinjaError) -> JinjaValue {
    var joined = ""
    for operand in operands {
      let part = try string(try evaluate(operand))
      offset = start
      joined += part
      try spend(text: part.utf8.count)
      guard joined.utf8.count <= limits.outputBytes else { break }
    }
    return try text(joined)
  }

  private func evaluateArithmetic(
    _ first: Expression, _ steps: [Expression.ArithmeticStep]
  ) throws(JinjaError) -> JinjaValue {
    var value = try evaluate(first)
    for step in steps {
      let operand = try evaluate(step.operand)
      offset = step.offset
      try spend(1)
      value = try Arithmetic.apply(step.symbol, value, operand, self)
    }
    return value
  }

  // MARK: Comparison

  private func evaluateComparison(
    _ first: Expression, _ steps: [Expression.ComparisonStep]
  ) throws(JinjaError) -> JinjaValue {
    var left = try evaluate(first)
    for step in steps {
      let right = try evaluate(step.operand)
      offset = step.offset
      guard try compare(left, step.comparator, right) else { return .bool(false) }
      left = right
    }
    return .bool(true)
  }

  func compare(
    _ left: JinjaValue, _ comparator: Expression.Comparator, _ right: JinjaValue
  ) throws(JinjaError) -> Bool {
    switch comparator {
    case .isIn: return try contains(right, left)
    case .isNotIn: return try !contains(right, left)
    case .equal: return try equal(left, right)
    case .notEqual: return try !equal(left, right)
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      let order = try comparing { comparison throws(JinjaError) in
        try comparison.order(left, right, comparator.rawValue)
      }
      switch comparator {
      case .less: return order == .less
      case .lessOrEqual: return order == .less || order == .equal
      case .greater: return order == .greater
      default: return order == .greater || order == .equal
      }
    }
  }

  func equal(_ left: JinjaValue, _ right: JinjaValue) throws(JinjaError) -> Bool {
    try comparing { comparison throws(JinjaError) in try comparison.equal(left, right) }
  }

  /// Whether a value sorts before another.
  func less(_ left: JinjaValue, _ right: JinjaValue) throws(JinjaError) -> Bool {
    try comparing { comparison throws(JinjaError) in try comparison.less(left, right) }
  }

  private func comparing<Result>(
    _ compare: (inout Comparison) throws(JinjaError) -> Result
  ) throws(JinjaError) -> Result {
    var comparison = Comparison(
      limit: limits.steps, isStrict: options.undefined == .strict)
    let result = try compare(&comparison)
    try spend(comparison.visits / 2)
    return result
  }

  /// Whether a container holds a value: an item, a key or a part of a text.
  private func contains(_ container: JinjaValue, _ value: JinjaValue) throws(JinjaError) -> Bool {
    switch container {
    case .string(let text):
      guard case .string(let part) = value else {
        if case .undefined(let name) = value { throw .undefinedValue(name) }
        throw .type("'in' looks for a str in a str, not for a \(value.typeName); add |string")
      }
      try spend(text: text.utf8.count)
      return text.containsScalars(part)
    case .dict(let dictionary):
      return dictionary[try dictionaryKey(value)] != nil
    case .undefined:
      try requireDefined(container)
      return false
    case .none, .bool, .int, .double:
      throw .type("a \(container.typeName) has no items for 'in'; use a list, dict or str")
    default:
      for item in try items(of: container) where try equal(item, value) {
        return true
      }
      return false
    }
  }

  /// The value, if it may be a key of a dict.
  func dictionaryKey(_ key: JinjaValue) throws(JinjaError) -> JinjaValue {
    switch key {
    case .string(let text): try spend(text.utf8.count / 16)
    case .undefined: try requireDefined(key)
    case .tuple: _ = try nested(key)
    default: break
    }
    guard key.isHashable else {
      throw .type("a \(key.typeName) cannot be a key of a dict; use a str or a number")
    }
    return key
  }

  // MARK: Sequences

  /// The items that iterating over a value gives; a one-pass sequence is used up.
  func items(of value: JinjaValue) throws(JinjaError) -> [JinjaValue] {
    switch value {
    case .list(let items), .tuple(let items):
      return items
    case .string(let text):
      try spend(text.utf8.count)
      return text.unicodeScalars.map { .string(String($0)) }
    case .dict(let dictionary):
      try spend(dictionary.count)
      return dictionary.entries.map(\.key)
    case .undefined:
      try requireDefined(value)
      return []
    case .object(let object):
      switch object.kind {
      case .range(let range):
        try spend(range.count)
        return range.items
      case .view(_, let items):
        return items
      case .iterator(let label, let items):
        object.kind = .iterator(label: label, items: [])
        return Array(items)
      default: break
      }
    case .none, .bool, .int, .double: break
    }
    throw .type("a \(value.typeName) cannot be iterated over; use a list, dict or str")
  }

  /// The number of items of a value that has a length.
  func count(of value: JinjaValue) throws(JinjaError) -> Int {
    switch value {
    case .list(let items), .tuple(let items): return items.count
    case .string(let text):
      try spend(text.utf8.count / 16)
      return text.scalarCount
    case .dict(let dictionary): return dictionary.count
    case .undefined:
      try requireDefined(value)
      return 0
    case .object(let object):
      switch object.kind {
      case .range(let range): return range.count
      case .view(_, let items): return items.count
      case .loop(let state): return state.items.count
      default: break
      }
    case .none, .bool, .int, .double: break
    }
    throw .type("a \(value.typeName) has no length; add |list to a one-pass sequence")
  }
}

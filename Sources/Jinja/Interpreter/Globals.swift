/// The functions that every template has.
enum Globals {
  static let names: Set<String> = [
    "cycler", "dict", "joiner", "namespace", "raise_exception", "range", "strftime_now",
  ]

  /// The value that a function returns.
  static func call(
    _ name: String, _ arguments: Arguments, _ interpreter: Interpreter
  ) throws(JinjaError) -> JinjaValue {
    switch name {
    case "range": return try range(arguments, interpreter)
    case "dict": return .dict(try dictionary(arguments, interpreter))
    case "namespace":
      let object = JinjaObject(.namespace(try dictionary(arguments, interpreter)))
      interpreter.keep(object)
      return .object(object)
    case "cycler":
      guard !arguments.positional.isEmpty else { throw .type("'cycler' needs at least one item") }
      let items = try interpreter.nestedItems(arguments.positional)
      return .object(JinjaObject(.cycler(items: items, index: 0)))
    case "joiner":
      let separator = try arguments.bind("sep", in: "joiner")[0] ?? .string(", ")
      return .object(
        JinjaObject(.joiner(separator: try interpreter.string(separator), used: false)))
    case "raise_exception":
      let message = try arguments.bind("message", in: "raise_exception")[0] ?? .string("")
      throw JinjaError(.raised, try interpreter.string(message))
    case "strftime_now": return try now(arguments, interpreter)
    default: throw .type("'\(name)' is not a function")
    }
  }

  private static func now(
    _ arguments: Arguments, _ interpreter: Interpreter
  ) throws(JinjaError) -> JinjaValue {
    guard case .string(let format) = try arguments.bind("format", in: "strftime_now")[0] else {
      throw .type("'strftime_now' needs a format such as '%Y-%m-%d'")
    }
    guard let clock = interpreter.options.clock else {
      throw .type("the template asks for the date, and no clock was given; pass a date")
    }
    try interpreter.spend(text: format.utf8.count)
    return try interpreter.text(clock().text(format))
  }

  private static func dictionary(
    _ arguments: Arguments, _ interpreter: Interpreter
  ) throws(JinjaError) -> JinjaDictionary {
    guard arguments.positional.count <= 1 else {
      throw .type("'dict' and 'namespace' take one dict and named values")
    }
    var result = JinjaDictionary()
    switch arguments.positional.first {
    case nil: break
    case .dict(let given): result = given
    case .some(let pairs):
      for pair in try interpreter.items(of: pairs) {
        let halves = try interpreter.items(of: pair)
        guard halves.count == 2 else { throw .type("'dict' needs pairs of a key and a value") }
        result[try interpreter.dictionaryKey(halves[0])] = halves[1]
      }
    }
    for (name, value) in arguments.keyword {
      result[.string(name)] = value
    }
    _ = try interpreter.nested(.dict(result))
    return result
  }

  private static func range(
    _ arguments: Arguments, _ interpreter: Interpreter
  ) throws(JinjaError) -> JinjaValue {
    guard arguments.keyword.isEmpty, (1...3).contains(arguments.positional.count) else {
      throw .type("'range' takes from 1 to 3 ints: start, stop and step")
    }
    var bounds: [Int] = []
    for value in arguments.positional {
      if case .undefined(let name) = value { throw .undefinedValue(name) }
      guard let bound = value.integer else {
        throw .type("'range' needs ints, not a \(value.typeName); add |int")
      }
      bounds.append(bound)
    }
    let start = bounds.count > 1 ? bounds[0] : 0
    let stop = bounds.count > 1 ? bounds[1] : bounds[0]
    let step = bounds.count > 2 ? bounds[2] : 1
    guard step != 0 else { throw .type("the step of 'range' cannot be 0; use 1 or -1") }
    let (distance, overflows) = stop.subtractingReportingOverflow(start)
    let isEmpty = step > 0 ? stop <= start : stop >= start
    let count = isEmpty ? 0 : Int((distance.magnitude - 1) / step.magnitude)
    guard isEmpty || !overflows, count < interpreter.limits.rangeLength else {
      throw .limit(
        "a range of more than \(interpreter.limits.rangeLength) numbers; use a smaller one")
    }
    return .object(
      JinjaObject(
        .range(
          RangeValue(start: start, stop: stop, step: step, count: isEmpty ? 0 : count + 1))))
  }
}

/// The tests of the language, which follow `is`.
enum Tests {
  private typealias Check =
    @Sendable (Interpreter, JinjaValue, Arguments) throws(JinjaError) -> Bool

  private static let table: [String: Check] = comparisons.merging(others) { $1 }

  /// Whether there is a test of the name.
  static func exists(_ name: String) -> Bool {
    table[name] != nil
  }

  /// The message for a test that does not exist.
  static func missing(_ name: String) -> String {
    "there is no test '\(String(name.prefix(100)))'; see Jinja2's list, or compare with =="
  }

  /// Whether a value passes a test.
  static func apply(
    _ name: String, to value: JinjaValue, _ arguments: Arguments, _ interpreter: Interpreter
  ) throws(JinjaError) -> Bool {
    guard let check = table[name] else { throw .type(missing(name)) }
    if others[name] != nil { _ = try arguments.bind(in: "is \(name)") }
    return try check(interpreter, value, arguments)
  }

  // MARK: Comparisons

  private static func comparing(_ comparator: Expression.Comparator) -> Check {
    { interpreter, value, arguments throws(JinjaError) in
      guard let other = try arguments.bind("other", in: comparator.rawValue)[0] else {
        throw .type("the test '\(comparator.rawValue)' needs something to compare with")
      }
      return try interpreter.compare(value, comparator, other)
    }
  }

  private static let comparisons: [String: Check] = [
    "==": comparing(.equal), "eq": comparing(.equal), "equalto": comparing(.equal),
    "!=": comparing(.notEqual), "ne": comparing(.notEqual),
    ">": comparing(.greater), "gt": comparing(.greater), "greaterthan": comparing(.greater),
    ">=": comparing(.greaterOrEqual), "ge": comparing(.greaterOrEqual),
    "<": comparing(.less), "lt": comparing(.less), "lessthan": comparing(.less),
    "<=": comparing(.lessOrEqual), "le": comparing(.lessOrEqual),
    "in": comparing(.isIn),
    "divisibleby": { interpreter, value, arguments throws(JinjaError) in
      guard let divisor = try arguments.bind("num", in: "divisibleby")[0] else {
        throw .type("the test 'divisibleby' needs a divisor")
      }
      return try remainder(value, divisor, interpreter, is: 0)
    },
    "sameas": { _, value, arguments throws(JinjaError) in
      try arguments.bind("other", in: "sameas")[0] == value
    },
  ]

  private static func remainder(
    _ value: JinjaValue, _ divisor: JinjaValue, _ interpreter: Interpreter, is wanted: Int
  ) throws(JinjaError) -> Bool {
    let rest = try Arithmetic.apply(.modulo, value, divisor, interpreter)
    return try interpreter.equal(rest, .int(wanted))
  }

  // MARK: Types

  private static let others: [String: Check] = [
    "odd": { interpreter, value, _ throws(JinjaError) in
      try remainder(value, .int(2), interpreter, is: 1)
    },
    "even": { interpreter, value, _ throws(JinjaError) in
      try remainder(value, .int(2), interpreter, is: 0)
    },
    "defined": { _, value, _ in !value.isUndefined },
    "undefined": { _, value, _ in value.isUndefined },
    "none": { _, value, _ in value == JinjaValue.none },
    "boolean": { _, value, _ in value == .bool(true) || value == .bool(false) },
    "true": { _, value, _ in value == .bool(true) },
    "false": { _, value, _ in value == .bool(false) },
    "integer": { _, value, _ in if case .int = value { true } else { false } },
    "float": { _, value, _ in if case .double = value { true } else { false } },
    "number": { _, value, _ in value.number != nil },
    "string": { _, value, _ in if case .string = value { true } else { false } },
    "mapping": { _, value, _ in if case .dict = value { true } else { false } },
    "escaped": { _, _, _ in false },
    "iterable": isIterable,
    "sequence": isSequence,
    "callable": isCallable,
    "lower": { interpreter, value, _ throws(JinjaError) in
      try interpreter.string(value).isCased(upper: false)
    },
    "upper": { interpreter, value, _ throws(JinjaError) in
      try interpreter.string(value).isCased(upper: true)
    },
    "filter": { interpreter, value, _ in
      guard case .string(let name) = value else { return false }
      return Filters.exists(name, interpreter.options)
    },
    "test": { _, value, _ in
      guard case .string(let name) = value else { return false }
      return exists(name)
    },
  ]

  @Sendable private static func isIterable(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> Bool {
    switch value {
    case .none, .bool, .int, .double: return false
    case .string, .list, .tuple, .dict: return true
    case .undefined:
      try interpreter.requireDefined(value)
      return true
    case .object(let object):
      switch object.kind {
      case .range, .iterator, .view, .loop: return true
      case .namespace, .macro, .method, .function, .cycler, .joiner: return false
      }
    }
  }

  /// Whether a value has a length and items, as Jinja understands a sequence.
  @Sendable private static func isSequence(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) -> Bool {
    switch value {
    case .none, .bool, .int, .double: return false
    case .string, .list, .tuple, .dict: return true
    case .undefined(let name): return interpreter.options.undefined == .lenient || name.isEmpty
    case .object(let object):
      if case .range = object.kind { return true }
      return false
    }
  }

  @Sendable private static func isCallable(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) -> Bool {
    switch value {
    case .undefined: return true
    case .none, .bool, .int, .double, .string, .list, .tuple, .dict: return false
    case .object(let object):
      switch object.kind {
      case .macro, .method, .function, .loop, .joiner: return true
      case .namespace, .range, .iterator, .view, .cycler: return false
      }
    }
  }
}

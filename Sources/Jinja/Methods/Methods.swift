/// The methods of Python's types that templates may call: all that change nothing.
enum Methods {
  typealias Method =
    @Sendable (Interpreter, JinjaValue, Arguments) throws(JinjaError) -> JinjaValue

  private static let strings = stringMethods.merging(searchMethods) { $1 }
    .merging(splittingMethods) { $1 }

  private static let changing: Set<String> = [
    "append", "clear", "extend", "insert", "pop", "popitem", "remove", "setdefault", "sort",
    "update",
  ]

  private static func table(for value: JinjaValue) -> [String: Method] {
    switch value {
    case .string: return strings
    case .dict: return dictMethods
    case .list: return listMethods
    case .tuple: return tupleMethods
    case .int, .bool: return integerMethods
    case .double: return doubleMethods
    case .object(let object):
      switch object.kind {
      case .loop: return loopMethods
      case .cycler: return cyclerMethods
      case .range: return tupleMethods
      default: return [:]
      }
    case .undefined, .none: return [:]
    }
  }

  /// Whether a value has a method of the name.
  static func exist(_ name: String, on value: JinjaValue) -> Bool {
    if table(for: value)[name] != nil { return true }
    switch value {
    case .list: return changing.contains(name) || name == "reverse"
    case .dict: return changing.contains(name) && !["append", "extend", "sort"].contains(name)
    default: return false
    }
  }

  /// The value that a method returns.
  static func call(
    _ name: String, on value: JinjaValue, _ arguments: Arguments, _ interpreter: Interpreter
  ) throws(JinjaError) -> JinjaValue {
    guard let method = table(for: value)[name] else {
      throw .type(
        "'\(name)' would change a \(value.typeName), and templates change no data; "
          + "build a new one with + or a namespace")
    }
    try interpreter.spend(1)
    return try method(interpreter, value, arguments)
  }

  // MARK: Numbers, loops and cyclers

  private static let integerMethods: [String: Method] = [
    "bit_length": { _, value, _ in
      let magnitude = (value.integer ?? 0).magnitude
      return .int(UInt.bitWidth - magnitude.leadingZeroBitCount)
    }
  ]

  private static let doubleMethods: [String: Method] = [
    "is_integer": { _, value, _ in
      guard case .double(let number) = value else { return .bool(false) }
      return .bool(number.isFinite && number == number.rounded())
    }
  ]

  private static let loopMethods: [String: Method] = [
    "cycle": { _, value, arguments throws(JinjaError) in
      guard case .object(let object) = value, case .loop(let state) = object.kind else {
        return .none
      }
      guard !arguments.positional.isEmpty else {
        throw .type("'loop.cycle' needs values to cycle through")
      }
      return arguments.positional[state.index % arguments.positional.count]
    },
    "changed": { interpreter, value, arguments throws(JinjaError) in
      guard case .object(let object) = value, case .loop(var state) = object.kind else {
        return .none
      }
      let hasChanged =
        try state.lastChanged.map { last throws(JinjaError) in
          try !interpreter.equal(.tuple(last), .tuple(arguments.positional))
        } ?? true
      if hasChanged {
        interpreter.keep(object)
        state.lastChanged = arguments.positional
        object.kind = .loop(state)
      }
      return .bool(hasChanged)
    },
  ]

  private static let cyclerMethods: [String: Method] = [
    "next": { _, value, _ in
      guard case .object(let object) = value, case .cycler(let items, let index) = object.kind
      else { return .none }
      object.kind = .cycler(items: items, index: (index + 1) % items.count)
      return items[index]
    },
    "reset": { _, value, _ in
      guard case .object(let object) = value, case .cycler(let items, _) = object.kind else {
        return .none
      }
      object.kind = .cycler(items: items, index: 0)
      return .none
    },
  ]
}

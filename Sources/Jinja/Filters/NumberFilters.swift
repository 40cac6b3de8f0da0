extension Filters {
  static let numberFilters: [String: Filter] = [
    "abs": absolute,
    "filesizeformat": fileSize,
    "float": float,
    "int": int,
    "round": round,
    "sum": sum,
  ]

  @Sendable private static func absolute(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    _ = try arguments.bind(in: "abs")
    if case .undefined(let name) = value { throw .undefinedValue(name) }
    if case .double(let number) = value { return .double(number.magnitude) }
    guard let number = value.integer else { throw .type("'abs' needs a number") }
    guard let magnitude = Int(exactly: number.magnitude) else { throw .integerOverflow }
    return .int(magnitude)
  }

  @Sendable private static func int(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    let bound = try arguments.bind("default", "base", in: "int")
    let base = try integer(bound[1], default: 10, "base", "int")
    let standard = bound[0] ?? .int(0)
    switch value {
    case .undefined(let name): throw .undefinedValue(name)
    case .string(let text):
      guard base == 0 || (2...36).contains(base) else { return standard }
      try interpreter.spend(text: text.utf8.count)
      if let number = try text.pythonInteger(base: base) { return .int(number) }
      guard let number = text.pythonDouble else { return standard }
      return try whole(number, or: standard)
    case .double(let number): return try whole(number, or: standard)
    default: return value.integer.map(JinjaValue.int) ?? standard
    }
  }

  private static func whole(
    _ number: Double, or standard: JinjaValue
  ) throws(JinjaError) -> JinjaValue {
    guard number.isFinite else { return standard }
    guard let whole = Int(exactly: number.rounded(.towardZero)) else { throw .integerOverflow }
    return .int(whole)
  }

  @Sendable private static func float(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    let bound = try arguments.bind("default", in: "float")
    let standard = bound[0] ?? .double(0)
    switch value {
    case .undefined(let name): throw .undefinedValue(name)
    case .string(let text):
      try interpreter.spend(text: text.utf8.count)
      return text.pythonDouble.map(JinjaValue.double) ?? standard
    default: return value.number.map(JinjaValue.double) ?? standard
    }
  }

  @Sendable private static func round(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    let bound = try arguments.bind("precision", "method", in: "round")
    let places = try integer(bound[0], default: 0, "precision", "round")
    try interpreter.spend(50)
    let method =
      try bound[1].map { name throws(JinjaError) in
        try string(name, "method", "round")
      } ?? "common"
    if case .undefined(let name) = value { throw .undefinedValue(name) }
    guard let number = value.number else { throw .type("'round' needs a number") }
    switch method {
    case "common":
      guard let whole = value.integer else { return .double(rounded(number, places)) }
      return .int(try rounded(whole, places))
    case "ceil", "floor":
      let scale = Double("1e\(max(-300, min(300, places)))") ?? 1
      let scaled = (number * scale).rounded(method == "ceil" ? .up : .down)
      // Python rounds to an int first, which has no negative zero.
      return .double((scaled + 0) / scale)
    default: throw .type("'round' needs 'common', 'ceil' or 'floor' as 'method'")
    }
  }

  /// The integer rounded half to even to a power of ten.
  private static func rounded(_ number: Int, _ places: Int) throws(JinjaError) -> Int {
    guard places < 0 else { return number }
    guard places >= -18 else { return 0 }
    let scale = (0..<(-places)).reduce(1) { scale, _ in scale * 10 }
    let (quotient, rest) = number.quotientAndRemainder(dividingBy: scale)
    let isUp =
      rest.magnitude * 2 == scale.magnitude
      ? quotient % 2 != 0 : rest.magnitude * 2 > scale.magnitude
    let rounded = isUp ? quotient + number.signum() : quotient
    let (result, overflows) = rounded.multipliedReportingOverflow(by: scale)
    guard !overflows else { throw .integerOverflow }
    return result
  }

  /// The number rounded half to even on its exact decimal digits.
  private static func rounded(_ number: Double, _ places: Int) -> Double {
    guard number.isFinite, places < 400 else { return number }
    guard places > -400 else { return 0 }
    var decimal = DecimalDigits(exact: number)
    decimal.round(places: places)
    let text = decimal.fixedText(places: max(0, places))
    return Double(signOf: number, magnitudeOf: Double(text) ?? number)
  }

  @Sendable private static func sum(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    let bound = try arguments.bind("attribute", "start", in: "sum")
    var total = bound[1] ?? .int(0)
    let getter = AttributeGetter(bound[0])
    for item in try interpreter.items(of: value) {
      try interpreter.spend(1)
      total = try Arithmetic.apply(
        .add, total, try getter.value(of: item, interpreter), interpreter)
    }
    return total
  }

  @Sendable private static func fileSize(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    let bound = try arguments.bind("binary", in: "filesizeformat")
    let isBinary = try interpreter.flag(bound[0])
    var number = value.number
    if case .string(let text) = value { number = text.pythonDouble }
    if case .undefined(let name) = value { throw .undefinedValue(name) }
    guard let bytes = number else { throw .type("'filesizeformat' needs a number") }
    let base: Double = isBinary ? 1024 : 1000
    if bytes == 1 { return .string("1 Byte") }
    if bytes < base, bytes > -1e15 { return .string("\(Int(bytes)) Bytes") }
    var unit = base
    var prefixes = "kMGTPEZY".unicodeScalars[...]
    var format = NumberFormat()
    format.type = "f"
    format.precision = 1
    while prefixes.count > 1, bytes >= unit * base {
      prefixes.removeFirst()
      unit *= base
    }
    let letter = String(prefixes.first ?? "Y")
    let prefix = isBinary ? letter.uppercased() + "iB" : letter + "B"
    return .string("\(try format.double(bytes / unit)) \(prefix)")
  }
}

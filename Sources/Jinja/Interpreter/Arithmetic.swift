import Foundation

/// The operators of expressions, with Python's meaning and checked integers.
enum Arithmetic {
  /// The value of `left symbol right`.
  static func apply(
    _ symbol: Token.Symbol, _ left: JinjaValue, _ right: JinjaValue, _ interpreter: Interpreter
  ) throws(JinjaError) -> JinjaValue {
    if symbol == .modulo, case .string(let template) = left {
      // The exact digits of a float can be many.
      try interpreter.spend(template.utf8.count * 20)
      return try interpreter.text(
        try PercentFormat.render(template, right, options: interpreter.options))
    }
    for case .undefined(let name) in [left, right] { throw .undefinedValue(name) }
    if let a = left.integer, let b = right.integer { return try integers(symbol, a, b) }
    if let a = left.number, let b = right.number { return try doubles(symbol, a, b) }
    switch (symbol, left, right) {
    case (.add, .string(let a), .string(let b)):
      try interpreter.spend(text: a.utf8.count + b.utf8.count)
      return .string(a + b)
    case (.add, .list(let a), .list(let b)):
      try interpreter.spend(a.count + b.count)
      return .list(a + b)
    case (.add, .tuple(let a), .tuple(let b)):
      try interpreter.spend(a.count + b.count)
      return .tuple(a + b)
    case (.multiply, _, _):
      if let repeated = try repetition(left, right, interpreter) { return repeated }
    default: break
    }
    throw .type(
      "'\(symbol.rawValue)' does not work on \(left.typeName) and \(right.typeName); "
        + "convert one of them, or join texts with ~")
  }

  /// The value of `-operand` or `+operand`.
  static func sign(
    _ operand: JinjaValue, isNegative: Bool, _ interpreter: Interpreter
  ) throws(JinjaError) -> JinjaValue {
    if case .undefined(let name) = operand { throw .undefinedValue(name) }
    if case .double(let value) = operand { return .double(isNegative ? -value : value) }
    guard let value = operand.integer else {
      throw .type("a \(operand.typeName) has no sign; convert it to a number")
    }
    guard isNegative else { return .int(value) }
    return .int(try checked(0.subtractingReportingOverflow(value)))
  }

  private static func repetition(
    _ left: JinjaValue, _ right: JinjaValue, _ interpreter: Interpreter
  ) throws(JinjaError) -> JinjaValue? {
    guard let times = left.integer ?? right.integer else { return nil }
    let count = max(0, times)
    switch left.integer == nil ? left : right {
    case .string(let text):
      let (bytes, overflows) = text.utf8.count.multipliedReportingOverflow(by: count)
      try interpreter.spend(text: overflows ? .max : bytes)
      return .string(String(repeating: text, count: text.isEmpty ? 0 : count))
    case .list(let items):
      return .list(try repeated(items, count, interpreter))
    case .tuple(let items):
      return .tuple(try repeated(items, count, interpreter))
    default: return nil
    }
  }

  private static func repeated(
    _ items: [JinjaValue], _ count: Int, _ interpreter: Interpreter
  ) throws(JinjaError) -> [JinjaValue] {
    guard !items.isEmpty else { return [] }
    let (total, overflows) = items.count.multipliedReportingOverflow(by: count)
    try interpreter.spend(overflows ? interpreter.limits.steps + 1 : total)
    return Array(repeatElement(items, count: count).joined())
  }

  // MARK: Numbers

  private static func checked(
    _ result: (partialValue: Int, overflow: Bool)
  ) throws(JinjaError) -> Int {
    guard !result.overflow else { throw .integerOverflow }
    return result.partialValue
  }

  private static let divisionByZero = JinjaError.type("division by zero; test the divisor first")

  private static func integers(
    _ symbol: Token.Symbol, _ a: Int, _ b: Int
  ) throws(JinjaError) -> JinjaValue {
    switch symbol {
    case .add: return .int(try checked(a.addingReportingOverflow(b)))
    case .subtract: return .int(try checked(a.subtractingReportingOverflow(b)))
    case .multiply: return .int(try checked(a.multipliedReportingOverflow(by: b)))
    case .divide: return try doubles(.divide, Double(a), Double(b))
    case .floorDivide:
      guard b != 0 else { throw divisionByZero }
      let quotient = try checked(a.dividedReportingOverflow(by: b))
      return .int(a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient)
    case .modulo:
      guard b != 0 else { throw divisionByZero }
      let rest = a.remainderReportingOverflow(dividingBy: b).partialValue
      return .int(rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest)
    default:
      return b < 0
        ? try doubles(.power, Double(a), Double(b)) : .int(try power(a, b))
    }
  }

  private static func power(_ base: Int, _ exponent: Int) throws(JinjaError) -> Int {
    var result = 1
    var factor = base
    var rest = exponent
    while rest > 0 {
      if rest % 2 == 1 { result = try checked(result.multipliedReportingOverflow(by: factor)) }
      rest /= 2
      if rest > 0 { factor = try checked(factor.multipliedReportingOverflow(by: factor)) }
    }
    return result
  }

  private static func doubles(
    _ symbol: Token.Symbol, _ a: Double, _ b: Double
  ) throws(JinjaError) -> JinjaValue {
    switch symbol {
    case .add: return .double(a + b)
    case .subtract: return .double(a - b)
    case .multiply: return .double(a * b)
    case .divide:
      guard b != 0 else { throw divisionByZero }
      return .double(a / b)
    case .floorDivide:
      guard b != 0 else { throw divisionByZero }
      return .double(flooredQuotient(a, b))
    case .modulo:
      guard b != 0 else { throw divisionByZero }
      return .double(flooredRemainder(a, b))
    default:
      if a == 0, b < 0 { throw divisionByZero }
      if a < 0, a.isFinite, b.isFinite, b != b.rounded() {
        throw .type("a negative number has no real power of \(b.pythonText)")
      }
      let result = pow(a, b)
      if result.isInfinite, a.isFinite, b.isFinite {
        throw .limit("the power is beyond the range of floats; use smaller numbers")
      }
      return .double(result)
    }
  }

  /// The remainder with the divisor's sign.
  private static func flooredRemainder(_ a: Double, _ b: Double) -> Double {
    let rest = a.truncatingRemainder(dividingBy: b)
    if rest == 0 { return Double(signOf: b, magnitudeOf: 0) }
    return (rest < 0) != (b < 0) ? rest + b : rest
  }

  /// The quotient rounded down, as CPython computes it from the remainder.
  private static func flooredQuotient(_ a: Double, _ b: Double) -> Double {
    let quotient = (a - flooredRemainder(a, b)) / b
    guard quotient != 0 else { return Double(signOf: a / b, magnitudeOf: 0) }
    let floored = quotient.rounded(.down)
    return quotient - floored > 0.5 ? floored + 1 : floored
  }
}

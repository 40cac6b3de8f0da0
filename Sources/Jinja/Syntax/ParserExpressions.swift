extension Parser {
  /// An expression; without conditions, `if` ends it.
  mutating func expression(withCondition: Bool = true) throws(JinjaError) -> Expression {
    try enter()
    defer { leave() }
    return try withCondition ? conditional() : or()
  }

  private mutating func conditional() throws(JinjaError) -> Expression {
    var result = try or()
    var levels = 0
    defer { for _ in 0..<levels { leave() } }
    while skip(name: "if") {
      try enter()
      levels += 1
      let test = try or()
      let otherwise: Expression? = skip(name: "else") ? try expression() : nil
      result = .conditional(test: test, then: result, otherwise: otherwise)
    }
    return result
  }

  private mutating func or() throws(JinjaError) -> Expression {
    var operands = [try and()]
    while skip(name: "or") {
      operands.append(try and())
    }
    return operands.count == 1 ? operands[0] : .or(operands)
  }

  private mutating func and() throws(JinjaError) -> Expression {
    var operands = [try not()]
    while skip(name: "and") {
      operands.append(try not())
    }
    return operands.count == 1 ? operands[0] : .and(operands)
  }

  private mutating func not() throws(JinjaError) -> Expression {
    guard skip(name: "not") else { return try comparison() }
    try enter()
    defer { leave() }
    return .not(try not())
  }

  private mutating func comparison() throws(JinjaError) -> Expression {
    let first = try sum()
    var steps: [Expression.ComparisonStep] = []
    while true {
      let offset = current.offset
      var comparator: Expression.Comparator?
      if case .symbol(let symbol) = current.kind {
        comparator = Expression.Comparator(rawValue: symbol.rawValue)
        if comparator != nil { advance() }
      } else if skip(name: "in") {
        comparator = .isIn
      } else if isName("not"), next.kind == .name("in") {
        advance()
        advance()
        comparator = .isNotIn
      }
      guard let comparator else { break }
      steps.append(.init(comparator: comparator, operand: try sum(), offset: offset))
    }
    return steps.isEmpty ? first : .comparison(first, steps)
  }

  private mutating func sum() throws(JinjaError) -> Expression {
    let first = try concatenation()
    var steps: [Expression.ArithmeticStep] = []
    while case .symbol(let symbol) = current.kind, symbol == .add || symbol == .subtract {
      let offset = current.offset
      advance()
      steps.append(.init(symbol: symbol, operand: try concatenation(), offset: offset))
    }
    return steps.isEmpty ? first : .arithmetic(first, steps)
  }

  private mutating func concatenation() throws(JinjaError) -> Expression {
    let offset = current.offset
    var operands = [try product()]
    while skip(.concatenate) {
      operands.append(try product())
    }
    return operands.count == 1 ? operands[0] : .concatenation(operands, offset: offset)
  }

  private mutating func product() throws(JinjaError) -> Expression {
    let first = try power()
    var steps: [Expression.ArithmeticStep] = []
    while case .symbol(let symbol) = current.kind,
      [.multiply, .divide, .floorDivide, .modulo].contains(symbol)
    {
      let offset = current.offset
      advance()
      steps.append(.init(symbol: symbol, operand: try power(), offset: offset))
    }
    return steps.isEmpty ? first : .arithmetic(first, steps)
  }

  private mutating func power() throws(JinjaError) -> Expression {
    let first = try unary()
    var steps: [Expression.ArithmeticStep] = []
    while isSymbol(.power) {
      let offset = current.offset
      advance()
      steps.append(.init(symbol: .power, operand: try unary(), offset: offset))
    }
    return steps.isEmpty ? first : .arithmetic(first, steps)
  }

  private mutating func unary(withFilters: Bool = true) throws(JinjaError) -> Expression {
    let offset = current.offset
    var operand: Expression
    if isSymbol(.subtract) || isSymbol(.add) {
      let isNegative = isSymbol(.subtract)
      try enter()
      defer { leave() }
      advance()
      operand = .sign(negative: isNegative, try unary(withFilters: false), offset: offset)
    } else {
      operand = try primary()
    }
    var steps = try accesses()
    if withFilters { steps += try filtersAndTests() }
    return steps.isEmpty ? operand : .postfix(operand, steps)
  }

  /// A name, a literal or something in brackets.
  mutating func primary() throws(JinjaError) -> Expression {
    let token = current
    switch token.kind {
    case .name(let text):
      advance()
      return constant(named: text) ?? loaded(text, at: token.offset)
    case .string(let text):
      advance()
      var joined = text
      while case .string(let more) = current.kind {
        advance()
        joined += more
      }
      return .constant(.string(joined))
    case .integer(let value):
      advance()
      return .constant(.int(value))
    case .float(let value):
      advance()
      return .constant(.double(value))
    case .symbol(.openParenthesis):
      advance()
      let inner = try tuple(inParentheses: true)
      try expect(.closeParenthesis)
      return inner
    case .symbol(.openBracket):
      return try list()
    case .symbol(.openBrace):
      return try dict()
    default:
      throw failure("expected an expression, not \(token.described)")
    }
  }

  private func constant(named text: String) -> Expression? {
    switch text {
    case "true", "True": .constant(.bool(true))
    case "false", "False": .constant(.bool(false))
    case "none", "None": .constant(.none)
    default: nil
    }
  }

  private mutating func loaded(_ text: String, at offset: Int) -> Expression {
    noteUse(of: text)
    return .name(name(text, at: offset))
  }

  /// One expression, or a tuple where commas follow.
  mutating func tuple(
    withCondition: Bool = true, inParentheses: Bool = false, endingBefore end: String? = nil
  ) throws(JinjaError) -> Expression {
    var items: [Expression] = []
    var isTuple = false
    while true {
      if !items.isEmpty { try expect(.comma) }
      if isTupleEnd(end) { break }
      items.append(try expression(withCondition: withCondition))
      guard isSymbol(.comma) else { break }
      isTuple = true
    }
    if !isTuple, let only = items.first { return only }
    guard isTuple || inParentheses else {
      throw failure("expected an expression, not \(current.described)")
    }
    return .tuple(items)
  }

  private func isTupleEnd(_ end: String?) -> Bool {
    switch current.kind {
    case .variableEnd, .blockEnd, .symbol(.closeParenthesis): true
    case .name(let name): name == end
    default: false
    }
  }

  private mutating func list() throws(JinjaError) -> Expression {
    try expect(.openBracket)
    var items: [Expression] = []
    while !isSymbol(.closeBracket) {
      if !items.isEmpty { try expect(.comma) }
      if isSymbol(.closeBracket) { break }
      items.append(try expression())
    }
    try expect(.closeBracket)
    return .list(items)
  }

  private mutating func dict() throws(JinjaError) -> Expression {
    let offset = current.offset
    try expect(.openBrace)
    var items: [(key: Expression, value: Expression)] = []
    while !isSymbol(.closeBrace) {
      if !items.isEmpty { try expect(.comma) }
      if isSymbol(.closeBrace) { break }
      let key = try expression()
      try expect(.colon)
      items.append((key: key, value: try expression()))
    }
    try expect(.closeBrace)
    return .dict(items, offset: offset)
  }
}

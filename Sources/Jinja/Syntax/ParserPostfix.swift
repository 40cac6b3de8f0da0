extension Parser {
  /// The attributes, items and calls that follow a value.
  mutating func accesses() throws(JinjaError) -> [Postfix] {
    var steps: [Postfix] = []
    while true {
      let offset = current.offset
      switch current.kind {
      case .symbol(.dot):
        steps.append(try attribute())
      case .symbol(.openBracket):
        steps.append(try subscripted())
      case .symbol(.openParenthesis):
        steps.append(.call(try arguments(), offset: offset))
      default:
        return steps
      }
    }
  }

  /// The filters and tests that follow a value, and calls of what they give.
  mutating func filtersAndTests() throws(JinjaError) -> [Postfix] {
    var steps: [Postfix] = []
    while true {
      let offset = current.offset
      switch current.kind {
      case .symbol(.pipe):
        advance()
        steps.append(try filter())
      case .name("is"):
        steps.append(try test())
      case .symbol(.openParenthesis):
        steps.append(.call(try arguments(), offset: offset))
      default:
        return steps
      }
    }
  }

  private mutating func attribute() throws(JinjaError) -> Postfix {
    advance()
    let token = current
    advance()
    switch token.kind {
    case .name(let name): return .attribute(name, offset: token.offset)
    case .integer(let index): return .item(.constant(.int(index)), offset: token.offset)
    default:
      throw failure(
        "expected a name or number after '.', not \(token.described)", at: token.offset)
    }
  }

  private mutating func subscripted() throws(JinjaError) -> Postfix {
    let offset = current.offset
    advance()
    var items: [Postfix] = []
    while !isSymbol(.closeBracket) {
      if !items.isEmpty { try expect(.comma) }
      items.append(try itemOrSlice(at: offset))
    }
    try expect(.closeBracket)
    if items.count == 1 { return items[0] }
    var keys: [Expression] = []
    for item in items {
      guard case .item(let key, _) = item else {
        throw failure("a slice cannot stand beside other indices; use one", at: offset)
      }
      keys.append(key)
    }
    return .item(.tuple(keys), offset: offset)
  }

  private mutating func itemOrSlice(at offset: Int) throws(JinjaError) -> Postfix {
    var start: Expression?
    if !isSymbol(.colon) {
      let first = try expression()
      guard isSymbol(.colon) else { return .item(first, offset: offset) }
      start = first
    }
    advance()
    let stop = try slicePart()
    let step = skip(.colon) ? try slicePart() : nil
    return .slice(start: start, stop: stop, step: step, offset: offset)
  }

  private mutating func slicePart() throws(JinjaError) -> Expression? {
    if isSymbol(.colon) || isSymbol(.closeBracket) || isSymbol(.comma) { return nil }
    return try expression()
  }

  /// Arguments in parentheses.
  mutating func arguments() throws(JinjaError) -> CallArguments {
    let start = current.offset
    try expect(.openParenthesis)
    var arguments = CallArguments()
    var needsComma = false
    func ensure(_ isValid: Bool) throws(JinjaError) {
      guard isValid else {
        throw failure(
          "arguments are out of order; write positional ones, then *, names and **", at: start)
      }
    }
    while !isSymbol(.closeParenthesis) {
      if needsComma {
        try expect(.comma)
        if isSymbol(.closeParenthesis) { break }
      }
      if skip(.multiply) {
        try ensure(arguments.sequence == nil && arguments.mapping == nil)
        arguments.sequence = try expression()
      } else if skip(.power) {
        try ensure(arguments.mapping == nil)
        arguments.mapping = try expression()
      } else if case .name(let name) = current.kind, next.kind == .symbol(.assign) {
        try ensure(arguments.mapping == nil)
        advance()
        advance()
        guard !arguments.keyword.contains(where: { $0.name == name }) else {
          throw failure("the argument '\(name)' is given twice", at: start)
        }
        arguments.keyword.append((name: name, value: try expression()))
      } else {
        try ensure(
          arguments.sequence == nil && arguments.mapping == nil && arguments.keyword.isEmpty)
        arguments.positional.append(try expression())
      }
      needsComma = true
    }
    try expect(.closeParenthesis)
    return arguments
  }

  private mutating func dottedName() throws(JinjaError) -> String {
    var name = try expectName()
    while skip(.dot) {
      name += "." + (try expectName())
    }
    return name
  }

  /// A filter with its arguments; the `|` is behind.
  mutating func filter() throws(JinjaError) -> Postfix {
    let offset = current.offset
    let name = try dottedName()
    let arguments = isSymbol(.openParenthesis) ? try self.arguments() : CallArguments()
    return .filter(name, arguments, offset: offset)
  }

  private mutating func test() throws(JinjaError) -> Postfix {
    advance()
    let isNegated = skip(name: "not")
    let offset = current.offset
    let name = try dottedName()
    var arguments = CallArguments()
    if isSymbol(.openParenthesis) {
      arguments = try self.arguments()
    } else if startsTestArgument {
      if isName("is") { throw failure("tests cannot be chained; join them with 'and'") }
      let operand = try primary()
      let steps = try accesses()
      arguments.positional = [steps.isEmpty ? operand : .postfix(operand, steps)]
    }
    return .test(name, arguments, isNegated: isNegated, offset: offset)
  }

  private var startsTestArgument: Bool {
    switch current.kind {
    case .name(let name): !["else", "or", "and"].contains(name)
    case .string, .integer, .float, .symbol(.openBracket), .symbol(.openBrace): true
    default: false
    }
  }
}

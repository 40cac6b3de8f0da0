extension Parser {
  /// A name, attribute or tuple of such that a value may be assigned to.
  mutating func target(
    endingBefore end: String? = nil, withAttributes: Bool = false
  ) throws(JinjaError) -> Target {
    var items: [Target] = []
    var isTuple = false
    while true {
      if !items.isEmpty {
        try expect(.comma)
        if case .name(let name) = current.kind, name == end { break }
        if current.kind == .blockEnd || isSymbol(.closeParenthesis) { break }
      }
      items.append(try singleTarget(withAttributes: withAttributes))
      guard isSymbol(.comma) else { break }
      isTuple = true
    }
    return isTuple ? .tuple(items) : items[0]
  }

  private mutating func singleTarget(withAttributes: Bool) throws(JinjaError) -> Target {
    if isSymbol(.openParenthesis) {
      try enter()
      defer { leave() }
      advance()
      let inner = try target(withAttributes: withAttributes)
      try expect(.closeParenthesis)
      return inner
    }
    let offset = current.offset
    let text = try expectName()
    guard !["true", "false", "none", "True", "False", "None"].contains(text) else {
      throw failure("'\(text)' is a constant; choose another name", at: offset)
    }
    let name = name(text, at: offset)
    guard withAttributes, skip(.dot) else { return .name(name) }
    return .attribute(name, try expectName())
  }

  mutating func macro(opening: Token) throws(JinjaError) -> Statement {
    let offset = current.offset
    let text = try expectName()
    let definition = try definition(name: text, hasSignature: true) { parser throws(JinjaError) in
      try parser.body(closedBy: "endmacro", opening: opening)
    }
    return .macro(name(text, at: offset), definition)
  }

  mutating func callBlock(opening: Token) throws(JinjaError) -> Statement {
    var callee: (Expression, CallArguments)?
    let hasSignature = isSymbol(.openParenthesis)
    let caller = try definition(name: "", hasSignature: hasSignature) {
      parser throws(JinjaError) in
      callee = try parser.callee(opening: opening)
      return try parser.body(closedBy: "endcall", opening: opening)
    }
    guard let (function, arguments) = callee else { throw failure("expected a call") }
    return .call(
      CallBlock(
        callee: function, arguments: arguments, caller: caller, offset: opening.offset))
  }

  private mutating func callee(opening: Token) throws(JinjaError) -> (Expression, CallArguments) {
    let call = try expression()
    guard case .postfix(let base, var steps) = call, case .call(let arguments, _) = steps.popLast()
    else {
      throw failure("expected a call such as '{% call name() %}'", at: opening.offset)
    }
    return (steps.isEmpty ? base : .postfix(base, steps), arguments)
  }

  /// Parameters, if there are any, and a body that runs apart from the loops around it.
  private mutating func definition(
    name: String, hasSignature: Bool,
    body parseBody: (inout Parser) throws(JinjaError) -> [Statement]
  ) throws(JinjaError) -> MacroDefinition {
    let outerLoops = loopDepth
    loopDepth = 0
    defer { loopDepth = outerLoops }
    beginNotingNames()
    let parameters = hasSignature ? try signature() : []
    let body = try parseBody(&self)
    let used = endNotingNames().subtracting(parameters.map(\.name.text))
    var extras = MacroDefinition.Extras()
    if used.contains("caller") { extras.caller = slot(of: "caller") }
    if used.contains("kwargs") { extras.keywords = slot(of: "kwargs") }
    if used.contains("varargs") { extras.positionals = slot(of: "varargs") }
    return MacroDefinition(name: name, parameters: parameters, body: body, extras: extras)
  }

  private mutating func signature() throws(JinjaError) -> [MacroDefinition.Parameter] {
    var parameters: [MacroDefinition.Parameter] = []
    try expect(.openParenthesis)
    while !isSymbol(.closeParenthesis) {
      if !parameters.isEmpty { try expect(.comma) }
      let offset = current.offset
      let name = try name(expectName(), at: offset)
      let initial: Expression? = skip(.assign) ? try expression() : nil
      if initial == nil, parameters.last?.initial != nil {
        throw failure("'\(name.text)' needs a default, as it follows one with a default")
      }
      if initial == nil, name.text == "caller" {
        throw failure("the parameter 'caller' needs a default, or must be left out")
      }
      parameters.append(.init(name: name, initial: initial))
    }
    try expect(.closeParenthesis)
    return parameters
  }
}

extension Target {
  /// The variables that an assignment to the target sets.
  var names: [String] {
    switch self {
    case .name(let name): [name.text]
    case .tuple(let items): items.flatMap(\.names)
    case .attribute: []
    }
  }
}

extension Parser {
  /// Statements up to, not including, a block that begins with one of the names.
  mutating func statements(
    until ends: [String], opening: Token?
  ) throws(JinjaError) -> [Statement] {
    try enter()
    defer { leave() }
    var body: [Statement] = []
    while true {
      let token = current
      switch token.kind {
      case .text(let text):
        advance()
        body.append(.text(text))
      case .variableBegin:
        advance()
        body.append(.output(try tuple(), offset: token.offset))
        try expect(.variableEnd, "'}}'")
      case .blockBegin:
        advance()
        if case .name(let name) = current.kind, ends.contains(name) { return body }
        body += try statement(ends: ends, opening: opening)
        try expect(.blockEnd, "'%}'")
      default:
        guard ends.isEmpty else { throw unclosed(ends, opening) }
        return body
      }
    }
  }

  private func unclosed(_ ends: [String], _ opening: Token?) -> JinjaError {
    let wanted = ends.map { "'{% \($0) %}'" }.joined(separator: " or ")
    return failure(
      "the template ends without \(wanted); close \(opening?.described ?? "the block")",
      at: opening?.offset)
  }

  /// The body of a block whose name was read: from `%}` to the given end, which is left current.
  mutating func body(until ends: [String], opening: Token) throws(JinjaError) -> [Statement] {
    _ = skip(.colon)
    try expect(.blockEnd, "'%}'")
    return try statements(until: ends, opening: opening)
  }

  /// The body of a block up to its end, which is read.
  mutating func body(closedBy end: String, opening: Token) throws(JinjaError) -> [Statement] {
    let body = try body(until: [end], opening: opening)
    advance()
    return body
  }

  private mutating func statement(
    ends: [String], opening: Token?
  ) throws(JinjaError) -> [Statement] {
    let token = current
    guard case .name(let keyword) = token.kind else {
      throw failure("expected a statement such as 'if' or 'set', not \(token.described)")
    }
    advance()
    switch keyword {
    case "if": return [try conditional(opening: token)]
    case "for": return [try loop(opening: token)]
    case "set": return [try assignment(opening: token)]
    case "macro": return [try macro(opening: token)]
    case "call": return [try callBlock(opening: token)]
    case "filter": return [try filterBlock(opening: token)]
    case "with": return [try with(opening: token)]
    case "print": return try printed()
    case "generation":
      let body = try insideMacro { parser throws(JinjaError) in
        try parser.body(closedBy: "endgeneration", opening: token)
      }
      return [.scope(body)]
    case "block": return [try block(opening: token)]
    case "autoescape": return [try autoescape(opening: token)]
    case "break", "continue":
      guard loopDepth > 0 else {
        throw failure("'\(keyword)' outside a loop; move it into a 'for'", at: token.offset)
      }
      return [keyword == "break" ? .breakLoop : .continueLoop]
    default: throw unknown(keyword, token, ends: ends, opening: opening)
    }
  }

  private func unknown(
    _ keyword: String, _ token: Token, ends: [String], opening: Token?
  ) -> JinjaError {
    switch keyword {
    case "include", "import", "from", "extends":
      return failure(
        "'\(keyword)' needs other templates, and a template here stands alone; copy it in",
        at: token.offset)
    default:
      let hint = opening.map { "; \($0.described) is still open" } ?? ""
      return failure("unknown statement '\(keyword)'" + hint, at: token.offset)
    }
  }

  /// Parses what runs apart from the loops around it.
  private mutating func insideMacro<Result>(
    _ parse: (inout Parser) throws(JinjaError) -> Result
  ) throws(JinjaError) -> Result {
    let outer = loopDepth
    loopDepth = 0
    defer { loopDepth = outer }
    return try parse(&self)
  }

  private mutating func conditional(opening: Token) throws(JinjaError) -> Statement {
    var branches: [ConditionalBranch] = []
    while true {
      let test = try tuple(withCondition: false)
      let body = try body(until: ["elif", "else", "endif"], opening: opening)
      branches.append(ConditionalBranch(test: test, body: body))
      if skip(name: "elif") { continue }
      if skip(name: "else") {
        return .conditional(branches, otherwise: try self.body(closedBy: "endif", opening: opening))
      }
      advance()
      return .conditional(branches, otherwise: [])
    }
  }

  private mutating func loop(opening: Token) throws(JinjaError) -> Statement {
    let target = try target(endingBefore: "in")
    if target.names.contains("loop") {
      throw failure("'loop' is the loop's own name; choose another one", at: opening.offset)
    }
    try expect(name: "in")
    let sequence = try tuple(withCondition: false, endingBefore: "recursive")
    let condition: Expression? = skip(name: "if") ? try expression() : nil
    let isRecursive = skip(name: "recursive")
    beginNotingNames()
    loopDepth += 1
    let body = try body(until: ["endfor", "else"], opening: opening)
    loopDepth -= 1
    let used = endNotingNames()
    var otherwise: [Statement] = []
    if skip(name: "else") {
      otherwise = try self.body(closedBy: "endfor", opening: opening)
    } else {
      advance()
    }
    return .loop(
      ForLoop(
        target: target, sequence: sequence, condition: condition, isRecursive: isRecursive,
        body: body, otherwise: otherwise,
        loopSlot: used.contains("loop") || isRecursive ? slot(of: "loop") : nil,
        offset: opening.offset))
  }

  private mutating func assignment(opening: Token) throws(JinjaError) -> Statement {
    let target = try target(withAttributes: true)
    if skip(.assign) {
      return .assignment(target, try tuple(), offset: opening.offset)
    }
    let filters = try filterChain()
    let body = try body(closedBy: "endset", opening: opening)
    return .capture(target, filters: filters, body: body, offset: opening.offset)
  }

  private mutating func filterChain() throws(JinjaError) -> [Postfix] {
    var filters: [Postfix] = []
    while skip(.pipe) {
      filters.append(try filter())
    }
    return filters
  }

  private mutating func filterBlock(opening: Token) throws(JinjaError) -> Statement {
    let filters = [try filter()] + (try filterChain())
    let body = try body(closedBy: "endfilter", opening: opening)
    return .filter(filters, body: body, offset: opening.offset)
  }

  private mutating func with(opening: Token) throws(JinjaError) -> Statement {
    var assignments: [(target: Target, value: Expression)] = []
    while current.kind != .blockEnd {
      if !assignments.isEmpty { try expect(.comma) }
      let target = try target()
      try expect(.assign)
      assignments.append((target: target, value: try expression()))
    }
    let body = try body(closedBy: "endwith", opening: opening)
    return .with(assignments, body: body, offset: opening.offset)
  }

  private mutating func printed() throws(JinjaError) -> [Statement] {
    var outputs: [Statement] = []
    while current.kind != .blockEnd {
      if !outputs.isEmpty { try expect(.comma) }
      outputs.append(.output(try expression(), offset: current.offset))
    }
    return outputs
  }

  /// A block of an inheritance scheme: without a child template it renders where it stands.
  private mutating func block(opening: Token) throws(JinjaError) -> Statement {
    let name = try expectName()
    _ = skip(name: "scoped")
    let body = try insideMacro { parser throws(JinjaError) in
      try parser.body(closedBy: "endblock", opening: opening)
    }
    _ = skip(name: name)
    return .scope(body)
  }

  private mutating func autoescape(opening: Token) throws(JinjaError) -> Statement {
    guard case .constant(.bool(false)) = try expression() else {
      throw failure("escaping is always off here; use the filter 'escape'", at: opening.offset)
    }
    return .scope(try body(closedBy: "endautoescape", opening: opening))
  }
}

extension Interpreter {
  /// How a body ended.
  enum Flow {
    case normal
    case breakLoop
    case continueLoop
  }

  func run(_ body: [Statement]) throws(JinjaError) -> Flow {
    try enter()
    defer { leave() }
    for statement in body {
      let flow = try run(statement)
      guard case .normal = flow else { return flow }
    }
    return .normal
  }

  /// Runs a body with its own names.
  private func runScoped(_ body: [Statement], in inner: Scope? = nil) throws(JinjaError) -> Flow {
    let outer = scope
    scope = inner ?? Scope(parent: outer)
    defer { scope = outer }
    return try run(body)
  }

  private func run(_ statement: Statement) throws(JinjaError) -> Flow {
    switch statement {
    case .text(let text):
      try write(text)
    case .output(let expression, let start):
      let value = try evaluate(expression)
      if case .undefined = value { offset = max(offset, start) }
      try write(try string(value))
    case .conditional(let branches, let otherwise):
      for branch in branches where try truth(try evaluate(branch.test)) {
        return try run(branch.body)
      }
      return try run(otherwise)
    case .loop(let loop):
      return try run(loop)
    case .assignment(let target, let expression, let start):
      let value = try evaluate(expression)
      offset = start
      try assign(value, to: target)
    case .capture(let target, let filters, let body, let start):
      try runCapture(target, filters, body, start)
    case .macro(let name, let definition):
      keep(scope)
      scope[name.slot] = .object(JinjaObject(.macro(Macro(definition: definition, scope: scope))))
    case .call(let block):
      try run(block)
    case .filter(let filters, let body, let start):
      return try runFilter(filters, body, start)
    case .with(let assignments, let body, _):
      return try runWith(assignments, body)
    case .scope(let body):
      return try runScoped(body)
    case .breakLoop:
      return .breakLoop
    case .continueLoop:
      return .continueLoop
    }
    return .normal
  }

  private func runFilter(
    _ filters: [Postfix], _ body: [Statement], _ start: Int
  ) throws(JinjaError) -> Flow {
    var flow = Flow.normal
    let text = try capture { () throws(JinjaError) in flow = try runScoped(body) }
    offset = start
    try write(try string(try apply(filters, to: .string(text), name: nil)))
    return flow
  }

  private func runWith(
    _ assignments: [(target: Target, value: Expression)], _ body: [Statement]
  ) throws(JinjaError) -> Flow {
    let inner = Scope(parent: scope)
    for assignment in assignments {
      try assign(try evaluate(assignment.value), to: assignment.target, in: inner)
    }
    return try runScoped(body, in: inner)
  }

  private func runCapture(
    _ target: Target, _ filters: [Postfix], _ body: [Statement], _ start: Int
  ) throws(JinjaError) {
    let text = try capture { () throws(JinjaError) in _ = try runScoped(body) }
    try spend(text: text.utf8.count)
    offset = start
    try assign(try apply(filters, to: .string(text), name: nil), to: target)
  }

  private func run(_ block: CallBlock) throws(JinjaError) {
    keep(scope)
    let caller = JinjaObject(.macro(Macro(definition: block.caller, scope: scope)))
    let callee = try evaluate(block.callee)
    var arguments = try evaluate(block.arguments)
    arguments.keyword.append((name: "caller", value: .object(caller)))
    offset = block.offset
    try write(try string(try call(callee, arguments, name: Self.name(of: block.callee))))
  }

  // MARK: Assignment

  /// Puts a value into a target; the names belong to the given scope.
  func assign(
    _ value: JinjaValue, to target: Target, in place: Scope? = nil
  ) throws(JinjaError) {
    switch target {
    case .name(let name):
      (place ?? scope)[name.slot] = value
    case .tuple(let targets):
      let items = try items(of: value)
      guard items.count == targets.count else {
        throw .type(
          "cannot unpack \(items.count) values into \(targets.count) names; match the numbers")
      }
      for (target, item) in zip(targets, items) {
        try assign(item, to: target, in: place)
      }
    case .attribute(let name, let attribute):
      guard case .object(let object) = scope.find(name.slot),
        case .namespace(var attributes) = object.kind
      else {
        throw .type("'\(name.text)' is not a namespace; make it with namespace()")
      }
      _ = try nested(value)
      // Taken out first, so that the change does not copy every attribute.
      object.kind = .function("")
      attributes[.string(attribute)] = value
      object.kind = .namespace(attributes)
    }
  }

  // MARK: Loops

  private func run(_ loop: ForLoop) throws(JinjaError) -> Flow {
    let value = try evaluate(loop.sequence)
    offset = loop.offset
    return try run(loop, over: value, depth: 0, outer: scope)
  }

  /// Runs a loop; a recursive call goes one deeper with the scope of the first.
  ///
  /// As in Jinja, `else` also runs where `break` or `continue` cut every pass short.
  func run(
    _ loop: ForLoop, over value: JinjaValue, depth: Int, outer: Scope
  ) throws(JinjaError) -> Flow {
    var items = try items(of: value)
    let before = scope
    scope = outer
    defer { scope = before }
    var lazyCondition = loop.condition
    if let condition = loop.condition, loop.loopSlot != nil {
      // The body can ask how many items there are, so the condition is settled for all of them.
      items = try filtered(items, loop, condition, outer)
      lazyCondition = nil
    }
    var state: JinjaObject?
    if loop.loopSlot != nil {
      state = JinjaObject(.loop(LoopState(loop: loop, items: items, depth: depth, outer: outer)))
    }
    var finishedPass = false
    for (index, item) in items.enumerated() {
      try spend(1)
      scope = Scope(parent: outer)
      offset = loop.offset
      try assign(item, to: loop.target)
      if let lazyCondition, try !truth(try evaluate(lazyCondition)) { continue }
      if let slot = loop.loopSlot, let state {
        state.advance(to: index)
        scope[slot] = .object(state)
      }
      let flow = try run(loop.body)
      if case .normal = flow { finishedPass = true }
      if case .breakLoop = flow { break }
    }
    guard !finishedPass, !loop.otherwise.isEmpty else { return .normal }
    scope = Scope(parent: outer)
    return try run(loop.otherwise)
  }

  private func filtered(
    _ items: [JinjaValue], _ loop: ForLoop, _ condition: Expression, _ outer: Scope
  ) throws(JinjaError) -> [JinjaValue] {
    var passing: [JinjaValue] = []
    for item in items {
      try spend(1)
      scope = Scope(parent: outer)
      try assign(item, to: loop.target)
      if try truth(try evaluate(condition)) { passing.append(item) }
    }
    scope = outer
    return passing
  }
}

extension JinjaObject {
  /// Moves a loop to its next item.
  fileprivate func advance(to index: Int) {
    guard case .loop(var state) = kind else { return }
    kind = .function("")
    state.index = index
    kind = .loop(state)
  }
}

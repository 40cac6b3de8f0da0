/// What can be known of a template without running it: the names that it needs from outside, and
/// whether its filters and tests exist.
struct Analysis {
  /// The names that may be read without having been set in the template.
  private(set) var freeNames: Set<String> = []
  private let source: SourceText
  private let options: Template.Options

  /// Looks through a template's statements; throws for a filter or test that does not exist.
  init(_ body: [Statement], source: SourceText, options: Template.Options) throws(JinjaError) {
    self.source = source
    self.options = options
    try visit(body, Context())
    freeNames.subtract(Globals.names)
  }

  /// The circumstances of a part.
  private struct Context {
    /// The names that are set on every way to the part.
    var defined: Set<String> = []
    /// Whether the part hangs on a condition, so that unknown filters in it fail only when run.
    var isConditional = false

    func adding(_ names: [String]) -> Context {
      Context(defined: defined.union(names))
    }
  }

  private func failure(_ message: String, at offset: Int) -> JinjaError {
    source.placed(JinjaError(.syntax, message), at: offset)
  }

  // MARK: Statements

  private mutating func visit(_ body: [Statement], _ context: Context) throws(JinjaError) {
    var inner = context
    try visit(body, in: &inner)
  }

  /// Visits statements that share their names with what follows them.
  private mutating func visit(
    _ body: [Statement], in context: inout Context
  ) throws(JinjaError) {
    var macros: [MacroDefinition] = []
    for statement in body {
      try visit(statement, &context, &macros)
    }
    // Macros see what is set after them, as they run later.
    for macro in macros {
      try visit(macro, context)
    }
  }

  private mutating func visit(
    _ statement: Statement, _ context: inout Context, _ macros: inout [MacroDefinition]
  ) throws(JinjaError) {
    switch statement {
    case .text, .breakLoop, .continueLoop:
      break
    case .output(let expression, _):
      try visit(expression, context)
    case .conditional(let branches, let otherwise):
      try visit(branches, otherwise, &context)
    case .loop(let loop):
      try visit(loop, context)
    case .assignment(let target, let value, _):
      try visit(value, context)
      assign(target, &context)
    case .capture(let target, let filters, let body, _):
      try visit(body, context.adding([]))
      try visit(filters, context)
      assign(target, &context)
    case .macro(let name, let definition):
      context.defined.insert(name.text)
      macros.append(definition)
    case .call(let block):
      try visit(block.callee, context)
      try visit(block.arguments, context)
      try visit(block.caller, context)
    case .filter(let filters, let body, _):
      try visit(body, context.adding([]))
      try visit(filters, context)
    case .with(let assignments, let body, _):
      var inner = context.adding([])
      for assignment in assignments {
        try visit(assignment.value, context)
        assign(assignment.target, &inner)
      }
      try visit(body, inner)
    case .scope(let body):
      try visit(body, context.adding([]))
    }
  }

  private mutating func visit(
    _ branches: [ConditionalBranch], _ otherwise: [Statement], _ context: inout Context
  ) throws(JinjaError) {
    var inner = context
    inner.isConditional = true
    var ends: [Set<String>] = []
    for branch in branches {
      try visit(branch.test, inner)
      var branchContext = inner
      try visit(branch.body, in: &branchContext)
      ends.append(branchContext.defined)
    }
    try visit(otherwise, in: &inner)
    context.defined = ends.reduce(inner.defined) { $0.intersection($1) }
  }

  private mutating func visit(_ loop: ForLoop, _ context: Context) throws(JinjaError) {
    try visit(loop.sequence, context)
    var inner = context.adding(loop.target.names)
    if let condition = loop.condition { try visit(condition, inner) }
    inner.defined.insert("loop")
    try visit(loop.body, inner)
    try visit(loop.otherwise, context.adding([]))
  }

  private mutating func visit(
    _ macro: MacroDefinition, _ context: Context
  ) throws(JinjaError) {
    var inner = context.adding([])
    for parameter in macro.parameters {
      if let initial = parameter.initial { try visit(initial, inner) }
      inner.defined.insert(parameter.name.text)
    }
    inner.defined.formUnion(["caller", "kwargs", "varargs"])
    try visit(macro.body, inner)
  }

  private mutating func assign(_ target: Target, _ context: inout Context) {
    switch target {
    case .name(let name): context.defined.insert(name.text)
    case .tuple(let items):
      for item in items {
        assign(item, &context)
      }
    case .attribute(let name, _): read(name, context)
    }
  }

  // MARK: Expressions

  private mutating func read(_ name: Expression.Name, _ context: Context) {
    if !context.defined.contains(name.text) { freeNames.insert(name.text) }
  }

  private mutating func visit(
    _ expressions: [Expression], _ context: Context
  ) throws(JinjaError) {
    for expression in expressions {
      try visit(expression, context)
    }
  }

  private mutating func visit(_ expression: Expression, _ context: Context) throws(JinjaError) {
    switch expression {
    case .constant: break
    case .name(let name): read(name, context)
    case .list(let items), .tuple(let items), .or(let items), .and(let items),
      .concatenation(let items, _):
      try visit(items, context)
    case .dict(let items, _):
      for item in items {
        try visit([item.key, item.value], context)
      }
    case .conditional(let test, let then, let otherwise):
      var inner = context
      inner.isConditional = true
      try visit([test, then] + (otherwise.map { [$0] } ?? []), inner)
    case .not(let operand), .sign(_, let operand, _):
      try visit(operand, context)
    case .comparison(let first, let steps):
      try visit([first] + steps.map(\.operand), context)
    case .arithmetic(let first, let steps):
      try visit([first] + steps.map(\.operand), context)
    case .postfix(let base, let steps):
      try visit(base, context)
      try visit(steps, context)
    }
  }

  private mutating func visit(_ steps: [Postfix], _ context: Context) throws(JinjaError) {
    for step in steps {
      switch step {
      case .attribute: break
      case .item(let key, _): try visit(key, context)
      case .slice(let start, let stop, let step, _):
        try visit([start, stop, step].compactMap { $0 }, context)
      case .call(let arguments, _): try visit(arguments, context)
      case .filter(let name, let arguments, let offset):
        guard context.isConditional || Filters.exists(name, options) else {
          throw failure(Filters.missing(name), at: offset)
        }
        try visit(arguments, context)
      case .test(let name, let arguments, _, let offset):
        guard context.isConditional || Tests.exists(name) else {
          throw failure(Tests.missing(name), at: offset)
        }
        try visit(arguments, context)
      }
    }
  }

  private mutating func visit(
    _ arguments: CallArguments, _ context: Context
  ) throws(JinjaError) {
    try visit(arguments.positional, context)
    try visit(arguments.keyword.map(\.value), context)
    try visit([arguments.sequence, arguments.mapping].compactMap { $0 }, context)
  }
}

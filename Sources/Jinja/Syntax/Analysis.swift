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

  /// The names that are set on every way to a part.
  private final class NameScope {
    var names: Set<String> = []
    private let parent: NameScope?

    init(parent: NameScope?) {
      self.parent = parent
    }

    func contains(_ name: String) -> Bool {
      var scope: NameScope? = self
      while let current = scope {
        if current.names.contains(name) { return true }
        scope = current.parent
      }
      return false
    }
  }

  /// The circumstances of a part.
  private struct Context {
    var scope = NameScope(parent: nil)
    /// Whether the part hangs on a condition, so that unknown filters in it fail only when run.
    var isConditional = false

    /// The circumstances of a part with names of its own.
    func inner(_ names: [String] = [], isConditional: Bool = false) -> Context {
      let inner = Context(scope: NameScope(parent: scope), isConditional: isConditional)
      inner.scope.names.formUnion(names)
      return inner
    }
  }

  private func failure(_ message: String, at offset: Int) -> JinjaError {
    source.placed(JinjaError(.syntax, message), at: offset)
  }

  // MARK: Statements

  private mutating func visit(_ body: [Statement], _ context: Context) throws(JinjaError) {
    var macros: [MacroDefinition] = []
    for statement in body {
      try visit(statement, context, &macros)
    }
    // Macros see what is set after them, as they run later.
    for macro in macros {
      try visit(macro, context)
    }
  }

  private mutating func visit(
    _ statement: Statement, _ context: Context, _ macros: inout [MacroDefinition]
  ) throws(JinjaError) {
    switch statement {
    case .text, .breakLoop, .continueLoop:
      break
    case .output(let expression, _):
      try visit(expression, context)
    case .conditional(let branches, let otherwise):
      try visit(branches, otherwise, context)
    case .loop(let loop):
      try visit(loop, context)
    case .assignment(let target, let value, _):
      try visit(value, context)
      assign(target, context)
    case .capture(let target, let filters, let body, _):
      try visit(body, context.inner())
      try visit(filters, context)
      assign(target, context)
    case .macro(let name, let definition):
      context.scope.names.insert(name.text)
      macros.append(definition)
    case .call(let block):
      try visit(block.callee, context)
      try visit(block.arguments, context)
      try visit(block.caller, context)
    case .filter(let filters, let body, _):
      try visit(body, context.inner())
      try visit(filters, context)
    case .with(let assignments, let body, _):
      let inner = context.inner()
      for assignment in assignments {
        try visit(assignment.value, context)
        assign(assignment.target, inner)
      }
      try visit(body, inner)
    case .scope(let body):
      try visit(body, context.inner())
    }
  }

  private mutating func visit(
    _ branches: [ConditionalBranch], _ otherwise: [Statement], _ context: Context
  ) throws(JinjaError) {
    var ends: [Set<String>] = []
    for branch in branches {
      let inner = context.inner(isConditional: true)
      try visit(branch.test, inner)
      try visit(branch.body, inner)
      ends.append(inner.scope.names)
    }
    let last = context.inner(isConditional: true)
    try visit(otherwise, last)
    // What every branch sets is set behind them.
    context.scope.names.formUnion(ends.reduce(last.scope.names) { $0.intersection($1) })
  }

  private mutating func visit(_ loop: ForLoop, _ context: Context) throws(JinjaError) {
    try visit(loop.sequence, context)
    let inner = context.inner(loop.target.names)
    if let condition = loop.condition { try visit(condition, inner) }
    inner.scope.names.insert("loop")
    try visit(loop.body, inner)
    try visit(loop.otherwise, context.inner())
  }

  private mutating func visit(
    _ macro: MacroDefinition, _ context: Context
  ) throws(JinjaError) {
    let inner = context.inner()
    for parameter in macro.parameters {
      if let initial = parameter.initial { try visit(initial, inner) }
      inner.scope.names.insert(parameter.name.text)
    }
    inner.scope.names.formUnion(["caller", "kwargs", "varargs"])
    try visit(macro.body, inner)
  }

  private mutating func assign(_ target: Target, _ context: Context) {
    switch target {
    case .name(let name): context.scope.names.insert(name.text)
    case .tuple(let items):
      for item in items {
        assign(item, context)
      }
    case .attribute(let name, _): read(name, context)
    }
  }

  // MARK: Expressions

  private mutating func read(_ name: Expression.Name, _ context: Context) {
    if !context.scope.contains(name.text) { freeNames.insert(name.text) }
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
      let inner = context.inner(isConditional: true)
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

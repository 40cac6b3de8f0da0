/// A statement of a template.
enum Statement: Sendable {
  case text(String)
  case output(Expression, offset: Int)
  case conditional([ConditionalBranch], otherwise: [Statement])
  case loop(ForLoop)
  case assignment(Target, Expression, offset: Int)
  /// `{% set x %}…{% endset %}`, perhaps filtered.
  case capture(Target, filters: [Postfix], body: [Statement], offset: Int)
  case macro(Expression.Name, MacroDefinition)
  case call(CallBlock)
  case filter([Postfix], body: [Statement], offset: Int)
  case with([(target: Target, value: Expression)], body: [Statement], offset: Int)
  /// A body with its own names, such as that of `{% generation %}`.
  case scope([Statement])
  case breakLoop
  case continueLoop
}

/// `if` or `elif` with its body.
struct ConditionalBranch: Sendable {
  let test: Expression
  let body: [Statement]
}

/// Where an assignment puts a value.
indirect enum Target: Sendable {
  case name(Expression.Name)
  case tuple([Target])
  /// An attribute of a namespace.
  case attribute(Expression.Name, String)
}

/// A `for` loop.
final class ForLoop: Sendable {
  let target: Target
  let sequence: Expression
  let condition: Expression?
  let isRecursive: Bool
  let body: [Statement]
  let otherwise: [Statement]
  /// The slot of the name `loop`, where the body uses it.
  let loopSlot: Int?
  let offset: Int

  init(
    target: Target, sequence: Expression, condition: Expression?, isRecursive: Bool,
    body: [Statement], otherwise: [Statement], loopSlot: Int?, offset: Int
  ) {
    self.target = target
    self.sequence = sequence
    self.condition = condition
    self.isRecursive = isRecursive
    self.body = body
    self.otherwise = otherwise
    self.loopSlot = loopSlot
    self.offset = offset
  }
}

/// A macro, or the body of a call block.
final class MacroDefinition: Sendable {
  struct Parameter: Sendable {
    let name: Expression.Name
    let initial: Expression?
  }

  /// The slots of the names that a macro's body may use without declaring them.
  struct Extras: Sendable {
    var caller: Int?
    var keywords: Int?
    var positionals: Int?
  }

  /// Empty for a call block.
  let name: String
  let parameters: [Parameter]
  let body: [Statement]
  let extras: Extras

  init(name: String, parameters: [Parameter], body: [Statement], extras: Extras) {
    self.name = name
    self.parameters = parameters
    self.body = body
    self.extras = extras
  }

  var takesCallerByName: Bool {
    parameters.contains { $0.name.text == "caller" }
  }
}

/// `{% call … %}…{% endcall %}`.
final class CallBlock: Sendable {
  let callee: Expression
  let arguments: CallArguments
  let caller: MacroDefinition
  let offset: Int

  init(callee: Expression, arguments: CallArguments, caller: MacroDefinition, offset: Int) {
    self.callee = callee
    self.arguments = arguments
    self.caller = caller
    self.offset = offset
  }
}

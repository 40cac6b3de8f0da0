/// An expression of a template.
///
/// Chains of equal precedence are flat, so that only what a template nests in brackets is nested
/// here.
indirect enum Expression: Sendable {
  case constant(JinjaValue)
  case name(Name)
  case list([Expression])
  case tuple([Expression])
  case dict([(key: Expression, value: Expression)], offset: Int)
  /// `then if test else otherwise`.
  case conditional(test: Expression, then: Expression, otherwise: Expression?)
  case or([Expression])
  case and([Expression])
  case not(Expression)
  /// `first op second op third …`, true when each neighbouring pair is.
  case comparison(Expression, [ComparisonStep])
  /// Operators of one precedence, applied from the left.
  case arithmetic(Expression, [ArithmeticStep])
  case concatenation([Expression], offset: Int)
  case sign(negative: Bool, Expression, offset: Int)
  case postfix(Expression, [Postfix])

  /// A variable.
  struct Name: Sendable {
    let text: String
    /// The number under which scopes know the name.
    let slot: Int
    let offset: Int
  }

  enum Comparator: String, Sendable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case isIn = "in"
    case isNotIn = "not in"
  }

  struct ComparisonStep: Sendable {
    let comparator: Comparator
    let operand: Expression
    let offset: Int
  }

  struct ArithmeticStep: Sendable {
    let symbol: Token.Symbol
    let operand: Expression
    let offset: Int
  }
}

/// What follows a value: an access, a call, a filter or a test.
enum Postfix: Sendable {
  case attribute(String, offset: Int)
  case item(Expression, offset: Int)
  case slice(start: Expression?, stop: Expression?, step: Expression?, offset: Int)
  case call(CallArguments, offset: Int)
  case filter(String, CallArguments, offset: Int)
  case test(String, CallArguments, isNegated: Bool, offset: Int)
}

/// The arguments of a call as written.
struct CallArguments: Sendable {
  var positional: [Expression] = []
  var keyword: [(name: String, value: Expression)] = []
  /// `*sequence`.
  var sequence: Expression?
  /// `**mapping`.
  var mapping: Expression?
}

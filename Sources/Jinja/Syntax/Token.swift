/// A word of a template's source.
struct Token: Sendable {
  enum Kind: Sendable, Equatable {
    /// What stands outside the delimiters, white-space control applied.
    case text(String)
    case variableBegin
    case variableEnd
    case blockBegin
    case blockEnd
    case name(String)
    case string(String)
    case integer(Int)
    case float(Double)
    case symbol(Symbol)
    case end
  }

  enum Symbol: String, Sendable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case floorDivide = "//"
    case modulo = "%"
    case power = "**"
    case concatenate = "~"
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case assign = "="
    case dot = "."
    case comma = ","
    case colon = ":"
    case semicolon = ";"
    case pipe = "|"
    case openParenthesis = "("
    case closeParenthesis = ")"
    case openBracket = "["
    case closeBracket = "]"
    case openBrace = "{"
    case closeBrace = "}"

    /// The symbol that ends what this one begins.
    var closing: Symbol? {
      switch self {
      case .openParenthesis: .closeParenthesis
      case .openBracket: .closeBracket
      case .openBrace: .closeBrace
      default: nil
      }
    }
  }

  let kind: Kind
  /// In bytes from the start of the source.
  let offset: Int

  /// The token in the words of a message.
  var described: String {
    switch kind {
    case .text: "text"
    case .variableBegin: "'{{'"
    case .variableEnd: "'}}'"
    case .blockBegin: "'{%'"
    case .blockEnd: "'%}'"
    case .name(let name): "'\(name)'"
    case .string: "a string"
    case .integer, .float: "a number"
    case .symbol(let symbol): "'\(symbol.rawValue)'"
    case .end: "the end of the template"
    }
  }
}

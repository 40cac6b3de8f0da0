/// A Jinja2 template, parsed once and rendered as often as needed.
///
/// What Jinja2 3.1 makes of a template is what this makes of it, with these exceptions, all on
/// purpose. A template stands alone: `include`, `import` and `extends` are errors. Its text is a
/// function of its variables: `random` is missing, and an object's text names no address in memory.
/// Nothing is escaped unless a filter does it, and no text is marked as escaped. Values never change:
/// methods such as `append` are errors. Integers have 64 bits, beyond which there is an error, and
/// `Limits` bound what a render may use.
package final class Template: Sendable {
  /// The names that the template reads without setting them.
  package let undeclaredVariables: Set<String>

  let source: SourceText
  let body: [Statement]
  /// The names in the template; variables are found by the index.
  let names: [String]
  let options: Options

  /// Parses a template; throws what is wrong with its syntax.
  package init(_ source: String, options: Options = .prompt) throws(JinjaError) {
    guard source.utf8.count <= options.limits.sourceBytes else {
      throw .limit("the template is larger than \(options.limits.sourceBytes) bytes; shorten it")
    }
    var lexer = Lexer(source, options: options)
    let tokens = try lexer.tokenize()
    var parser = Parser(source: lexer.source, tokens: tokens, options: options)
    body = try parser.parse()
    self.source = lexer.source
    names = parser.names
    self.options = options
    undeclaredVariables = try Analysis(body, source: lexer.source, options: options).freeNames
  }

  /// The template's text for the given variables.
  package func render(_ variables: Bindings) throws(JinjaError) -> String {
    try Interpreter(self, variables).render()
  }

  /// The template's text for the given variables.
  package func render(_ variables: [String: JinjaValue]) throws(JinjaError) -> String {
    try render(Bindings(variables))
  }

  /// The value of a template that is one `{{ expression }}`, else its text.
  ///
  /// A list stays a list and a number a number, where `render` would write them as text. An inline
  /// `if` without `else` whose test fails gives `undefined` with an empty name.
  package func evaluate(_ variables: Bindings) throws(JinjaError) -> JinjaValue {
    if body.count == 1, case .output(let expression, _) = body[0] {
      return try Interpreter(self, variables).value(of: expression).exported
    }
    return .string(try render(variables))
  }

  /// The same for variables in a dictionary.
  package func evaluate(_ variables: [String: JinjaValue]) throws(JinjaError) -> JinjaValue {
    try evaluate(Bindings(variables))
  }
}

/// Turns tokens into statements, following Jinja's grammar.
struct Parser {
  let source: SourceText
  private let tokens: [Token]
  private var index = 0
  let options: Template.Options

  /// The names that appear, each at its slot.
  private(set) var names: [String] = []
  private var slots: [String: Int] = [:]
  private var depth = 0
  /// How many loops the statement is in, inside its macro.
  var loopDepth = 0
  /// The special names used so far by each macro and loop around the statement.
  private var usedNames: [Set<String>] = []

  static let specialNames: Set<String> = ["caller", "kwargs", "varargs", "loop"]

  init(source: SourceText, tokens: [Token], options: Template.Options) {
    self.source = source
    self.tokens = tokens
    self.options = options
  }

  /// The statements of the whole template.
  mutating func parse() throws(JinjaError) -> [Statement] {
    try statements(until: [], opening: nil)
  }

  // MARK: Tokens

  var current: Token { tokens[index] }

  var next: Token { tokens[min(index + 1, tokens.count - 1)] }

  mutating func advance() {
    if index + 1 < tokens.count { index += 1 }
  }

  func isName(_ name: String) -> Bool { current.kind == .name(name) }

  func isSymbol(_ symbol: Token.Symbol) -> Bool { current.kind == .symbol(symbol) }

  mutating func skip(name: String) -> Bool {
    guard isName(name) else { return false }
    advance()
    return true
  }

  mutating func skip(_ symbol: Token.Symbol) -> Bool {
    guard isSymbol(symbol) else { return false }
    advance()
    return true
  }

  mutating func expect(_ symbol: Token.Symbol) throws(JinjaError) {
    guard skip(symbol) else {
      throw failure("expected '\(symbol.rawValue)', not \(current.described)")
    }
  }

  mutating func expect(name: String) throws(JinjaError) {
    guard skip(name: name) else {
      throw failure("expected '\(name)', not \(current.described)")
    }
  }

  mutating func expect(_ kind: Token.Kind, _ described: String) throws(JinjaError) {
    guard current.kind == kind else {
      throw failure("expected \(described), not \(current.described)")
    }
    advance()
  }

  mutating func expectName() throws(JinjaError) -> String {
    guard case .name(let name) = current.kind else {
      throw failure("expected a name, not \(current.described)")
    }
    advance()
    return name
  }

  func failure(_ message: String, at offset: Int? = nil) -> JinjaError {
    source.placed(JinjaError(.syntax, message), at: offset ?? current.offset)
  }

  // MARK: Names

  mutating func slot(of name: String) -> Int {
    if let slot = slots[name] { return slot }
    let slot = names.count
    slots[name] = slot
    names.append(name)
    return slot
  }

  mutating func name(_ text: String, at offset: Int) -> Expression.Name {
    Expression.Name(text: text, slot: slot(of: text), offset: offset)
  }

  /// Notes that a special name is read, for the macros and loops around it.
  mutating func noteUse(of name: String) {
    guard Self.specialNames.contains(name) else { return }
    for index in usedNames.indices {
      usedNames[index].insert(name)
    }
  }

  mutating func beginNotingNames() {
    usedNames.append([])
  }

  mutating func endNotingNames() -> Set<String> {
    usedNames.popLast() ?? []
  }

  // MARK: Nesting

  /// Goes one level deeper; each call is followed by one of `leave` unless it throws.
  mutating func enter() throws(JinjaError) {
    depth += 1
    guard depth <= options.limits.nesting else {
      throw source.placed(
        .limit("the template nests more than \(options.limits.nesting) levels; flatten it"),
        at: current.offset)
    }
  }

  mutating func leave() {
    depth -= 1
  }
}

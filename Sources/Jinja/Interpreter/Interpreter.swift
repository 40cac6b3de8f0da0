/// One render of a template: its scopes, its output and what it has used of its limits.
final class Interpreter {
  let template: Template
  let variables: Bindings
  var scope = Scope(parent: nil)
  /// Where the operation that runs stands in the source.
  var offset = 0
  private var output = ""
  private var stepsLeft: Int
  private var depth = 0
  /// Objects and scopes that may refer to themselves; cut loose when the render ends.
  private var keptObjects: [JinjaObject] = []
  private var keptScopes: [Scope] = []

  var options: Template.Options { template.options }
  var limits: Template.Options.Limits { template.options.limits }

  init(_ template: Template, _ variables: Bindings) {
    self.template = template
    self.variables = variables
    stepsLeft = template.options.limits.steps
  }

  deinit {
    for object in keptObjects {
      object.kind = .function("")
    }
    for scope in keptScopes {
      scope.removeAll()
    }
  }

  /// The template's text.
  func render() throws(JinjaError) -> String {
    try placingErrors { () throws(JinjaError) in
      try checkVariables()
      _ = try run(template.body)
      return output
    }
  }

  /// The value of the template's only expression, which must print.
  func value(of expression: Expression) throws(JinjaError) -> JinjaValue {
    try placingErrors { () throws(JinjaError) in
      try checkVariables()
      let value = try evaluate(expression)
      if case .undefined(let name) = value, !name.isEmpty { try requireDefined(value) }
      return value
    }
  }

  private func placingErrors<Result>(
    _ work: () throws(JinjaError) -> Result
  ) throws(JinjaError) -> Result {
    do {
      return try work()
    } catch {
      throw template.source.placed(error, at: offset)
    }
  }

  private func checkVariables() throws(JinjaError) {
    for (name, value) in variables.entries where value.isNested {
      var budget = limits.steps
      guard value.depth(limit: limits.nesting, budget: &budget) <= limits.nesting else {
        throw .limit("the variable '\(name)' is nested too deeply or too large")
      }
    }
  }

  // MARK: Limits

  /// Uses up units of work.
  func spend(_ units: Int) throws(JinjaError) {
    stepsLeft -= units
    guard stepsLeft >= 0 else {
      throw .limit(
        "the template takes more than \(limits.steps) steps; give it less data or fewer loops")
    }
  }

  /// Uses up the work of making or reading a text, and checks its size.
  func spend(text bytes: Int) throws(JinjaError) {
    guard bytes <= limits.outputBytes else {
      throw .limit("a text is larger than \(limits.outputBytes) bytes; make it smaller")
    }
    try spend(1 + bytes / 16)
  }

  /// A text as a value, charged for.
  func text(_ text: String) throws(JinjaError) -> JinjaValue {
    try spend(text: text.utf8.count)
    return .string(text)
  }

  /// A new list, tuple or dict, provided that it is not nested too deeply.
  func nested(_ value: JinjaValue) throws(JinjaError) -> JinjaValue {
    var budget = stepsLeft
    let levels = value.depth(limit: limits.nesting, budget: &budget)
    try spend((stepsLeft - budget) / 4)
    guard levels <= limits.nesting else {
      throw .limit(
        "a value nests more than \(limits.nesting) levels or has too many parts; flatten it")
    }
    return value
  }

  /// Goes one level of evaluation deeper; each call is followed by one of `leave`.
  func enter() throws(JinjaError) {
    depth += 1
    guard depth <= limits.depth else {
      throw .limit("macros or loops recurse more than \(limits.depth) levels; end the recursion")
    }
    try spend(1)
  }

  func leave() {
    depth -= 1
  }

  /// Remembers an object that may come to refer to itself.
  func keep(_ object: JinjaObject) {
    keptObjects.append(object)
  }

  /// Remembers a scope that a macro refers to.
  func keep(_ scope: Scope) {
    guard keptScopes.last !== scope else { return }
    keptScopes.append(scope)
  }

  // MARK: Output

  func write(_ text: String) throws(JinjaError) {
    output += text
    guard output.utf8.count <= limits.outputBytes else {
      throw .limit("the output is larger than \(limits.outputBytes) bytes; make it smaller")
    }
    try spend(1 + text.utf8.count / 16)
  }

  /// The text that work writes, kept from the output.
  func capture(_ work: () throws(JinjaError) -> Void) throws(JinjaError) -> String {
    let before = output
    output = ""
    defer { output = before }
    try work()
    return output
  }

  // MARK: Undefined values

  /// Throws if the value is undefined and undefined values must not be used.
  func requireDefined(_ value: JinjaValue) throws(JinjaError) {
    if case .undefined(let name) = value, options.undefined == .strict, !name.isEmpty {
      throw .undefinedValue(name)
    }
  }

  /// The text that printing a value gives.
  func string(_ value: JinjaValue) throws(JinjaError) -> String {
    switch value {
    case .string(let text): return text
    case .undefined:
      try requireDefined(value)
      return ""
    default:
      let text = try PythonText.string(value, limit: limits.outputBytes)
      try spend(text: text.utf8.count)
      return text
    }
  }

  /// The text of a value for work that looks at each scalar's properties, charged for.
  func letters(of value: JinjaValue) throws(JinjaError) -> String {
    let text = try string(value)
    try spend(text.utf8.count / 4)
    return text
  }

  /// Python's truth of a value.
  func truth(_ value: JinjaValue) throws(JinjaError) -> Bool {
    try requireDefined(value)
    return value.isTrue
  }
}

/// The names that a part of a template has set.
final class Scope {
  private var values: [Int: JinjaValue] = [:]
  let parent: Scope?

  init(parent: Scope?) {
    self.parent = parent
  }

  subscript(slot: Int) -> JinjaValue? {
    get { values[slot] }
    set { values[slot] = newValue }
  }

  /// The value in this scope or the nearest around it.
  func find(_ slot: Int) -> JinjaValue? {
    var scope: Scope? = self
    while let current = scope {
      if let value = current.values[slot] { return value }
      scope = current.parent
    }
    return nil
  }

  func removeAll() {
    values = [:]
  }
}

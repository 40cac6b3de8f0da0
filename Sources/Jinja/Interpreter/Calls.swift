/// The arguments of a call, evaluated.
struct Arguments {
  var positional: [JinjaValue] = []
  var keyword: [(name: String, value: JinjaValue)] = []

  /// The values of the named parameters in order, nothing where one is not given.
  ///
  /// Throws for an argument that has no parameter, and for one that is given twice.
  func bind(_ names: String..., in function: String) throws(JinjaError) -> [JinjaValue?] {
    guard positional.count <= names.count else {
      throw .type(
        "'\(function)' takes at most \(names.count) arguments, not \(positional.count)")
    }
    var values: [JinjaValue?] = positional
    values += Array(repeating: nil, count: names.count - positional.count)
    for (name, value) in keyword {
      guard let index = names.firstIndex(of: name) else {
        let known = names.isEmpty ? "it has none" : "it has \(names.joined(separator: ", "))"
        throw .type("'\(function)' has no argument '\(name)'; \(known)")
      }
      guard values[index] == nil else {
        throw .type("'\(function)' is given '\(name)' twice; give it once")
      }
      values[index] = value
    }
    return values
  }
}

extension Interpreter {
  func evaluate(_ arguments: CallArguments) throws(JinjaError) -> Arguments {
    var result = Arguments()
    guard
      !arguments.positional.isEmpty || !arguments.keyword.isEmpty
        || arguments.sequence != nil || arguments.mapping != nil
    else { return result }
    result.positional = try evaluate(arguments.positional)
    if let sequence = arguments.sequence {
      result.positional += try items(of: try evaluate(sequence))
    }
    for argument in arguments.keyword {
      result.keyword.append((name: argument.name, value: try evaluate(argument.value)))
    }
    guard let mapping = arguments.mapping else { return result }
    guard case .dict(let dictionary) = try evaluate(mapping) else {
      throw .type("what follows ** in a call must be a dict")
    }
    for entry in dictionary.entries {
      guard case .string(let name) = entry.key else {
        throw .type("the keys of the dict after ** must be strs")
      }
      result.keyword.append((name: name, value: entry.value))
    }
    return result
  }

  /// Calls a macro, method or function.
  func call(
    _ callee: JinjaValue, _ arguments: Arguments, name: String?
  ) throws(JinjaError) -> JinjaValue {
    guard case .object(let object) = callee else {
      if case .undefined(let missing) = callee { throw .undefinedValue(missing) }
      throw .type("\(name.map { "'\($0)'" } ?? "a \(callee.typeName)") cannot be called")
    }
    switch object.kind {
    case .macro(let macro):
      return .string(try call(macro, arguments))
    case .method(let receiver, let name):
      return try Methods.call(name, on: receiver, arguments, self)
    case .function(let name):
      return try Globals.call(name, arguments, self)
    case .loop(let state):
      guard state.loop.isRecursive else {
        throw .type("'loop' can be called only in a loop marked 'recursive'")
      }
      guard let sequence = try arguments.bind("iterable", in: "loop")[0] else {
        throw .type("'loop' needs what to loop over")
      }
      return try text(
        try capture { () throws(JinjaError) in
          _ = try run(state.loop, over: sequence, depth: state.depth + 1, outer: state.outer)
        })
    case .joiner(let separator, let used):
      object.kind = .joiner(separator: separator, used: true)
      return .string(used ? separator : "")
    case .namespace, .range, .iterator, .view, .cycler:
      throw .type("a \(object.typeName) cannot be called")
    }
  }

  /// The text that a macro writes.
  private func call(_ macro: Macro, _ arguments: Arguments) throws(JinjaError) -> String {
    let before = scope
    let inner = Scope(parent: macro.scope)
    scope = inner
    defer { scope = before }
    try enter()
    defer { leave() }
    try bind(arguments, of: macro.definition, in: inner)
    let text = try capture { () throws(JinjaError) in _ = try run(macro.definition.body) }
    try spend(text: text.utf8.count)
    return text
  }

  private func bind(
    _ arguments: Arguments, of definition: MacroDefinition, in inner: Scope
  ) throws(JinjaError) {
    let parameters = definition.parameters
    var keyword = arguments.keyword
    func take(_ name: String) -> JinjaValue? {
      guard let index = keyword.firstIndex(where: { $0.name == name }) else { return nil }
      return keyword.remove(at: index).value
    }
    var given: [JinjaValue?] = []
    for (index, parameter) in parameters.enumerated() {
      given.append(
        index < arguments.positional.count
          ? arguments.positional[index] : take(parameter.name.text))
    }
    if let slot = definition.extras.caller {
      inner[slot] = take("caller") ?? .undefined(name: "caller")
    }
    if let slot = definition.extras.keywords {
      inner[slot] = .dict(JinjaDictionary(keyword.map { ($0.name, $0.value) }))
    } else if let extra = keyword.first {
      throw .type("the macro '\(definition.name)' has no argument '\(extra.name)'; add it")
    }
    let rest = arguments.positional.dropFirst(parameters.count)
    if let slot = definition.extras.positionals {
      inner[slot] = .tuple(Array(rest))
    } else if !rest.isEmpty {
      throw .type(
        "the macro '\(definition.name)' takes at most \(parameters.count) arguments, "
          + "not \(arguments.positional.count)")
    }
    // Defaults see the arguments, and no variable outside that has a parameter's name.
    for (parameter, value) in zip(parameters, given) {
      inner[parameter.name.slot] = value ?? .undefined(name: parameter.name.text)
    }
    for (parameter, value) in zip(parameters, given) where value == nil {
      guard let initial = parameter.initial else { continue }
      inner[parameter.name.slot] = try evaluate(initial)
    }
  }
}

import Patterns

/// The `extract` of a suite: from generated texts to the answers in them.
///
/// A list of steps, or a mapping of names to lists of steps.
enum ExtractSection {
  static let shape = Shape<[ExtractPipeline]>(.any(steps.schema, named.schema)) { value in
    if value.isMapping {
      return named.read(value)?.map { ExtractPipeline(name: $0.key, steps: $0.value) }
    }
    let steps = value.list("a list of steps, or a mapping of names to such")?
      .compactMap(ExtractStep.shape.read)
    return steps.map { $0.isEmpty ? [] : [ExtractPipeline(steps: $0)] }
  }

  private static let steps: Shape<[ExtractStep]> = {
    let list = Shape<[ExtractStep]>.list(of: ExtractStep.shape, "a list of steps")
    return Shape(list.schema.named("steps"), read: list.read)
  }()

  private static let named = Shape.table(
    pipelineName, of: steps, "a mapping of names to lists of steps", least: "at least one pipeline")

  /// A name that can stand behind a metric's: `exact_match@NAME`.
  private static let pipelineName = Shape<String>(
    .text.with("pattern", .string("^[a-zA-Z0-9_@-]+$"))
  ) { key in
    let allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@-".utf8
    guard let name = key.text("the name of a pipeline") else { return nil }
    guard !name.isEmpty, name.utf8.allSatisfy({ allowed.contains($0) }) else {
      key.wrong("a name of the characters a-z, A-Z, 0-9, \"_\", \"-\" and \"@\"")
      return nil
    }
    return name
  }
}

extension ExtractStep {
  /// The steps without parameters.
  private static let words: [String: ExtractStep] = [
    "trim": .trim, "remove_whitespace": .trim, "lowercase": .lowercase, "uppercase": .uppercase,
    "first_line": .firstLine, "code": .code, "json": .json, "take_first": .takeFirst,
    "majority_vote": .majorityVote,
  ]

  private static var wanted: String {
    let names = words.keys.sorted() + StepForm.all.map { "{\($0.name): …}" }
    return "one of \(names.joined(separator: ", "))"
  }

  /// A word, or a mapping whose key names the step.
  static let shape = Shape<ExtractStep>(
    SchemaForm().with("anyOf", forms: [.words(words.keys.sorted())] + StepForm.all.map(\.schema))
  ) { value in
    if let map = value.isMapping ? value.mapping() : nil { return read(value, map) }
    guard let word = value.text(wanted) else { return nil }
    if let step = words[word] { return step }
    let forms = StepForm.all.map(\.name)
    if forms.contains(word) {
      value.wrong("the step with its parameter, such as {\(word): …}")
    } else {
      let near = Spelling.nearest(word, in: words.keys.sorted() + forms)
      value.wrong(wanted, remedy: near.map { "Did you mean \"\($0)\"?" })
    }
    return nil
  }

  private static func read(_ value: YAMLValue, _ map: YAMLMapping) -> ExtractStep? {
    guard let form = StepForm.all.first(where: { map[$0.name] != nil }) else {
      map.check(known: StepForm.all.map(\.name))
      if map.entries.isEmpty { value.wrong(wanted) }
      return nil
    }
    return form.read(map)
  }
}

/// A step of `extract` with parameters: a mapping whose first declared key names it.
struct StepForm: Sendable {
  let name: String
  let schema: SchemaForm
  let read: @Sendable (YAMLMapping) -> ExtractStep?

  init<Keys: KeySet>(
    _ meaning: String, _ keys: Keys,
    read: @escaping @Sendable (YAMLMapping, Keys) -> ExtractStep?
  ) {
    name = keys.names.first ?? ""
    schema = keys.schema.described(meaning)
    self.read = { map in
      map.check(keys)
      return read(map, keys)
    }
  }
}

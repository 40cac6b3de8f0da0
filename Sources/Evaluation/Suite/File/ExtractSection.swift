import Patterns

/// The `extract` of a suite: from generated texts to the answers in them.
///
/// A list of steps, or a mapping of names to lists of steps.
enum ExtractSection {
  static func read(_ value: YAMLValue?) -> [ExtractPipeline] {
    guard let value else { return [] }
    if value.isMapping { return named(value) }
    guard let steps = ExtractSection.steps(value, "a list of steps, or a mapping of names to such")
    else { return [] }
    return steps.isEmpty ? [] : [ExtractPipeline(steps: steps)]
  }

  private static func named(_ value: YAMLValue) -> [ExtractPipeline] {
    guard let map = value.mapping() else { return [] }
    if map.entries.isEmpty { value.wrong("at least one pipeline") }
    return map.entries.compactMap { key, value in
      guard let name = pipelineName(key) else { return nil }
      return steps(value, "a list of steps").map { ExtractPipeline(name: name, steps: $0) }
    }
  }

  /// A name that can stand behind a metric's: `exact_match@NAME`.
  private static func pipelineName(_ key: YAMLValue) -> String? {
    let allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@-".utf8
    guard let name = key.text("the name of a pipeline") else { return nil }
    guard !name.isEmpty, name.utf8.allSatisfy({ allowed.contains($0) }) else {
      key.wrong("a name of the characters a-z, A-Z, 0-9, \"_\", \"-\" and \"@\"")
      return nil
    }
    return name
  }

  private static func steps(_ value: YAMLValue, _ wanted: String) -> [ExtractStep]? {
    value.list(wanted)?.compactMap(ExtractStepReader.read)
  }
}

/// Reads one step of `extract`: a word, or a mapping whose key names the step.
enum ExtractStepReader {
  static let words: [String: ExtractStep] = [
    "trim": .trim, "remove_whitespace": .trim, "lowercase": .lowercase, "uppercase": .uppercase,
    "first_line": .firstLine, "code": .code, "json": .json, "take_first": .takeFirst,
    "majority_vote": .majorityVote,
  ]

  /// The keys that a step with parameters may have; its first names the step.
  static let forms = [
    ["regex", "group", "pick"], ["findall", "pick", "fallback"], ["multi_choice"],
    ["map", "default"], ["take_first_k"], ["number"], ["after"], ["replace", "with"],
  ]

  private static var wanted: String {
    let names = words.keys.sorted() + forms.map { "{\($0[0]): …}" }
    return "one of \(names.joined(separator: ", "))"
  }

  static func read(_ value: YAMLValue) -> ExtractStep? {
    if let map = value.isMapping ? value.mapping() : nil { return read(value, map) }
    guard let word = value.text(wanted) else { return nil }
    if let step = words[word] { return step }
    let names = words.keys.sorted() + forms.map { $0[0] }
    if forms.contains(where: { $0[0] == word }) {
      value.wrong("the step with its parameter, such as {\(word): …}")
    } else {
      let near = Spelling.nearest(word, in: names)
      value.wrong(wanted, remedy: near.map { "Did you mean \"\($0)\"?" })
    }
    return nil
  }

  private static func read(_ value: YAMLValue, _ map: YAMLMapping) -> ExtractStep? {
    guard let form = forms.first(where: { map[$0[0]] != nil }), let parameter = map[form[0]] else {
      map.check(known: forms.map { $0[0] })
      if map.entries.isEmpty { value.wrong(wanted) }
      return nil
    }
    map.check(known: form)
    switch form[0] {
    case "regex": return PatternStepReader.regex(parameter, map)
    case "findall": return PatternStepReader.findall(parameter, map)
    case "multi_choice": return PatternStepReader.multiChoice(parameter)
    case "replace": return PatternStepReader.replace(parameter, map, value.place)
    case "map": return table(parameter, map)
    case "take_first_k": return parameter.whole(1...10_000).map { .takeFirstK($0) }
    case "number": return parameter.word(ExtractStep.Pick.self).map { .number($0) }
    default:
      return parameter.nonEmptyText("the text behind which the answer stands").map { .after($0) }
    }
  }

  private static func table(_ value: YAMLValue, _ map: YAMLMapping) -> ExtractStep? {
    let fallback = map["default"]?.text()
    guard let table = value.mapping("a mapping such as {A: \"0\", B: \"1\"}") else { return nil }
    if table.entries.isEmpty { value.wrong("at least one text with what stands for it") }
    let entries = table.entries.compactMap { key, value -> ExtractStep.Entry? in
      guard let from = key.text(), let to = value.text() else { return nil }
      return ExtractStep.Entry(from: from, to: to)
    }
    return .map(entries, fallback: fallback)
  }
}

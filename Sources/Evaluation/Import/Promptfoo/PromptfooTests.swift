/// A test of promptfoo with everything that it inherits.
struct PromptfooTest {
  /// As refusals call it.
  var name: String
  /// The test as it is written, which several become where its variables are lists.
  var origin: String
  /// The file that states it.
  var file: String
  var description: String?
  /// With files read and lists multiplied.
  var variables: [JSONValue.Member]
  /// As they are written, defaults first.
  var assertions: [JSONValue]
  var threshold: Double?
  var metadata: [JSONValue.Member]
  /// What stands around the prompt.
  var prefix: String
  var suffix: String
}

/// Reads `tests`, `scenarios` and `defaultTest`.
struct PromptfooTests {
  let files: PromptfooFiles
  private(set) var tests: [PromptfooTest] = []
  private(set) var refused: [ImportReport.Refused] = []
  private var defaults: JSONValue = .object([])

  /// Reads the tests of a configuration; what cannot be imported is kept by name.
  init(_ config: JSONValue, _ files: PromptfooFiles) {
    self.files = files
    do throws(Refusal) {
      defaults = try self.defaults(config["defaultTest"])
    } catch {
      refuse("defaultTest", files.config, error)
      return
    }
    let standalone = config["tests"].map { entries($0, "tests") } ?? []
    for entry in standalone { add(entry) }
    for (index, scenario) in list(config["scenarios"]).enumerated() {
      addScenario(scenario, "scenario \(index + 1)")
    }
    if config["tests"] == nil, config["scenarios"] == nil {
      add(Entry(name: "the test", file: files.config, value: .object([])))
    }
  }

  /// A test as it is written.
  private struct Entry {
    var name: String
    var file: String
    var value: JSONValue
  }

  private mutating func refuse(_ name: String, _ file: String, _ refusal: Refusal) {
    refused.append(
      ImportReport.Refused(
        task: name, file: file, reason: refusal.reason, remedy: refusal.remedy))
  }

  private func list(_ value: JSONValue?) -> [JSONValue] {
    switch value {
    case nil, .null: []
    case .array(let items)?: items
    case let value?: [value]
    }
  }

  private func defaults(_ value: JSONValue?) throws(Refusal) -> JSONValue {
    guard let text = value?.string else { return value ?? .object([]) }
    guard let path = PromptfooFiles.reference(text),
      let file = try files.named(path, "defaultTest").first
    else { throw Refusal("defaultTest is a text", remedy: "State a mapping or file://….") }
    return try files.data(file)
  }

  // MARK: Where tests stand

  /// The tests that a value states or names.
  private mutating func entries(_ value: JSONValue, _ what: String) -> [Entry] {
    var found: [Entry] = []
    for item in list(value) {
      guard let text = item.string else {
        if let path = item["path"]?.string, item["vars"] == nil {
          refuse(
            what, files.config,
            Refusal(
              "the tests are made by a program (\(path))",
              remedy: "Run it once and write its tests into a JSON file."))
          continue
        }
        found.append(
          Entry(name: "\(what) \(found.count + 1)", file: files.config, value: item))
        continue
      }
      do throws(Refusal) {
        found += try named(text, what)
      } catch {
        refuse(text, files.config, error)
      }
    }
    return found
  }

  private func named(_ text: String, _ what: String) throws(Refusal) -> [Entry] {
    if text.contains("://"), PromptfooFiles.reference(text) == nil {
      throw Refusal(
        "the tests come from elsewhere (\(text))",
        remedy: "Download them as CSV or JSON Lines and name the file.")
    }
    var found: [Entry] = []
    for file in try files.named(PromptfooFiles.reference(text) ?? text, "the file of tests") {
      let values: [JSONValue] =
        switch PromptfooFiles.ending(file) {
        case "csv", "tsv":
          try files.table(file).map { row throws(Refusal) in try PromptfooRow(row).test }
        case "jsonl": try files.lines(file)
        case "json", "yaml", "yml": list(try files.data(file))
        default:
          throw Refusal(
            "\(file) is no kind of file that holds tests",
            remedy: "Use .csv, .json, .jsonl or .yaml.")
        }
      let stem = file.split(separator: "/").last.map(String.init) ?? file
      found += values.enumerated().map {
        Entry(name: "\(stem) \($0.offset + 1)", file: file, value: $0.element)
      }
    }
    return found
  }

  // MARK: Scenarios

  /// Every test of a scenario with each of its sets of variables.
  private mutating func addScenario(_ value: JSONValue, _ name: String) {
    if let text = value.string {
      do throws(Refusal) {
        guard let path = PromptfooFiles.reference(text) else {
          throw Refusal("the scenario is a text", remedy: "State a mapping or file://….")
        }
        for file in try files.named(path, "the scenario") {
          for (index, part) in list(try files.data(file)).enumerated() {
            addScenario(part, "\(file) \(index + 1)")
          }
        }
      } catch {
        refuse(name, files.config, error)
      }
      return
    }
    let tests = value["tests"].map { entries($0, "\(name), test") } ?? []
    for (index, data) in list(value["config"]).enumerated() {
      if case .object(let members) = data, members.contains(where: { $0.name.hasPrefix("$") }) {
        refuse(
          name, files.config,
          Refusal(
            "its config \(index + 1) names a file by \(members[0].name)",
            remedy: "Write the variables into the scenario."))
        continue
      }
      for test in tests {
        var merged = test
        merged.name += ", config \(index + 1)"
        merged.value = PromptfooTests.merged(data, test.value)
        add(merged)
      }
    }
  }

  // MARK: One test

  private mutating func add(_ entry: Entry) {
    do throws(Refusal) {
      tests += try read(entry)
    } catch {
      let description = entry.value["description"]?.string.map { " (\($0))" } ?? ""
      refuse(entry.name + description, entry.file, error)
    }
  }

  /// A test laid over what it inherits: variables and options by name, assertions one after the other.
  private static func merged(_ base: JSONValue, _ own: JSONValue) -> JSONValue {
    guard case .object(let members) = base, case .object(let others) = own else { return own }
    var result = members
    for member in others {
      guard let index = result.firstIndex(where: { $0.name == member.name }) else {
        result.append(member)
        continue
      }
      switch (member.name, result[index].value, member.value) {
      case ("vars", _, _), ("options", _, _), ("metadata", _, _):
        result[index].value = laid(member.value, over: result[index].value)
      case ("assert", .array(let first), .array(let second)):
        result[index].value = .array(first + second)
      default: result[index].value = member.value
      }
    }
    return .object(result)
  }

  private static func laid(_ own: JSONValue, over base: JSONValue) -> JSONValue {
    guard case .object(var members) = base, case .object(let others) = own else { return own }
    for member in others {
      if let index = members.firstIndex(where: { $0.name == member.name }) {
        members[index].value = member.value
      } else {
        members.append(member)
      }
    }
    return .object(members)
  }

  /// Keys of a test that are read here.
  private static let keys = [
    "description", "vars", "assert", "threshold", "options", "metadata", "type",
  ]
  private static let options = [
    "prefix", "suffix", "disableVarExpansion", "disableDefaultAsserts", "provider", "rubricPrompt",
    "runSerially",
  ]

  private func read(_ entry: Entry) throws(Refusal) -> [PromptfooTest] {
    guard case .object = entry.value else {
      throw Refusal("the test is \(entry.value.kindName)", remedy: "State vars and assert.")
    }
    var base = defaults
    if entry.value["options"]?["disableDefaultAsserts"] == .bool(true),
      case .object(let members) = base
    {
      base = .object(members.filter { $0.name != "assert" })
    }
    let value = PromptfooTests.merged(base, entry.value)
    try PromptfooTests.check(value)
    let options = value["options"] ?? .null
    let combinations = try PromptfooVariables(files: files).combinations(
      try variables(value["vars"]), expands: options["disableVarExpansion"] != .bool(true))
    let assertions: [JSONValue] =
      if case .array(let items)? = value["assert"] { items } else { [] }
    guard !assertions.isEmpty else {
      throw Refusal(
        "it has no assertion, so nothing could fail",
        remedy: "Give it one, or defaultTest.")
    }
    let threshold = try PromptfooTests.threshold(value["threshold"])
    let metadata: [JSONValue.Member] =
      if case .object(let members)? = value["metadata"] { members } else { [] }
    return combinations.enumerated().map { index, variables in
      PromptfooTest(
        name: entry.name + (combinations.count > 1 ? ", combination \(index + 1)" : ""),
        origin: entry.name, file: entry.file, description: value["description"]?.string,
        variables: variables,
        assertions: assertions, threshold: threshold, metadata: metadata,
        prefix: options["prefix"]?.string ?? "", suffix: options["suffix"]?.string ?? "")
    }
  }

  private static func threshold(_ value: JSONValue?) throws(Refusal) -> Double? {
    switch value {
    case nil, .null: return nil
    case .int(let number)?: return Double(number)
    case .double(let number)?: return number
    case let value?:
      throw Refusal("its threshold is \(value.kindName)", remedy: "State a number.")
    }
  }

  /// Variables, stated or in a file.
  private func variables(_ value: JSONValue?) throws(Refusal) -> [JSONValue.Member] {
    switch value {
    case nil, .null: return []
    case .object(let members)?: return members
    default: break
    }
    var result: [JSONValue.Member] = []
    for item in list(value) {
      guard let text = item.string else {
        throw Refusal("its vars are \(item.kindName)", remedy: "State a mapping or a file.")
      }
      for file in try files.named(PromptfooFiles.reference(text) ?? text, "vars") {
        guard case .object(let members) = try files.data(file) else {
          throw Refusal("\(file) holds no variables", remedy: "Write a mapping into it.")
        }
        result += members
      }
    }
    return result
  }

  private static func check(_ value: JSONValue) throws(Refusal) {
    guard case .object(let members) = value else { return }
    for member in members where !keys.contains(member.name) && member.value != .null {
      throw Refusal(
        "it has \"\(member.name)\", \(reason(member.name))", remedy: remedy(member.name))
    }
    guard case .object(let options)? = value["options"] else { return }
    for option in options where !self.options.contains(option.name) && option.value != .null {
      let isCode = ["transform", "transformVars", "postprocess"].contains(option.name)
      let reason = isCode ? "which is code" : "which changes how the model is asked"
      throw Refusal(
        "it has options.\(option.name), \(reason)",
        remedy: isCode
          ? "State extract steps in the suite, such as trim, first_line, json or a regex."
          : "Remove it, and state generate in the suite.")
    }
  }

  private static func reason(_ key: String) -> String {
    switch key {
    case "provider", "providers": "which asks another model"
    case "providerOutput": "which asks no model at all"
    case "assertScoringFunction": "which is code"
    case "prompts": "which leaves prompts out"
    default: "which the import does not know"
    }
  }

  private static func remedy(_ key: String) -> String {
    switch key {
    case "provider", "providers": "Remove it: a suite asks the model that a run names."
    case "assertScoringFunction": "Use weight and threshold."
    case "prompts": "Import the tests of each prompt from a configuration of its own."
    default: Spelling.nearest(key, in: keys).map { "Did you mean \"\($0)\"?" } ?? "Remove it."
    }
  }
}

/// The rows of one prompt's suite: a test each, with its variables and its assertions.
struct PromptfooRows {
  private(set) var rows: [[JSONValue.Member]] = []
  private(set) var refused: [ImportReport.Refused] = []
  /// What a person should know, each once.
  private(set) var notes: [String] = []
  /// Fields to report metrics by.
  private(set) var slices: [String] = []
  /// Kinds of assertions that occur, and the names of metrics.
  private(set) var kinds: Set<AssertionKind> = []
  private(set) var metrics: [String] = []

  /// Fields that the import adds; a variable of such a name is refused.
  enum Field {
    static let id = "_id"
    static let test = "_test"
    static let assertions = "_assertions"
    static let threshold = "_threshold"
    static let prefix = "_prefix"
    static let suffix = "_suffix"
    static let description = "_description"
    static let all = [id, test, assertions, threshold, prefix, suffix, description]
  }

  /// Whether some test states a threshold, or text around the prompt.
  let hasThreshold: Bool
  let hasAffixes: Bool
  /// Whether several rows are one test with other variables, and so not independent.
  let hasCombinations: Bool
  private let assertions: PromptfooAssertions
  private let templates: [NunjucksTemplate]

  /// Makes the rows.
  ///
  /// - Parameters:
  ///   - tests: All tests of the configuration.
  ///   - prompt: What is asked.
  ///   - assertions: Translates theirs.
  /// - Throws: `Refusal` where the prompt itself cannot be imported.
  init(
    _ tests: [PromptfooTest], _ prompt: PromptfooPrompt, _ assertions: PromptfooAssertions
  ) throws(Refusal) {
    self.assertions = assertions
    templates = try prompt.templates.map { source throws(Refusal) in try NunjucksTemplate(source) }
    hasThreshold = tests.contains { $0.threshold != nil }
    hasAffixes = tests.contains { !$0.prefix.isEmpty || !$0.suffix.isEmpty }
    if hasAffixes, case .chat = prompt.content {
      throw Refusal(
        "its tests state prefix or suffix, which a chat's JSON has no place for",
        remedy: "Write them into the messages.")
    }
    hasCombinations = Set(tests.map(\.origin)).count < tests.count
    slices = PromptfooRows.slices(tests)
    var missing: [String: Int] = [:]
    for (index, test) in tests.enumerated() {
      do throws(Refusal) {
        rows.append(try row(test, number: index + 1, &missing))
      } catch {
        refuse(test, error)
      }
    }
    for name in missing.keys.sorted() {
      let count = missing[name] ?? 0
      notes.append(
        "\(count) test\(count == 1 ? " lacks" : "s lack") the variable \"\(name)\", which is then "
          + "shown as nothing, as in promptfoo")
    }
  }

  private mutating func refuse(_ test: PromptfooTest, _ refusal: Refusal) {
    let description = test.description.map { " (\($0))" } ?? ""
    refused.append(
      ImportReport.Refused(
        task: test.name + description, file: test.file, reason: refusal.reason,
        remedy: refusal.remedy))
  }

  /// Metadata that is one value a test, under the names that fields can have.
  private static func slices(_ tests: [PromptfooTest]) -> [String] {
    let variables = Set(tests.flatMap { $0.variables.map(\.name) })
    var names: [String] = []
    for member in tests.flatMap(\.metadata)
    where !names.contains(member.name) && !variables.contains(member.name)
      && !Field.all.contains(member.name)
    {
      let values = tests.compactMap { test in test.metadata.first { $0.name == member.name }?.value
      }
      if values.allSatisfy(\.isScalar) { names.append(member.name) }
    }
    return names
  }

  // MARK: One row

  private mutating func row(
    _ test: PromptfooTest, number: Int, _ missing: inout [String: Int]
  ) throws(Refusal) -> [JSONValue.Member] {
    for member in test.variables where Field.all.contains(member.name) {
      throw Refusal(
        "its variable \"\(member.name)\" has the name of a field that the import adds",
        remedy: "Rename it.")
    }
    var variables = test.variables
    var lacking: [String] = []
    for template in templates { variables = try template.adapted(variables, missing: &lacking) }
    let items = try assertions(of: test)
    for name in lacking { missing[name, default: 0] += 1 }
    note(items)
    var members = [JSONValue.Member(Field.id, .string(PromptfooRows.id(test, number)))]
    if hasCombinations {
      members.append(JSONValue.Member(Field.test, .string(test.origin)))
    }
    if let text = test.description {
      members.append(JSONValue.Member(Field.description, .string(text)))
    }
    members += variables
    for name in slices {
      let value = test.metadata.first { $0.name == name }?.value
      members.append(JSONValue.Member(name, value ?? .null))
    }
    if hasAffixes {
      members.append(JSONValue.Member(Field.prefix, .string(test.prefix)))
      members.append(JSONValue.Member(Field.suffix, .string(test.suffix)))
    }
    members.append(JSONValue.Member(Field.assertions, .array(items)))
    if hasThreshold {
      members.append(
        JSONValue.Member(Field.threshold, test.threshold.map(JSONNumber.plain) ?? .null))
    }
    return members
  }

  /// The assertions that can be imported; the others are refused by name.
  ///
  /// Where a threshold stands over them, none may be missing, since it would mean something else.
  private mutating func assertions(of test: PromptfooTest) throws(Refusal) -> [JSONValue] {
    var items: [JSONValue] = []
    var lost: [Refusal] = []
    for stated in test.assertions {
      do throws(Refusal) {
        items.append(try assertions.row(stated, test.variables))
      } catch {
        lost.append(error)
      }
    }
    guard let first = lost.first else { return items }
    guard !items.isEmpty else { throw first }
    if test.threshold != nil {
      throw Refusal(
        "\(first.reason), and the test's threshold is one of all assertions", remedy: first.remedy)
    }
    for refusal in lost {
      refuse(
        test,
        Refusal("\(refusal.reason); the test is imported with the others", remedy: refusal.remedy))
    }
    return items
  }

  private mutating func note(_ items: [JSONValue]) {
    for item in items {
      guard let assertion = try? AssertionReader.assertion(item) else { continue }
      kinds.formUnion(assertion.leaves.map(\.kind))
      for name in ([assertion] + assertion.members).compactMap(\.metric)
      where !metrics.contains(name) {
        metrics.append(name)
      }
    }
  }

  /// The number of the test among all, with the words of its description.
  private static func id(_ test: PromptfooTest, _ number: Int) -> String {
    guard let description = test.description, !description.isEmpty else { return "\(number)" }
    return "\(number)-\(SuiteName.id(String(description.prefix(40))))"
  }

  /// The rows as JSON Lines.
  func lines() throws(Failure) -> [UInt8] {
    var text = ""
    for row in rows { text += try JSONValue.object(row).jsonText() + "\n" }
    return Array(text.utf8)
  }
}

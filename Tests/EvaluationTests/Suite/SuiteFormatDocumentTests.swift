import Evaluation
import Foundation
import Testing

/// The reference page's examples load, and the schemas know the keys that the reader knows.
struct SuiteFormatDocumentTests {
  private static let docs = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().appending(path: "../../../docs").standardized

  private static func text(_ name: String) throws -> String {
    try String(contentsOf: docs.appending(path: name), encoding: .utf8)
  }

  /// The fenced blocks that say `example=NAME file=FILE`, by example.
  private func examples() throws -> [String: [String: String]] {
    var examples: [String: [String: String]] = [:]
    let blocks = try SuiteFormatDocumentTests.text("suite-format.md").components(separatedBy: "```")
    for block in blocks {
      let lines = block.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      let words = lines[0].split(separator: " ")
      guard lines.count == 2, words.count == 3, words[1].hasPrefix("example="),
        words[2].hasPrefix("file=")
      else { continue }
      let (example, file) = (String(words[1].dropFirst(8)), String(words[2].dropFirst(5)))
      examples[example, default: [:]][file] = String(lines[1])
    }
    return examples
  }

  @Test(arguments: [
    "first", "generate", "canary", "contexts", "shapes", "pipelines", "schema", "instructions",
    "messages", "assertions",
  ])
  func theExamplesLoadWithoutWarning(_ name: String) throws {
    let files = try #require(try examples()[name])
    let suite = try SuiteFolder(files).load()
    #expect(!suite.samples.isEmpty)
    #expect(suite.warnings.isEmpty)
    if let shown = files["prompt"] {
      let prompt = try #require(suite.samples.first?.requests.first?.prompt?.plainText)
      #expect(prompt + "\n" == shown)
    }
  }

  @Test func theExampleOfAPlanLoads() throws {
    var files = try #require(try examples()["plan"])
    files["quality/sentiment/suite.yaml"] = "suite: sentiment\n"
    let folder = try SuiteFolder(files)
    #expect(folder.planFailures() == [])
    let plan = try PlanFile.load(folder.path + "/plan.yaml")
    #expect(plan.policy.map(\.kind) == [.threshold, .threshold, .zeroTolerance, .completeness])
    #expect(plan.groups.map(\.name) == ["understanding"])
  }

  // MARK: Schemas

  /// The keys that the reader names when it meets one that it does not know.
  private func known(_ failures: [String], at field: String) throws -> [String] {
    let failure = try #require(
      failures.first { $0.contains(": \(field): unknown key") }, "\(field): \(failures)")
    let list = try #require(failure.components(separatedBy: "The known keys are: ").last)
    return list.dropLast().components(separatedBy: ", ").sorted()
  }

  private func properties(_ schema: JSONValue?) throws -> [String] {
    guard case .object(let members)? = schema?["properties"] else {
      throw Failure(.badData, "the schema has no properties")
    }
    return members.map(\.name).sorted()
  }

  @Test func theSuiteSchemaHasTheKeysOfTheReader() throws {
    let schema = try JSONValue.parse(
      SuiteFormatDocumentTests.text("suite.schema.json"), file: "suite.schema.json")
    let nested = ["data", "prompt", "pair", "generate", "compare", "probe"]
    let lines =
      nested.map { "\($0): {QQQQQQQQ: 1}" } + [
        "QQQQQQQQ: 1", "instructions: {QQQQQQQQ: 1}",
      ]
    let failures = try SuiteFolder(lines.joined(separator: "\n"), "").failures()
    #expect(try properties(schema) == known(failures, at: "QQQQQQQQ"))
    for key in nested {
      let part = schema["properties"]?[key]
      #expect(try properties(part) == known(failures, at: "\(key).QQQQQQQQ"), "\(key)")
    }
    #expect(
      try properties(schema["properties"]?["instructions"]?["oneOf"].flatMap(\.lastItem))
        == known(failures, at: "instructions.QQQQQQQQ"))
    guard case .array(let steps)? = schema["$defs"]?["steps"]?["items"]?["oneOf"] else {
      throw Failure(.badData, "the schema has no steps")
    }
    let join = try SuiteFolder("data: {path: x, join: {QQQQQQQQ: 1}}", "").failures()
    #expect(
      try properties(schema["properties"]?["data"]?["properties"]?["join"])
        == known(join, at: "data.join.QQQQQQQQ"))
    for step in steps.dropFirst() {
      let keys = try properties(step)
      guard case .string(let key)? = step["required"].flatMap(\.firstItem) else {
        throw Failure(.badData, "a step of the schema names no key")
      }
      let failures = try SuiteFolder("extract: [{\(key): 1, QQQQQQQQ: 1}]", "").failures()
      #expect(keys == (try known(failures, at: "extract[0].QQQQQQQQ")), "\(key)")
    }
    let choice = steps.first { $0["properties"]?["multi_choice"] != nil }
    let inner = try SuiteFolder("extract: [{multi_choice: {QQQQQQQQ: 1}}]", "").failures()
    #expect(
      try properties(choice?["properties"]?["multi_choice"])
        == known(inner, at: "extract[0].multi_choice.QQQQQQQQ"))
    let shots = try SuiteFolder("prompt: {few_shot: {QQQQQQQQ: 1}}", "").failures()
    #expect(
      try properties(schema["properties"]?["prompt"]?["properties"]?["few_shot"])
        == known(shots, at: "prompt.few_shot.QQQQQQQQ"))
  }

  @Test func theSuiteSchemaHasTheTasksOfTheReader() throws {
    let schema = try JSONValue.parse(
      SuiteFormatDocumentTests.text("suite.schema.json"), file: "suite.schema.json")
    #expect(
      schema["properties"]?["task"]?["enum"]
        == .array(TaskKind.allCases.map { .string($0.rawValue) }))
  }

  @Test func thePlanSchemaHasTheKeysOfTheReader() throws {
    let schema = try JSONValue.parse(
      SuiteFormatDocumentTests.text("plan.schema.json"), file: "plan.schema.json")
    let failures = try SuiteFolder(["plan.yaml": "QQQQQQQQ: 1\ngate: [{QQQQQQQQ: 1}]\n"])
      .planFailures()
    #expect(try properties(schema) == known(failures, at: "QQQQQQQQ"))
    #expect(
      try properties(schema["properties"]?["gate"]?["items"])
        == known(failures, at: "gate[0].QQQQQQQQ"))
  }
}

extension JSONValue {
  fileprivate var firstItem: JSONValue? {
    if case .array(let items) = self { items.first } else { nil }
  }

  fileprivate var lastItem: JSONValue? {
    if case .array(let items) = self { items.last } else { nil }
  }
}

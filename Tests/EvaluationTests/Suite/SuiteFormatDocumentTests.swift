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
    "messages", "assertions", "perturb", "exposure", "turns",
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

  @Test(arguments: FileSchema.allCases)
  func theSchemaBesideThisPageIsThatOfTheReader(_ schema: FileSchema) throws {
    #expect(
      try SuiteFormatDocumentTests.text(schema.fileName) == schema.text(),
      "record it anew: assay schema \(schema.rawValue) > docs/\(schema.fileName)")
  }
}

import Evaluation
import Foundation
import Testing

/// A configuration of promptfoo in a temporary folder, and what becomes of it.
struct PromptfooFolder {
  let folder: SuiteFolder
  let report: ImportReport

  /// Imports `promptfooconfig.yaml`, beside other files.
  init(_ config: String, _ files: [String: String] = [:]) throws {
    folder = try SuiteFolder(
      files.merging(["promptfooconfig.yaml": config]) { $1 })
    report = try PromptfooImport(path: folder.path).run(into: folder.path + "/out")
  }

  func suite(_ index: Int = 0) throws -> Suite {
    let file = try #require(
      report.imported.indices.contains(index) ? report.imported[index].file : nil, "\(report)")
    return try folder.load("out/" + file)
  }

  func text(_ name: String) throws -> String {
    try String(contentsOfFile: "\(folder.path)/out/\(name)", encoding: .utf8)
  }

  /// What was not imported: `name: reason`.
  var refused: [String] {
    report.refused.map { folder.shortened("\($0.task): \($0.reason)") }
  }

  /// The prompts of a suite's samples, chats as their turns.
  func prompts(_ index: Int = 0) throws -> [String] {
    try suite(index).samples.map { sample in
      let prompt = sample.requests.first?.prompt
      return prompt?.plainText ?? prompt?.turns.joined(separator: " | ") ?? ""
    }
  }

  /// The assertions of a suite's samples.
  func assertions(_ index: Int = 0) throws -> [AssertionList] {
    try suite(index).samples.map(\.assertions)
  }
}

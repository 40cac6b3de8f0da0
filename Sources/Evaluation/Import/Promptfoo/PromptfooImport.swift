import Foundation

/// `assay import promptfoo`: each prompt of a configuration becomes a suite over its tests.
package struct PromptfooImport {
  /// A configuration file, or the folder of one.
  package var path: String
  /// Whether prompts that are texts are asked as they are, without a chat template.
  package var isCompletion: Bool

  package init(path: String, isCompletion: Bool = false) {
    self.path = path
    self.isCompletion = isCompletion
  }

  /// What promptfoo looks for in a folder.
  private static let names = ["yaml", "yml", "json"].map { "promptfooconfig.\($0)" }
  /// Keys of a configuration whose absence changes no answer.
  private static let ignored = [
    "$schema", "description", "prompts", "providers", "targets", "tests", "scenarios",
    "defaultTest", "assertionTemplates", "outputPath", "sharing", "tags", "metadata", "env",
    "evaluateOptions", "commandLineOptions", "writeLatestResults", "author",
  ]

  /// Imports into a folder.
  ///
  /// - Parameter out: The folder; files of the same names are replaced.
  /// - Returns: What came of it.
  /// - Throws: `Failure` where the configuration cannot be read or a file cannot be written.
  package func run(into out: String) throws -> ImportReport {
    let file = try PromptfooImport.file(path)
    let config = try PromptfooDocument.read(file)
    guard case .object(let members) = config else {
      throw Failure(
        .badData, "the configuration is \(config.kindName), not a mapping",
        at: Place(file: file, line: 1), remedy: "Name a promptfooconfig.yaml.")
    }
    var report = ImportReport()
    for member in members where !PromptfooImport.ignored.contains(member.name) {
      report.refused.append(PromptfooImport.refused(member.name, file))
    }
    let folder = try ImportFolder(out)
    let files = PromptfooFiles(config: file)
    let prompts = PromptfooPrompts(config["prompts"], files)
    for (name, refusal) in prompts.refused { report.refuse(name, file, refusal) }
    let tests = PromptfooTests(config, files)
    report.refused += tests.refused
    let writer = PromptfooWriter(
      config: config, file: file, files: files, folder: folder, isCompletion: isCompletion)
    try writer.write(prompts.prompts, tests.tests, &report)
    try folder.write(Array(report.json().utf8), as: "import.json")
    return report
  }

  private static func file(_ path: String) throws(Failure) -> String {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory),
      isDirectory.boolValue
    else { return path }
    let folder = path.hasSuffix("/") ? path : path + "/"
    if let name = names.first(where: { FileManager.default.fileExists(atPath: folder + $0) }) {
      return folder + name
    }
    throw Failure(
      .inputMissing, "\(path) has no promptfooconfig.yaml", remedy: "Name the configuration file.")
  }

  private static func refused(_ key: String, _ file: String) -> ImportReport.Refused {
    let (reason, remedy) =
      switch key {
      case "redteam":
        (
          "its attacks are made by promptfoo's own service",
          "Have promptfoo write them into a file of tests (redteam generate), and import that; or "
            + "run the suites of suites/safety."
        )
      case "nunjucksFilters": ("its filters are code", "Use filters that Jinja has.")
      case "extensions": ("extensions are code", "Prepare the tests before they are imported.")
      case "derivedMetrics":
        ("derived metrics are formulas over others", "Gate on the metrics themselves.")
      default: ("the import does not know this key", "Remove it.")
      }
    return ImportReport.Refused(task: key, file: file, reason: reason, remedy: remedy)
  }
}

extension ImportReport {
  /// Notes what was not imported.
  mutating func refuse(_ task: String, _ file: String, _ refusal: Refusal) {
    refused.append(
      Refused(task: task, file: file, reason: refusal.reason, remedy: refusal.remedy))
  }
}

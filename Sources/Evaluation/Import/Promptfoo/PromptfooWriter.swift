import Crypto
import Foundation

/// Writes the suites of a configuration, and the plan that runs them together.
struct PromptfooWriter {
  let config: JSONValue
  let file: String
  let files: PromptfooFiles
  let folder: ImportFolder
  let isCompletion: Bool

  func write(
    _ prompts: [PromptfooPrompt], _ tests: [PromptfooTest], _ report: inout ImportReport
  ) throws {
    let providers = PromptfooProviders(config)
    let ids = ids(prompts)
    var written: [String] = []
    for (prompt, id) in zip(prompts, ids) {
      do {
        let rows = try PromptfooRows(
          tests, prompt,
          PromptfooAssertions(files: files, templates: config["assertionTemplates"] ?? .null))
        // What is wrong with a test is said once, not once a prompt.
        for entry in rows.refused where !report.refused.contains(entry) {
          report.refused.append(entry)
        }
        let suite = try write(prompt, id, rows, providers)
        written.append(suite)
        report.imported.append(
          ImportReport.Imported(
            task: prompt.label ?? prompt.name, file: suite, notes: rows.notes + providers.notes))
      } catch let refusal as Refusal {
        report.refuse(prompt.label ?? prompt.name, file, refusal)
      } catch let failures as Failures {
        report.refuse(
          prompt.label ?? prompt.name, file,
          Refusal(unwritable: failures, remedy: "Write a suite of your own over its tests."))
      }
    }
    if !written.isEmpty {
      let name = "\(base).plan.yaml"
      try folder.write(Array(plan(written).utf8), as: name)
      report.plans.append(name)
    }
  }

  private func write(
    _ prompt: PromptfooPrompt, _ id: String, _ rows: PromptfooRows, _ providers: PromptfooProviders
  ) throws -> String {
    guard !rows.rows.isEmpty else {
      throw Refusal("none of its tests can be imported", remedy: "See what is said of each.")
    }
    let bytes = try rows.lines()
    let data = "data/\(id).jsonl"
    try ImportFolder.make(folder.root + "/data")
    try folder.write(bytes, as: data)
    let suite = PromptfooSuite(
      id: id, config: file, description: description, prompt: prompt, rows: rows,
      generation: providers.generation, isCompletion: isCompletion)
    let name = "\(id).yaml"
    try folder.write(
      Array(suite.document(data: data, digest: SHA256.hexDigest(bytes)).utf8), as: name)
    do throws(Failures) {
      _ = try SuiteLoader(seed: 1).load(folder.path(of: name))
    } catch {
      folder.remove(name)
      folder.remove(data)
      throw error
    }
    return name
  }

  private var description: String {
    config["description"]?.string ?? "Tests of \(file.split(separator: "/").last ?? "promptfoo")."
  }

  /// What suites and plan are called after: the description, or else the folder.
  private var base: String {
    if let text = config["description"]?.string, !text.isEmpty {
      return PromptfooWriter.words(SuiteName.id(text))
    }
    let folder = URL(fileURLWithPath: file).standardizedFileURL.deletingLastPathComponent()
    return SuiteName.id(folder.lastPathComponent)
  }

  /// The first words of an id, some 24 characters: reports have little room for more.
  private static func words(_ id: String) -> String {
    var result = ""
    for word in id.split(separator: "-") where !word.isEmpty {
      guard result.isEmpty || result.count + word.count < 24 else { break }
      result += result.isEmpty ? String(word.prefix(40)) : "-\(word)"
    }
    return result.isEmpty ? id : result
  }

  /// An id a prompt: the base, with a label or a number where there are several.
  private func ids(_ prompts: [PromptfooPrompt]) -> [String] {
    guard prompts.count > 1 else { return [base] }
    var ids: [String] = []
    for (index, prompt) in prompts.enumerated() {
      let label = prompt.label.map { SuiteName.id(String($0.prefix(40))) } ?? "\(index + 1)"
      let id = "\(base)-\(label)"
      ids.append(ids.contains(id) ? "\(id)-\(index + 1)" : id)
    }
    return ids
  }

  /// As promptfoo fails where one test does, so does this plan.
  private func plan(_ suites: [String]) -> String {
    let passing: [(key: String, value: YAMLText)] = [
      ("id", .text("all-pass")), ("metric", .text("*.assertion_pass_rate")),
      ("kind", .text("threshold")), ("at_least", .plain("1")),
    ]
    let measured: [(key: String, value: YAMLText)] = [
      ("id", .text("all-measured")), ("kind", .text("completeness")),
    ]
    return "# Imported from \(file) of promptfoo, which fails where one test does.\n"
      + YAMLText.map([
        ("plan", .text(base)), ("description", .text(description)),
        ("suites", .list(suites.map { .text($0) })),
        ("gate", .list([.map(passing), .map(measured)])),
      ]).document
  }
}

internal import ArgumentParser
internal import Evaluation
internal import Reports

/// `assay list PATH…`.
struct ListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists suites: id, task, samples, tags, description.",
    discussion: "EXAMPLE\n  assay list suites/ --filter tag:safety")

  @OptionGroup var selection: SelectionOptions

  @Flag(help: "Prints JSON.")
  var json = false

  private struct Line: Encodable {
    let suite: String
    let task: String
    let samples: Int
    let tags: [String]
    let metrics: [String]
    let description: String
    let file: String
  }

  func run() async throws {
    try await reportingErrors {
      let lines = try selection.plan().suites.map { suite in
        Line(
          suite: suite.definition.id, task: suite.definition.task.rawValue,
          samples: suite.samples.count, tags: suite.definition.tags,
          metrics: suite.definition.metrics, description: suite.definition.description,
          file: suite.definition.file)
      }
      guard !json else { return print(try JSONLine.text(lines, pretty: true)) }
      let rows = lines.map { line in
        [
          line.suite, line.task, "\(line.samples)", line.tags.joined(separator: ","),
          DisplayWidth.fitted(Sanitizer.line(line.description), to: 60),
        ]
      }
      print(PlainTable.text(["suite", "task", "samples", "tags", "description"], rows))
    }
  }
}

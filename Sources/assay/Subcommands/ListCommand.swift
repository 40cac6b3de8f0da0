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
    /// None where the data was not fetched.
    let samples: Int?
    let tags: [String]
    let metrics: [String]
    let description: String
    let file: String

    init(_ suite: SuiteDefinition, samples: Int?) {
      self.suite = suite.id
      task = suite.task.rawValue
      self.samples = samples
      tags = suite.tags
      metrics = suite.metrics
      description = suite.description
      file = suite.file
    }
  }

  func run() async throws {
    try await reportingErrors {
      let unfetched = try selection.unfetched()
      var lines: [Line] = []
      if try SuitePaths(selection.paths).suites.count > unfetched.count || unfetched.isEmpty {
        lines = try selection.plan(skippingUnfetched: true).suites.map {
          Line($0.definition, samples: $0.samples.count)
        }
      }
      lines += try selection.selected(unfetched).map { Line($0.definition, samples: nil) }
      guard !json else { return print(try JSONLine.text(lines, pretty: true)) }
      let rows = lines.map { line in
        [
          line.suite, line.task, line.samples.map { "\($0)" } ?? "not fetched",
          line.tags.joined(separator: ","),
          DisplayWidth.fitted(Sanitizer.line(line.description), to: 60),
        ]
      }
      print(PlainTable.text(["suite", "task", "samples", "tags", "description"], rows))
    }
  }
}

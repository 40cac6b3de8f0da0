internal import ArgumentParser
internal import Evaluation

/// `assay import promptfoo FILE`.
struct ImportPromptfooCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "promptfoo",
    abstract: "Imports prompts and tests of promptfoo with their assertions.",
    discussion: """
      Each prompt becomes a suite over the tests, and a plan gates on all of them
      passing. Files that the configuration names are read at once. Assertions that
      run code or ask a model are listed as not imported.

      EXAMPLES
        assay import promptfoo promptfooconfig.yaml --out suites/mine
        assay run suites/mine/*.plan.yaml --model model.gguf
      """)

  @Argument(help: "The configuration file, or its folder.")
  var path: String

  @ArgumentParser.Option(help: "The folder to write into.")
  var out: String

  @Flag(help: "Ask prompts that are texts as they are, without the checkpoint's chat template.")
  var completion = false

  func run() async throws {
    try await reportingErrors {
      let report = try PromptfooImport(path: path, isCompletion: completion).run(into: out)
      ImportSummary.show(report, folder: out)
      if report.exitCode != 0 { throw ExitCode(report.exitCode) }
    }
  }
}

internal import ArgumentParser

/// The command line: arguments, wiring, exit code.
@main
struct Assay: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assay",
    abstract: "Evaluates language-model checkpoints and says whether one may be released.",
    discussion: """
      EXAMPLES
        assay run suites/smoke.yaml --model model.gguf    evaluate, judge, report
        assay plan suites/release.yaml                    what would run
        assay lint suites/                                check without a model
        assay inspect model.gguf                          what a checkpoint is

      EXIT CODES
        0   passed                        64  wrong usage
        1   a quality condition failed    65  bad suite, data or checkpoint
        2   a safety condition failed     66  an input is missing
        3   inconclusive or incomplete    69  the model lacks a capability
        5   nothing was selected          70  internal error
        6   --strict and a warning        74  results could not be written
                                          75  transient, try again
                                          130, 143  interrupted; see --resume
      """,
    version: Version.text,
    subcommands: [
      RunCommand.self, PlanCommand.self, ListCommand.self, LintCommand.self, PromptsCommand.self,
      DataCommand.self, ImportCommand.self, ExportCommand.self, SchemaCommand.self,
      AuditCommand.self, InspectCommand.self, TokenizeCommand.self, LogprobsCommand.self,
      GenerateCommand.self, ProbeCommand.self, BenchCommand.self,
    ])
}

/// The tool's version.
enum Version {
  static let text = "0.1.0"
}

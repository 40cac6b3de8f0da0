internal import ArgumentParser

/// The command line: arguments, wiring, exit code.
@main
struct Assay: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assay",
    abstract: "Evaluates language-model checkpoints and says whether one may be released.",
    version: "0.1.0")
}

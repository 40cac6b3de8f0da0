internal import ArgumentParser

/// `assay probe`.
struct ProbeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "probe",
    abstract: "Shows how the judges of probes decide.",
    discussion: "EXAMPLE\n  assay probe explain --judge refusal --text \"I can't help with that.\"",
    subcommands: [ProbeExplainCommand.self])
}

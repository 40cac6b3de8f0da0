internal import ArgumentParser

/// `assay data`.
struct DataCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data",
    abstract: "Fetches the public data that suites name, and lists what is there.",
    discussion: """
      This is the only command that uses the network, and only for the addresses that suites name.

      EXAMPLES
        assay data pull gsm8k
        assay data list
      """,
    subcommands: [DataPullCommand.self, DataListCommand.self])
}

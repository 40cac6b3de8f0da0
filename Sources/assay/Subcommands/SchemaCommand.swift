internal import ArgumentParser
internal import Evaluation

/// `assay schema suite|plan|policy`.
struct SchemaCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Prints the JSON Schema of suites, plans or gate policies.",
    discussion: """
      Draft 2020-12, made from what the reader itself goes by. An editor with a
      language server for YAML completes and checks files that begin with
        # yaml-language-server: $schema=suite.schema.json

      EXAMPLES
        assay schema suite > suite.schema.json
        assay schema plan > plan.schema.json
      """)

  @Argument(help: "Whose schema: suite, plan, or policy for the conditions of a gate.")
  var file: FileSchema

  func run() async throws {
    try await reportingErrors { print(try file.text(), terminator: "") }
  }
}

extension FileSchema: ExpressibleByArgument {}

import Testing

/// Help, version and the list of commands.
struct HelpTests {
  private static let commands = [
    "run", "plan", "list", "lint", "prompts", "export", "schema", "audit", "inspect", "tokenize",
    "logprobs", "generate", "probe", "bench",
  ]

  @Test(arguments: commands)
  func everyCommandHasHelpWithAnExample(command: String) async throws {
    let result = try await assay(command, "--help")
    #expect(result.exitCode == 0)
    #expect(result.errors == "")
    #expect(result.output.contains("EXAMPLE"))
    #expect(result.output.contains("assay \(command) "))
    #expect(result.output.contains("USAGE: assay \(command) "))
    #expect(try await assay("help", command).output == result.output)
  }

  @Test func theHelpNamesEveryCommandAndExitCode() async throws {
    let result = try await assay("--help")
    #expect(result.exitCode == 0)
    let lines = result.output.split(separator: "\n")
    for command in HelpTests.commands {
      #expect(lines.contains { $0.hasPrefix("  \(command) ") }, "\(command)")
    }
    for code in ["0", "1", "2", "3", "5", "6", "64", "65", "66", "69", "70", "74", "75", "130"] {
      #expect(result.output.contains(" \(code) ") || result.output.contains(" \(code),"), "\(code)")
    }
    #expect(try await assay([]).output == result.output)
  }

  @Test func theVersionIsThatOfTheResults() async throws {
    let result = try await assay("--version")
    #expect(result.exitCode == 0)
    #expect(result.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil, "\(result.output)")
  }
}

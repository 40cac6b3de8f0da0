internal import ArgumentParser
internal import Evaluation
internal import Foundation
internal import Reports

/// `assay prompts SUITE_OR_PLAN…`.
struct PromptsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prompts",
    abstract: "Shows what would be asked, sample by sample, without a model.",
    discussion: """
      With --json a line a sample: suite, id, and each request with its prompt and
      continuation as they would reach the model, chat templates aside.

      EXAMPLES
        assay prompts suites/quality/reading/suite.yaml --limit 2
        assay prompts suites/ --json > prompts.jsonl
      """)

  @OptionGroup var selection: SelectionOptions

  @Flag(help: "Prints JSON Lines.")
  var json = false

  func run() async throws {
    try await reportingErrors {
      for suite in try selection.plan().suites {
        for sample in suite.samples {
          if json {
            print(try PromptLine.json(sample, suite: suite.definition.id))
          } else {
            print(PromptLine.text(sample, suite: suite.definition.id))
          }
        }
      }
    }
  }
}

/// A sample's requests as text.
enum PromptLine {
  /// A line of JSON.
  static func json(_ sample: Sample, suite: String) throws -> String {
    try JSONValue.object([
      .init("id", .string(sample.id)),
      .init("requests", .array(sample.requests.map(json))), .init("suite", .string(suite)),
    ]).jsonText()
  }

  private static func json(_ request: ModelRequest) -> JSONValue {
    switch request {
    case .loglikelihood(let context, let continuation):
      .object([
        .init("continuation", .string(continuation)), .init("kind", .string("loglikelihood")),
        .init("prompt", json(context)),
      ])
    case .rollingLoglikelihood(let text):
      .object([.init("kind", .string("rolling_loglikelihood")), .init("text", .string(text))])
    case .generate(let prompt, let options):
      .object([
        .init("kind", .string("generate")), .init("max_tokens", .int(options.maxTokens)),
        .init("prompt", json(prompt)), .init("stop", .array(options.stop.map { .string($0) })),
        .init("temperature", .double(options.temperature)),
      ])
    }
  }

  private static func json(_ prompt: Prompt) -> JSONValue {
    switch prompt {
    case .text(let text): .string(text)
    case .chat(let messages, let prefix):
      .array(
        (messages + (prefix.isEmpty ? [] : [Message(role: "prefix", content: prefix)])).map {
          .object([.init("content", .string($0.content)), .init("role", .string($0.role))])
        })
    }
  }

  /// For people: the prompt where it differs from the one before, then what follows it.
  static func text(_ sample: Sample, suite: String) -> String {
    var lines = ["=== \(suite) \(sample.id)"]
    var shown: Prompt?
    for request in sample.requests {
      switch request {
      case .loglikelihood(let context, let continuation):
        if context != shown { lines += text(context) }
        shown = context
        lines.append("  → \(quoted(continuation))")
      case .rollingLoglikelihood(let text): lines += text.split(separator: "\n").map { "  \($0)" }
      case .generate(let prompt, let options):
        if prompt != shown { lines += text(prompt) }
        shown = prompt
        let stops = options.stop.map(quoted).joined(separator: ", ")
        lines.append("  → at most \(options.maxTokens) tokens, stops: \(stops)")
      }
    }
    return lines.map { Sanitizer.line($0, limit: 65_536) }.joined(separator: "\n")
  }

  private static func text(_ prompt: Prompt) -> [String] {
    let text: String
    switch prompt {
    case .text(let plain): text = plain
    case .chat(let messages, let prefix):
      text =
        messages.map { "[\($0.role)] \($0.content)" }.joined(separator: "\n")
        + (prefix.isEmpty ? "" : "\n[prefix] \(prefix)")
    }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
  }

  private static func quoted(_ text: String) -> String {
    (try? JSONValue.string(text).jsonText()) ?? "\"\(text)\""
  }
}

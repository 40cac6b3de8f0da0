/// The suite file of one prompt of promptfoo.
struct PromptfooSuite {
  let id: String
  let config: String
  let description: String
  let prompt: PromptfooPrompt
  let rows: PromptfooRows
  let generation: [(key: String, value: YAMLText)]
  /// Whether texts are asked as they are, without a chat template.
  let isCompletion: Bool

  /// The file's text.
  ///
  /// - Parameters:
  ///   - data: The rows' file, as the suite names it.
  ///   - digest: Its SHA-256.
  /// - Returns: YAML.
  func document(data: String, digest: String) -> String {
    var source: [(key: String, value: YAMLText)] = [
      ("path", .text(data)), ("sha256", .text(digest)), ("id", .text(PromptfooRows.Field.id)),
    ]
    if rows.hasCombinations { source.append(("cluster", .text(PromptfooRows.Field.test))) }
    if !rows.slices.isEmpty { source.append(("slices", .row(rows.slices.map { .text($0) }))) }
    var entries: [(key: String, value: YAMLText)] = [
      ("suite", .text(id)), ("description", .text(description)),
      ("tags", .row([.text("promptfoo")])), ("data", .map(source)),
      ("prompt", .map(question)), ("task", .text(TaskKind.generate.rawValue)),
    ]
    if !generation.isEmpty { entries.append(("generate", .map(generation))) }
    entries.append(("assertions", assertions))
    entries.append(("metrics", .list(metrics.map { .text($0) })))
    return "# Imported from \(config) of promptfoo.\n" + YAMLText.map(entries).document
  }

  private var question: [(key: String, value: YAMLText)] {
    switch prompt.content {
    case .text(let text):
      let whole =
        rows.hasAffixes
        ? "{{ \(PromptfooRows.Field.prefix) }}\(text){{ \(PromptfooRows.Field.suffix) }}" : text
      return [("text", .text(whole))] + (isCompletion ? [] : [("chat", .plain("true"))])
    case .chat(let messages):
      return [
        (
          "messages",
          .list(
            messages.map { .map([("role", .text($0.role)), ("content", .text($0.content))]) })
        )
      ]
    }
  }

  private var assertions: YAMLText {
    let list = YAMLText.text("{{ \(PromptfooRows.Field.assertions) }}")
    guard rows.hasThreshold else { return list }
    return .map([
      ("list", list), ("threshold", .text("{{ \(PromptfooRows.Field.threshold) }}")),
    ])
  }

  /// Of all assertions, of each kind, of each named metric.
  private var metrics: [String] {
    ["assertion_pass_rate", "assertion_score", "assertion_rate"]
      + AssertionKind.allCases.filter(rows.kinds.contains).map(AssertionMetrics.rate(of:))
      + rows.metrics.map(AssertionMetrics.score(named:))
  }
}

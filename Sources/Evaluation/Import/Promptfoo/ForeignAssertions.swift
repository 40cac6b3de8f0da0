/// Why assertions of promptfoo are not imported, and what to do instead.
enum ForeignAssertions {
  private static let grader = "is graded by another model"
  private static let judgeRemedy =
    "Write a suite with a judge: whose rubric says it, and a calibration set of answers that "
    + "people have graded (docs/suite-format.md)."
  private static let codeRemedy =
    "Say it with contains, regex, word-count or is-json and a schema, or with extract and a metric."
  private static let textRemedy = "Look for what matters with contains or regex."
  private static let runRemedy =
    "Time and cost are the run's, not an answer's: judge them by a budget condition of the plan "
    + "where your version has one; assay bench and the report measure them."

  private static let reasons: [(names: [String], reason: String, remedy: String)] = [
    (["javascript", "python", "ruby"], "is code", codeRemedy),
    (["webhook"], "asks a server", codeRemedy),
    (["latency"], "measures time", runRemedy),
    (["cost"], "measures a price", runRemedy),
    (
      [
        "llm-rubric", "g-eval", "model-graded-closedqa", "model-graded-factuality", "factuality",
        "answer-relevance", "context-faithfulness", "context-recall", "context-relevance",
        "conversation-relevance", "search-rubric", "agent-rubric", "research-rubric", "pi",
        "select-best", "max-score", "trajectory:goal-success",
      ], grader, judgeRemedy
    ),
    (
      ["similar", "similar:cosine", "similar:dot", "similar:euclidean"],
      "compares embeddings of a model",
      "Compare words instead, with rouge-n or bleu, or write a suite with a judge:."
    ),
    (["classifier", "moderation", "guardrails"], "asks a classifier", judgeRemedy),
    (
      ["is-html", "contains-html", "is-xml", "contains-xml"],
      "reads HTML or XML, which Assay does not",
      textRemedy
    ),
    (["is-sql", "contains-sql"], "parses SQL, which Assay does not", textRemedy),
    (["gleu", "meteor"], "is a similarity that Assay does not compute", "Use rouge-n or bleu."),
    (
      ["perplexity", "perplexity-score"], "measures the answer's own probability",
      "Measure texts with a suite of task: perplexity."
    ),
    (
      [
        "is-valid-function-call", "is-valid-openai-function-call", "is-valid-openai-tools-call",
        "tool-call-f1", "skill-used", "trajectory:tool-used", "trajectory:tool-args-match",
        "trajectory:tool-sequence", "trajectory:step-count",
      ], "looks at calls of tools, which Assay does not make",
      "Have the call written as JSON, and hold it against a schema with is-json."
    ),
    (
      ["trace-span-count", "trace-span-duration", "trace-error-spans"], "looks at traces",
      "Remove it."
    ),
    (
      ["finish-reason"], "looks at why the answer ended",
      "The reasons stand in samples.jsonl; limit the length with generate.max_tokens."
    ),
  ]

  /// Why a type is not imported; `nil` for types that are not known at all.
  static func refusal(_ type: String) -> Refusal? {
    guard let entry = reasons.first(where: { $0.names.contains(type) }) else { return nil }
    return Refusal("the assertion \(type) \(entry.reason)", remedy: entry.remedy)
  }
}

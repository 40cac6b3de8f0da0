import Evaluation
import Testing

/// The JSON Schema for editors says of a suite what the reader says of it.
struct SuiteSchemaTests {
  /// Valid, and in the JSON that YAML takes, too.
  private static let valid = """
    {"suite": "s", "data": {"path": "items.jsonl", "id": "id"}, "prompt": {"text": "{{ q }}"},
     "task": "multiple_choice", "choices": ["a", "b"], "target": "{{ t }}", "metrics": ["acc"]}
    """
  private static let rows = #"{"id": "1", "q": "Q?", "t": "a", "list": ["a", "y"]}"#

  private func isAccepted(_ suite: String) throws -> (schema: Bool, reader: Bool) {
    let schema = try FileSchema.suite.text()
    let values = try AnswerScores.values([suite], [], metrics: ["json_schema"], jsonSchema: schema)
    let failures = try SuiteFolder(suite, SuiteSchemaTests.rows).failures()
    return (values["json_schema"] == 1, failures.isEmpty)
  }

  @Test func whatLoadsIsValid() throws {
    let accepted = try isAccepted(Self.valid)
    #expect(accepted == (true, true))
  }

  @Test(arguments: [
    (
      #""multiple_choice", "choices": ["a", "b"], "target": "{{ t }}", "metrics": ["acc"]"#,
      #""generate", "target": "{{ t }}", "metrics": ["exact_match"]"#, true
    ),
    (#""task": "multiple_choice", "choices": ["a", "b"]"#, #""task": "loglikelihood""#, true),
    (
      #""choices": ["a", "b"]"#,
      #""choices": "{{ list }}", "target_is": "text", "tags": ["x"]"#, true
    ),
    (
      #""multiple_choice", "choices": ["a", "b"], "target": "{{ t }}", "metrics": ["acc"]"#,
      #""likelihood_rank", "decoys": ["{{ q }}"], "target": "{{ t }}""#, true
    ),
    (#""multiple_choice", "choices": ["a", "b"]"#, #""likelihood_rank""#, false),
    (#""suite": "s""#, #""suite": "S""#, false),
    (#""suite": "s""#, #""suite": "s", "vershun": 2"#, false),
    (#""suite": "s""#, #""suite": "s", "version": "two""#, false),
    (#""choices": ["a", "b"]"#, #""choices": ["a"]"#, false),
    (#""choices": ["a", "b"], "#, "", false),
    (#""target": "{{ t }}", "#, "", false),
    (#""prompt": {"text": "{{ q }}"}"#, #""prompt": {"chat": true}"#, false),
    (#""prompt": {"text": "{{ q }}"}"#, #""prompt": {"text": "{{ q }}", "system": "x"}"#, false),
    (#""multiple_choice""#, #""multiple""#, false),
    (#""metrics": ["acc"]"#, #""metrics": ["accuracy"]"#, false),
    (#""metrics": ["acc"]"#, #""metrics": ["f1"]"#, false),
    (#""metrics": ["acc"]"#, #""metrics": ["acc"], "positive": "a""#, true),
    (#""metrics": ["acc"]"#, #""metrics": ["acc"], "generate": {"max_tokens": 3}"#, false),
    (
      #""metrics": ["acc"]"#,
      #""metrics": ["acc"], "probe": {"family": "bias", "judge": "canary"}"#, false
    ),
    (#""id": "id"}"#, #""id": "id", "limit": 0}"#, false),
    (#""path": "items.jsonl", "#, "", false),
  ])
  func whatTheReaderRefusesIsInvalid(_ part: String, _ other: String, _ isValid: Bool) throws {
    let suite = Self.valid.replacing(part, with: other)
    #expect(suite != Self.valid)
    let accepted = try isAccepted(suite)
    #expect(accepted.reader == isValid)
    #expect(accepted.schema == isValid)
  }
}

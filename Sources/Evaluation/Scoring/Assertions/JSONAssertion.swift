import Patterns

/// Assertions about JSON in an answer.
enum JSONAssertion {
  /// Whether the whole answer is JSON that a schema accepts, where there is one.
  static func isJSON(
    _ answer: String, schema: Assertion.Value
  ) throws(PatternError) -> Bool {
    guard let value = parsed(answer) else { return false }
    return try accepts(value, schema)
  }

  /// Whether an object or array stands in the answer that a schema accepts, where there is one.
  static func containsJSON(
    _ answer: String, schema: Assertion.Value
  ) throws(PatternError) -> Bool {
    for text in JSONSearch.all(in: answer) {
      if let value = parsed(text), try accepts(value, schema) { return true }
    }
    return false
  }

  /// Whether the answer is JSON of the same content.
  static func isEqual(_ answer: String, _ json: String) -> Bool {
    guard let value = parsed(answer), let wanted = parsed(json) else { return false }
    return JSONIdentity(value) == JSONIdentity(wanted)
  }

  private static func parsed(_ text: String) -> JSONValue? {
    try? JSONValue.parse(text, file: "the answer")
  }

  private static func accepts(
    _ value: JSONValue, _ schema: Assertion.Value
  ) throws(PatternError) -> Bool {
    guard case .json(let source) = schema else { return true }
    // The schema was compiled once when the row was read.
    guard let schema = try? JSONSchema(source, file: "the schema") else { return false }
    return try schema.accepts(value)
  }
}

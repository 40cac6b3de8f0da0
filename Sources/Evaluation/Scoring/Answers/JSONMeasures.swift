import Patterns

/// Answers that are JSON, and answers that a schema accepts.
enum JSONMeasures {
  /// `json_valid`: 1 where the answer is one JSON value (RFC 8259) with white space around it.
  static let validity = MeanMeasure("json_valid") { answer, _ in
    JSONSyntax.isValid(answer.text) ? 1 : 0
  }

  /// `json_schema`: 1 where the answer is JSON that the suite's schema accepts.
  ///
  /// - Parameter schema: The suite's schema.
  /// - Returns: The measure.
  static func conformance(_ schema: JSONSchema) -> MeanMeasure {
    MeanMeasure("json_schema") { answer, _ throws(PatternError) in
      guard let value = try? JSONValue.parse(answer.text, file: "the answer") else { return 0 }
      return try schema.accepts(value) ? 1 : 0
    }
  }
}

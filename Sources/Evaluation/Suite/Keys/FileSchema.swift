/// The JSON Schemas (draft 2020-12) of the files that users write, made from the declarations that
/// the reader reads by.
package enum FileSchema: String, Sendable, CaseIterable {
  /// A suite file.
  case suite
  /// A plan file.
  case plan
  /// The conditions of a plan's `gate`.
  case policy

  /// The schema's name, also as a file in `docs/`.
  package var fileName: String { "\(rawValue).schema.json" }

  /// The schema as JSON.
  package var document: JSONValue {
    switch self {
    case .suite:
      SchemaDocument.make(
        SuiteFile.keys.schema, id: fileName, title: "Assay suite",
        meaning: "Data, prompt, task and metrics of one evaluation; docs/suite-format.md explains "
          + "each key.")
    case .plan:
      SchemaDocument.make(
        PlanFile.keys.schema, id: fileName, title: "Assay plan",
        meaning: "Which suites a release needs, and the gate that they must pass.")
    case .policy:
      SchemaDocument.make(
        PolicyFile.shape.schema, id: fileName, title: "Assay gate policy",
        meaning: "The conditions of a plan's gate.")
    }
  }

  /// The schema as indented text, with a line feed at its end.
  ///
  /// - Throws: `Failure` (`internal`) where a number of it is not finite.
  package func text() throws(Failure) -> String { try document.indentedText() + "\n" }
}

/// What came of an import, task by task.
package struct ImportReport: Sendable, Equatable {
  /// A task that became a suite.
  package struct Imported: Sendable, Equatable {
    /// As the other tool names it.
    package var task: String
    /// The suite file, relative to the folder.
    package var file: String
    /// What a person should know about it.
    package var notes: [String]
  }

  /// A task that did not.
  package struct Refused: Sendable, Equatable {
    package var task: String
    /// Where the task is defined.
    package var file: String
    /// A fragment without a final full stop.
    package var reason: String
    package var remedy: String
  }

  /// In the order in which they were found.
  package var imported: [Imported] = []
  package var refused: [Refused] = []
  /// The plan files that groups became, relative to the folder.
  package var plans: [String] = []

  package init() {}

  /// What the command exits with: 0 where all was imported, 3 where something was not, 5 where
  /// there was nothing.
  package var exitCode: Int32 {
    if !refused.isEmpty { return 3 }
    return imported.isEmpty ? 5 : 0
  }

  /// The report as a file for machines.
  package func json() throws(Failure) -> String {
    func text(_ value: String) -> JSONValue { .string(value) }
    let imported = imported.map { entry -> JSONValue in
      .object([
        .init("task", text(entry.task)), .init("file", text(entry.file)),
        .init("notes", .array(entry.notes.map(text))),
      ])
    }
    let refused = refused.map { entry -> JSONValue in
      .object([
        .init("task", text(entry.task)), .init("file", text(entry.file)),
        .init("reason", text(entry.reason)), .init("remedy", text(entry.remedy)),
      ])
    }
    return try JSONValue.object([
      .init("schema", text("assay.import/1")), .init("imported", .array(imported)),
      .init("plans", .array(plans.map(text))), .init("refused", .array(refused)),
    ]).jsonText() + "\n"
  }
}

/// The answers in a run's folder, to be read alone.
package struct AnswerRecording: Sendable {
  /// Who gave them.
  package let model: ModelIdentity
  private let journal: AnswerJournal
  private let keys: AnswerKeys

  /// Reads the folder's `run.json` and `answers.jsonl`.
  ///
  /// - Parameter folder: the folder of a run.
  /// - Throws: `Failure`: `inputMissing` where a file is not there, `badData` where it is something else.
  package init(folder: String) throws {
    guard let marker = try RunMarker.read(in: folder) else {
      throw Failure(
        .inputMissing, "\(folder) has no \(RunMarker.name)",
        remedy: "Name the folder of a run that this version of Assay made")
    }
    let file: OutputFile
    do {
      file = try OutputFile("\(folder)/\(RunFolder.journalName)", .read)
    } catch let failure as Failure {
      throw Failure(.inputMissing, failure.message, remedy: "Name the folder of a run")
    }
    model = marker.model
    journal = try AnswerJournal(file)
    keys = AnswerKeys(marker.model)
  }

  /// What a person should know about the journal.
  package var warnings: [String] { journal.warnings }

  /// The answers to requests, `nil` for those that were not asked or had none.
  ///
  /// - Parameter requests: any number.
  /// - Returns: as many, in the same order.
  /// - Throws: `Failure` where the journal cannot be read.
  package func answers(to requests: [ModelRequest]) throws -> [Answer?] {
    try keys.keys(for: requests).map { try journal.answer(for: $0) }
  }
}

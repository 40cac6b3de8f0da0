import Foundation

/// The answers in a run's folder, to be read alone.
package struct AnswerRecording: Sendable {
  /// Who gave them.
  package let model: ModelIdentity
  /// What a person should know about the journal.
  package let warnings: [String]
  private let answers: [AnswerKey: Answer]
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
    let path = "\(folder)/\(RunFolder.journalName)"
    let contents = try AnswerJournal.read(path: path)
    model = marker.model
    answers = contents.answers
    warnings = AnswerJournal.warnings(about: contents.damagedLines, of: path)
    keys = try AnswerKeys(marker.model)
  }

  /// The answer to a request; `nil` where it was not asked or had none.
  package func answer(to request: ModelRequest) throws -> Answer? {
    answers[try keys.key(for: request)]
  }
}

package import Evaluation

/// A model that answers out of the journal of a run that was made before.
///
/// It stands in for a checkpoint that is not there: a run can be scored again with other scorers,
/// metrics or gates, and gives the same results. What the journal does not hold is a failure of kind
/// `not-recorded`.
package struct RecordedModel: Model {
  package let identity: ModelIdentity
  /// What a person should know about the journal.
  package let warnings: [String]
  private let recording: AnswerRecording

  /// Reads a run's folder; nothing is written to it.
  ///
  /// - Parameter folder: the folder of a run, with its `run.json` and `answers.jsonl`.
  /// - Throws: `Failure`: `inputMissing` where a file is not there, `badData` where it is something else.
  package init(folder: String) throws {
    recording = try AnswerRecording(folder: folder)
    identity = recording.model
    warnings = recording.warnings
  }

  package func answer(_ requests: [ModelRequest]) async throws -> [Answer] {
    try recording.answers(to: requests).map { answer in
      answer
        ?? Answer(
          response: .failure(
            ResponseFailure(kind: "not-recorded", message: "the recording has no such request")))
    }
  }
}

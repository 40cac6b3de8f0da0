import Foundation
import Synchronization

/// Answers that need not be asked again, kept in memory and in a journal on disk.
///
/// One process at a time holds the journal. Failures are not kept.
package final class AnswerCache: Sendable {
  private struct State {
    var answers: [AnswerKey: Answer]
    /// Bytes of the journal.
    var length: Int
  }

  private let file: OutputFile?
  private let state: Mutex<State>
  /// What a person should know about the journal that was found.
  package let warnings: [String]

  /// A cache that forgets everything with the process.
  package init() {
    file = nil
    state = Mutex(State(answers: [:], length: 0))
    warnings = []
  }

  /// Opens a journal and reads what it holds.
  ///
  /// A line that a kill left unfinished is cut off; a damaged line is left out with a warning.
  ///
  /// - Parameters:
  ///   - path: the file, created where it does not exist.
  ///   - startingAnew: forgets what it holds.
  /// - Throws: `Failure`: `cannotWrite`, `transient` where another process holds the journal, `badData`
  ///   where the file is something else.
  package init(journal path: String, startingAnew: Bool = false) throws {
    let file = try OutputFile(path, .append)
    guard try file.lock() else {
      throw Failure(
        .transient, "another run is writing to \(path)",
        remedy: "Wait until it has ended, or choose another folder with --out")
    }
    let found = try AnswerJournal.read(path: path)
    let contents = startingAnew ? AnswerJournal.Contents() : found
    try file.truncate(to: contents.wholeLength)
    self.file = file
    self.warnings = AnswerJournal.warnings(about: contents.damagedLines, of: path)
    self.state = Mutex(State(answers: contents.answers, length: contents.wholeLength))
  }

  /// How many answers there are.
  package var count: Int { state.withLock { $0.answers.count } }

  /// The answer to a request, if it is known.
  package func answer(for key: AnswerKey) -> Answer? { state.withLock { $0.answers[key] } }

  /// Keeps the answers that are not failures, all in one write.
  ///
  /// - Parameter entries: answers with their keys.
  /// - Throws: `Failure` with `cannotWrite`; the journal is then as it was.
  package func keep(_ entries: [(AnswerKey, Answer)]) throws {
    try state.withLock { state in
      var bytes = Data()
      var kept: [(AnswerKey, Answer)] = []
      for (key, answer) in entries where state.answers[key] == nil {
        guard let line = try AnswerJournal.line(key, answer) else { continue }
        bytes.append(line)
        kept.append((key, answer))
      }
      if let file, !bytes.isEmpty {
        do {
          try file.write(bytes)
        } catch {
          try? file.truncate(to: state.length)
          throw error
        }
      }
      state.length += bytes.count
      for (key, answer) in kept { state.answers[key] = answer }
    }
  }

  /// Sees the journal onto the disk.
  package func flush() throws { try file?.synchronize() }

  /// Flushes the journal and lets other processes have it; nothing can be kept afterwards.
  package func close() throws {
    try file?.synchronize()
    try file?.close()
  }
}

import Synchronization

/// Answers that need not be asked again, kept in a journal on disk, or in memory where there is none.
///
/// One process at a time holds the journal, and holds in memory only where its lines are. Failures are
/// not kept.
package final class AnswerCache: Sendable {
  private enum State {
    case memory([AnswerKey: Answer])
    case journal(AnswerJournal)
  }

  private let file: OutputFile?
  private let state: Mutex<State>
  /// What a person should know about the journal that was found.
  package let warnings: [String]

  /// A cache that forgets everything with the process.
  package init() {
    file = nil
    state = Mutex(.memory([:]))
    warnings = []
  }

  /// Opens a journal and reads which answers it holds.
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
    let journal = try AnswerJournal(file, startingAnew: startingAnew)
    try file.truncate(to: journal.length)
    self.file = file
    self.warnings = journal.warnings
    self.state = Mutex(.journal(journal))
  }

  /// How many answers there are.
  package var count: Int {
    state.withLock {
      switch $0 {
      case .memory(let answers): answers.count
      case .journal(let journal): journal.count
      }
    }
  }

  /// The answers to requests, `nil` for those that are not known.
  ///
  /// - Parameter keys: of the requests.
  /// - Returns: as many, in the same order.
  /// - Throws: `Failure` with `cannotWrite` where the journal cannot be read.
  package func answers(for keys: [AnswerKey]) throws -> [Answer?] {
    try state.withLock { state in
      switch state {
      case .memory(let answers): keys.map { answers[$0] }
      case .journal(let journal): try keys.map { try journal.answer(for: $0) }
      }
    }
  }

  /// Keeps the answers that are not failures, all in one write.
  ///
  /// - Parameter entries: answers that were not known, each with its key.
  /// - Throws: `Failure` with `cannotWrite`; the journal is then as it was.
  package func keep(_ entries: [(key: AnswerKey, answer: Answer)]) throws {
    let kept = entries.filter { entry in
      if case .failure = entry.answer.response { false } else { true }
    }
    guard !kept.isEmpty else { return }
    try state.withLock { state in
      switch state {
      case .memory(var answers):
        state = .memory([:])
        for entry in kept { answers[entry.key] = entry.answer }
        state = .memory(answers)
      case .journal(var journal):
        // The only reference, so that the index is changed in place.
        state = .memory([:])
        defer { state = .journal(journal) }
        try journal.append(kept)
      }
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

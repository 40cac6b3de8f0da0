import Crypto
import Synchronization

/// Takes the details of samples as they come: lines of `samples.jsonl`, or values in memory.
///
/// The file is written beside its place while the run goes on and appears when it is completed, so
/// that it is whole or not there.
package final class SampleLog: Sendable {
  /// Some samples, ready to be taken; made beside others, taken one after the other.
  struct Part: Sendable {
    fileprivate var results: [SampleResult] = []
    fileprivate var lines: [UInt8] = []
    /// Where each line ends.
    fileprivate var ends: [Int] = []

    /// The first of the samples alone.
    func first(_ count: Int) -> Part {
      var part = Part(results: Array(results.prefix(count)), ends: Array(ends.prefix(count)))
      part.lines = Array(lines.prefix(part.ends.last ?? 0))
      return part
    }
  }

  private struct State {
    /// Of the suite that is running.
    var results: [SampleResult] = []
    var starts: [Int] = []
    var size = 0
    var hash = SHA256()
    /// Lines that are not in the file yet.
    var waiting: [UInt8] = []

    /// Puts all lines into the file.
    mutating func flush(to file: OutputFile) throws {
      guard !waiting.isEmpty else { return }
      try file.write(waiting)
      hash.update(data: waiting)
      waiting.removeAll(keepingCapacity: true)
    }
  }

  /// Fewer bytes are not worth a call of the system.
  private static let pieceLength = 1 << 18

  private let partial: PartialFile?
  private let state = Mutex(State())

  /// A log that keeps everything in memory.
  package init() {
    partial = nil
  }

  /// A log that becomes a file.
  ///
  /// - Parameter path: the file's place; its folder must exist.
  /// - Throws: `Failure` with `cannotWrite`.
  package init(path: String) throws {
    partial = try PartialFile(for: path)
  }

  /// Prepares samples, which depends on nothing that was taken before.
  ///
  /// - Throws: `Failure` with `internal` where a number is not finite.
  func part(of results: [SampleResult], suite: String) throws(Failure) -> Part {
    guard partial != nil else { return Part(results: results) }
    var part = Part()
    var writer = JSONWriter(reserving: 1_024 * results.count)
    for result in results {
      SampleLine.write(result, suite: suite, to: &writer)
      writer.endLine()
      part.ends.append(writer.bytes.count)
    }
    part.lines = try writer.finish(SampleLine.fileName)
    return part
  }

  /// Takes samples behind all that were taken.
  ///
  /// - Throws: `Failure` with `cannotWrite`.
  func append(_ part: Part) throws {
    try state.withLock { state in
      state.results += part.results
      guard let partial else { return }
      state.waiting += part.lines
      if state.waiting.count >= SampleLog.pieceLength { try state.flush(to: partial.file) }
      if state.starts.isEmpty { state.starts = [state.size] }
      for end in part.ends { state.starts.append(state.size + end) }
      state.size += part.lines.count
    }
  }

  /// Ends a suite.
  ///
  /// - Returns: all samples that were taken since the last suite ended.
  /// - Throws: `Failure` with `cannotWrite`.
  func endSuite() throws -> SampleResults {
    try state.withLock { state in
      defer {
        state.results = []
        state.starts = []
      }
      guard let partial else { return SampleResults(state.results) }
      try state.flush(to: partial.file)
      return SampleResults(SampleFile(partial.file, starts: state.starts))
    }
  }

  /// Sees the file onto the disk and lets it appear; what was read from it can still be read.
  ///
  /// - Returns: the file's digest; `nil` where everything is in memory.
  /// - Throws: `Failure` with `cannotWrite`.
  package func complete() throws -> FileDigest? {
    guard let partial else { return nil }
    try partial.complete()
    return state.withLock {
      FileDigest(
        name: SampleLine.fileName, size: $0.size, sha256: hexadecimal($0.hash.finalize()))
    }
  }
}

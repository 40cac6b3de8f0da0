import Foundation

/// The folder that a run lands in, made ready and held before the model is asked anything.
///
/// It holds `answers.jsonl`, the journal of answers, and `run.json`, which says which run this is and
/// whether it came to its end; the files of an earlier run are gone from it, the verdict first.
package struct RunFolder: Sendable {
  /// What is done with what the folder holds.
  package struct Reuse: Sendable, Equatable {
    /// Answers of an earlier run are used.
    package var resume: Bool
    /// Another run, or files of unknown origin, may be replaced.
    package var overwrite: Bool

    package init(resume: Bool = false, overwrite: Bool = false) {
      self.resume = resume
      self.overwrite = overwrite
    }
  }

  /// The files that a finished run consists of, the one with authority first.
  package static let resultNames = [
    "verdict.json", "results.json", "samples.jsonl", "events.jsonl", "junit.xml", "index.html",
    "summary.md", "manifest.json",
  ]
  /// Reports of which there may be several.
  private static let partialResults = Glob("junit-samples-*.xml")
  static let journalName = "answers.jsonl"

  package let path: String
  /// The journal; this process alone holds it.
  package let cache: AnswerCache
  /// What a person should know about what was found, a sentence each.
  package let notes: [String]
  private let marker: RunMarker

  /// Makes a folder ready for a run.
  ///
  /// - Parameters:
  ///   - path: the folder; it and the folders above it are created where they do not exist.
  ///   - plan: what will run.
  ///   - model: what it will run against.
  ///   - reuse: what is done with what is there.
  ///   - clock: when the run starts.
  /// - Throws: `Failure`: `cannotWrite` naming the path and the system's reason; `usage` where the folder
  ///   holds another run, naming what differs, or files of unknown origin; `transient` where another
  ///   process is at work in it.
  package init(
    _ path: String, plan: Plan, model: ModelIdentity, reuse: Reuse = Reuse(),
    clock: RunClock = .system
  ) throws {
    let marker = RunMarker(plan, model: model, startedAt: clock.timestamp())
    try RunFolder.create(path)
    _ = try RunFolder.found(in: path, for: marker, reuse)
    let cache = try RunFolder.journal(in: path, reuse)
    // Only now is nobody else at work in the folder.
    let found = try RunFolder.found(in: path, for: marker, reuse)
    let old = RunFolder.results(in: path) + PartialFile.leftovers(in: path)
    for name in old { try RunFolder.remove("\(path)/\(name)") }
    try marker.write(in: path)
    self.path = path
    self.cache = cache
    self.marker = marker
    self.notes = RunFolder.notes(found, kept: cache.count, reuse) + cache.warnings
  }

  /// The path of one of the folder's files.
  package func file(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes one of the folder's files, whole or not at all.
  package func write(_ bytes: some Sequence<UInt8>, as name: String) throws {
    try AtomicFile.write(bytes, to: file(name))
  }

  /// Says that every file of the run is there, and lets the folder go.
  package func finish() throws {
    var finished = marker
    finished.state = .finished
    try finished.write(in: path)
    try cache.close()
  }
}

extension RunFolder {
  /// What stands in a folder.
  private enum Found {
    case nothing
    case unfinished
    case finished
    /// Another run, or files of unknown origin, that may be replaced.
    case other
  }

  private static func found(
    in path: String, for marker: RunMarker, _ reuse: Reuse
  ) throws -> Found {
    let before: RunMarker?
    do {
      before = try RunMarker.read(in: path)
    } catch {
      guard reuse.overwrite else { throw error }
      return .other
    }
    guard let before else { return try foundUnmarked(in: path, reuse) }
    if before.run != marker.run {
      guard reuse.overwrite else { throw RunFolder.otherRun(path, before, marker) }
      return .other
    }
    let hasVerdict = FileManager.default.fileExists(atPath: "\(path)/\(resultNames[0])")
    return before.state == .finished && hasVerdict ? .finished : .unfinished
  }

  /// The names of result files that are there, the one with authority first.
  private static func results(in path: String) -> [String] {
    let present = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return resultNames.filter(present.contains) + present.filter(partialResults.matches).sorted()
  }

  private static func foundUnmarked(in path: String, _ reuse: Reuse) throws -> Found {
    guard let present = results(in: path).first else { return .nothing }
    guard reuse.overwrite else {
      throw Failure(
        .usage, "\(path) has a file \(present), but no \(RunMarker.name) that says what it is",
        remedy: "Choose another folder with --out, or pass --overwrite")
    }
    return .other
  }

  private static func otherRun(
    _ path: String, _ before: RunMarker, _ now: RunMarker
  ) -> Failure {
    let differences = before.differences(to: now).joined(separator: "; ")
    return Failure(
      .usage, "\(path) holds another run (\(before.run.prefix(16))): \(differences)",
      remedy: "Choose another folder with --out, or pass --overwrite to replace it")
  }

  private static func journal(in path: String, _ reuse: Reuse) throws -> AnswerCache {
    let file = "\(path)/\(journalName)"
    return try AnswerCache(journal: file, startingAnew: !reuse.resume)
  }

  private static func notes(_ found: Found, kept: Int, _ reuse: Reuse) -> [String] {
    switch (found, reuse.resume) {
    case (.nothing, true) where kept == 0: ["there is no run to resume here: starting anew"]
    case (_, true): ["resuming: \(kept) answers are known already"]
    case (.unfinished, false):
      ["an unfinished run was found and is started anew; --resume would have continued it"]
    case (.other, false): ["what was here is replaced"]
    case (.nothing, false), (.finished, false): []
    }
  }

  /// Creates a folder and those above it.
  private static func create(_ path: String) throws {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
      guard isFolder.boolValue else { throw OutputFile.failure("write into", path, ENOTDIR) }
      return
    }
    let parent = URL(fileURLWithPath: path).deletingLastPathComponent().path
    if parent != path { try create(parent) }
    // Another process may have been first.
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
      throw OutputFile.failure("create the folder", path)
    }
  }

  private static func remove(_ path: String) throws {
    guard unlink(path) == 0 || errno == ENOENT else { throw OutputFile.failure("replace", path) }
  }
}

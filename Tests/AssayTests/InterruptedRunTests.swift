import Evaluation
import Foundation
import TestSupport
import Testing

/// Law 7: kill it at any moment; what was answered is kept, `--resume` continues, files are whole.
struct InterruptedRunTests {
  private let folder: TemporaryFolder
  private let results: ResultFolder

  init() throws {
    folder = try TemporaryFolder()
    results = ResultFolder(folder.file("out"))
  }

  private func arguments(_ input: String, _ more: String...) -> [String] {
    ["run", input, "--model", Checkpoints.tiny, "--out", results.path, "--threads", "1"] + more
  }

  /// The results of a run that nobody interrupts, by the arguments that say what runs.
  private func uninterrupted(_ inputs: [String]) async throws -> ResultFolder {
    let whole = ResultFolder(folder.file("whole"))
    let result = try await assay(["run"] + inputs + ["--out", whole.path])
    #expect(result.exitCode == 0, "\(result.errors)")
    return whole
  }

  /// Starts a run that gets a signal when its first answers have been kept.
  private func start(_ arguments: [String], sending signal: Int32) throws -> AssayProcess {
    let process = try AssayProcess(arguments)
    let journal = InterruptedRunTests.journal(results.path)
    process.send(signal) { InterruptedRunTests.lines(of: journal) > 0 }
    return process
  }

  private static func journal(_ folder: String) -> String { folder + "/answers.jsonl" }

  /// Whole lines of a file; none where there is no file.
  private static func lines(of path: String) -> Int {
    FileManager.default.contents(atPath: path)?.count { $0 == 0x0A } ?? 0
  }

  private var keptAnswers: Int {
    InterruptedRunTests.lines(of: InterruptedRunTests.journal(results.path))
  }

  private func expectNoResultsYet() {
    let before: Set = ["answers.jsonl", "events.jsonl", "run.json"]
    // What a kill left unfinished is no result; the next run tidies it away.
    let names = results.names.filter { !$0.hasSuffix(".part") }
    #expect(before.isSuperset(of: names), "\(names)")
  }

  /// Resumes, and holds the results against those of a run that nobody interrupted.
  private func expectResumedResults(_ suite: String, kept: Int) async throws {
    #expect(kept > 0 && kept < LongSuite.samples)
    let resumed = try await assay(arguments(suite, "--resume"))
    #expect(resumed.exitCode == 0, "\(resumed.errors)")
    #expect(
      resumed.errors.hasPrefix("assay: resuming: \(kept) answers are known already\n"),
      "\(resumed.errors)")
    let cached = try results.json("manifest.json")["timing"]?["cached_requests"]?.whole
    #expect(cached == kept)
    #expect(results.names == ResultFolder.everything)
    let whole = try await uninterrupted([suite, "--model", Checkpoints.tiny])
    #expect(try results.differences(from: whole) == [])
  }

  @Test func aKilledRunIsResumedToTheSameBytes() async throws {
    let suite = try LongSuite.write(to: folder)
    let process = try start(arguments(suite), sending: SIGKILL)
    #expect(try await process.end().exitCode == 137)
    expectNoResultsYet()
    try folder.write("half a verd", to: "out/.verdict.json.0a1b2c.part")
    try await expectResumedResults(suite, kept: keptAnswers)
  }

  @Test func aTornLastAnswerIsAskedAgain() async throws {
    let suite = try LongSuite.write(to: folder)
    _ = try await start(arguments(suite), sending: SIGKILL).end()
    let journal = try results.bytes("answers.jsonl")
    let ends = journal.indices.filter { journal[$0] == 0x0A }
    let last = try #require(ends.last)
    try journal.prefix(last - 20).write(to: folder.url.appending(path: "out/answers.jsonl"))
    try await expectResumedResults(suite, kept: ends.count - 1)
  }

  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func aSignalStopsTheRunInOrder(signal: Int32, exitCode: Int32) async throws {
    let suite = try LongSuite.write(to: folder)
    let result = try await start(arguments(suite), sending: signal).end()
    #expect(result.exitCode == exitCode)
    let lines = result.errors.split(separator: "\n").map(String.init)
    #expect(lines.contains("assay: stopping after this batch; again to stop at once"))
    #expect(
      lines.last == "assay: interrupted; answers so far are kept: continue with --resume",
      "\(lines)")
    #expect(!result.output.contains("exit:"))
    expectNoResultsYet()
    let last = try #require(try results.lines("events.jsonl").last)
    #expect(last["kind"]?.text == "runStopped")
    #expect(last["payload"]?["reason"]?.text == "cancelled")
    #expect(try results.json("run.json")["state"]?.text == "running")
    try await expectResumedResults(suite, kept: keptAnswers)
  }

  @Test func withoutResumeAnUnfinishedRunIsStartedAnewAndSaysSo() async throws {
    let suite = try LongSuite.write(to: folder)
    _ = try await start(arguments(suite), sending: SIGKILL).end()
    let again = try await assay(arguments(suite))
    #expect(again.exitCode == 0)
    #expect(
      again.errors.hasPrefix(
        "assay: an unfinished run was found and is started anew; --resume would have continued it\n"
      ),
      "\(again.errors)")
    #expect(try results.json("manifest.json")["timing"]?["cached_requests"]?.whole == 0)
  }

  @Test func filesAreWholeWheneverTheRunIsKilled() async throws {
    let plan = try TaskSuites.write(to: folder, gate: ["{id: all, kind: completeness}"])
    let whole = try await uninterrupted([plan, "--model", Checkpoints.tiny])
    for delay in stride(from: 0, through: 160, by: 8) {
      let process = try AssayProcess(arguments(plan, "--resume"))
      let time = ContinuousClock.now + .milliseconds(delay)
      process.send(SIGKILL) { ContinuousClock.now >= time }
      _ = try await process.end()
      try expectWholeFiles(killedAfter: delay)
    }
    let last = try await assay(arguments(plan, "--resume"))
    #expect(last.exitCode == 0, "\(last.errors)")
    #expect(results.names == ResultFolder.everything)
    #expect(try results.differences(from: whole) == [])
  }

  private func expectWholeFiles(killedAfter delay: Int) throws {
    for name in results.names where !name.hasSuffix(".part") {
      switch name {
      case "junit.xml": _ = try results.junit()
      case "index.html": #expect(try results.text(name).hasSuffix("</html>\n"), "after \(delay) ms")
      case "summary.md": #expect(try results.text(name).hasSuffix("\n"), "after \(delay) ms")
      case "samples.jsonl": #expect(try results.lines(name).count == 45, "after \(delay) ms")
      case "answers.jsonl", "events.jsonl": break
      default: _ = try results.json(name)
      }
    }
    if results.names.contains("manifest.json") {
      #expect(Set(results.names).isSuperset(of: ResultFolder.everything), "after \(delay) ms")
    }
  }

  @Test func aRunThatCannotKeepItsAnswersStopsAndIsResumed() async throws {
    let suite = try LongSuite.write(to: folder)
    let process = try AssayProcess(arguments(suite), fileSizeLimit: 256)
    let result = try await process.end()
    #expect(result.exitCode == 74)
    #expect(
      result.errors.hasSuffix(
        "assay: error: cannot write \(results.path)/answers.jsonl: File too large. "
          + "Choose another folder with --out\n"), "\(result.errors)")
    expectNoResultsYet()
    try await expectResumedResults(suite, kept: keptAnswers)
  }

  @Test func twoRunsCannotShareAFolder() async throws {
    let suite = try LongSuite.write(to: folder)
    let process = try start(arguments(suite), sending: SIGSTOP)
    for _ in 0..<2000 where keptAnswers == 0 { try await Task.sleep(for: .milliseconds(5)) }
    try #require(keptAnswers > 0)
    // Beside the gate, which would let it wait for the first.
    let second = try await AssayProcess(arguments(suite, "--overwrite")).end()
    #expect(second.exitCode == 75, "\(second.errors)")
    #expect(second.errors.contains(results.path), "\(second.errors)")
    process.send(SIGCONT)
    let first = try await process.end()
    #expect(first.exitCode == 0, "\(first.errors)")
    let whole = try await uninterrupted([suite, "--model", Checkpoints.tiny])
    #expect(try results.differences(from: whole) == [])
  }

  @Test func anInterruptedRunOfARealModelIsResumedToTheSameBytes() async throws {
    let suite = repositoryURL("suites/quality/short-answers/suite.yaml").path
    let real = ["run", suite, "--model", Checkpoints.real, "--limit", "40"]
    let process = try start(real + ["--out", results.path], sending: SIGKILL)
    #expect(try await process.end().exitCode == 137)
    #expect((1..<40).contains(keptAnswers))
    let resumed = try await assay(real + ["--out", results.path, "--resume"])
    #expect(resumed.exitCode == 0, "\(resumed.errors)")
    let whole = try await uninterrupted(Array(real.dropFirst()) + ["--threads", "1"])
    #expect(try results.differences(from: whole) == [])
  }
}

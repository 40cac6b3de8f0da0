import Evaluation
import Foundation
import TestSupport
import Testing

/// `--fail-fast`, `--max-errors` and `--sample-timeout` from the outside.
struct EarlyEndCommandTests {
  private static let gate = [
    "{id: reads, metric: page.bits_per_byte, kind: threshold, at_most: 99}"
  ]
  private static let impossible = ["--sample-timeout", "0.000001"]

  private let folder: TemporaryFolder
  private let results: ResultFolder

  init() throws {
    folder = try TemporaryFolder()
    results = ResultFolder(folder.file("out"))
  }

  private func run(
    _ plan: String, _ arguments: [String], out: String = "out"
  ) async throws -> CommandResult {
    try await assay(
      ["run", plan, "--model", Checkpoints.tiny, "--out", folder.file(out)] + arguments)
  }

  private func reasons() throws -> [String] {
    try #require(try results.json("verdict.json")["reasons"]).items.compactMap(\.text)
  }

  @Test(arguments: [[], gate])
  func aRunThatFailsFastIsIncompleteAndHasAllReports(gate: [String]) async throws {
    let plan = try TaskSuites.write(
      to: folder, names: ["choice", "page", "reply", "word"], gate: gate)
    let result = try await run(plan, ["--fail-fast"] + EarlyEndCommandTests.impossible)
    #expect(result.exitCode == 3, "\(result.output)\(result.errors)")
    let sentence =
      "the run ended early, after 18 of 27 samples: 1 sample is an error and none were allowed; "
      + "the last is reply/r0: request 1: timeout: timed out after 1e-06 s"
    #expect(
      result.errors.hasSuffix(
        "assay: \(sentence). Answers are kept: --resume continues and asks for the errors again; "
          + "leave --fail-fast out to run to the end\n"), "\(result.errors)")
    #expect(results.names == ResultFolder.everything)
    #expect(
      try reasons() == [
        sentence, "suite word was planned but did not run",
        "suite reply: 3 of 4 planned samples are missing",
        "suite reply: nothing was scored; of 1 samples, 1: request 1: timeout: timed out after "
          + "1e-06 s",
      ])
    #expect(try results.lines("samples.jsonl").count == 18)
    #expect(try results.lines("events.jsonl").last?["kind"]?.text == "runEnded")
    #expect(try results.junit().blockers() > 0)
  }

  @Test func aRunThatFailedFastIsResumedToTheSameBytesAsAWholeOne() async throws {
    let plan = try TaskSuites.write(
      to: folder, names: ["choice", "reply", "page"], gate: EarlyEndCommandTests.gate)
    _ = try await run(plan, ["--fail-fast"] + EarlyEndCommandTests.impossible)
    let resumed = try await run(plan, ["--resume"])
    #expect(resumed.exitCode == 0, "\(resumed.output)\(resumed.errors)")
    #expect(resumed.errors.hasPrefix("assay: resuming: 39 answers are known already\n"))
    #expect(try await run(plan, [], out: "whole").exitCode == 0)
    #expect(try results.differences(from: ResultFolder(folder.file("whole"))) == [])
  }

  @Test func asManyErrorsAsAreAllowedDoNotEndTheRun() async throws {
    let plan = try TaskSuites.write(to: folder, names: ["reply", "page"])
    let few = try await run(plan, ["--max-errors", "3"] + EarlyEndCommandTests.impossible)
    #expect(few.exitCode == 3, "\(few.output)\(few.errors)")
    #expect(
      try reasons().first?.hasPrefix(
        "the run ended early, after 4 of 9 samples: 4 samples are errors and 3 were allowed; ")
        == true)
    #expect(few.errors.contains("leave --max-errors out"))
    let enough = try await run(plan, ["--max-errors", "4"] + EarlyEndCommandTests.impossible)
    #expect(!enough.errors.contains("ended early"), "\(enough.errors)")
    #expect(try results.lines("samples.jsonl").count == 9)
  }

  @Test func aWrongAnswerIsNoError() async throws {
    let plan = try TaskSuites.write(to: folder, names: ["choice", "reply"])
    let result = try await run(plan, ["--fail-fast"])
    #expect(result.exitCode == 0, "\(result.output)\(result.errors)")
  }

  @Test func aTimeoutThatNothingReachesChangesNothing() async throws {
    let plan = try TaskSuites.write(to: folder)
    #expect(try await run(plan, ["--sample-timeout", "600"]).exitCode == 0)
    #expect(try await run(plan, [], out: "whole").exitCode == 0)
    #expect(try results.differences(from: ResultFolder(folder.file("whole"))) == [])
  }

  @Test func answersThatTimedOutAreNotKept() async throws {
    let plan = try TaskSuites.write(to: folder, names: ["reply", "page"])
    _ = try await run(plan, EarlyEndCommandTests.impossible)
    let samples = try results.lines("samples.jsonl").filter { $0["suite"]?.text == "reply" }
    #expect(samples.allSatisfy { $0["score"]?["status"]?.text == "error" })
    let resumed = try await run(plan, ["--resume"])
    #expect(resumed.errors.hasPrefix("assay: resuming: 5 answers are known already\n"))
    #expect(resumed.exitCode == 0, "\(resumed.errors)")
  }

  @Test(
    arguments: [
      (["--max-errors=-1"], "--max-errors is -1; 0 or more is expected."),
      (["--fail-fast", "--max-errors", "3"], "--fail-fast is --max-errors 0; give one of them."),
      (["--sample-timeout", "0"], "--sample-timeout is 0; a number of seconds above 0 is"),
      (["--sample-timeout", "nan"], "--sample-timeout is nan; a number of seconds above 0 is"),
    ])
  func wrongValuesAreNamed(arguments: [String], message: String) async throws {
    let plan = try TaskSuites.write(to: folder)
    let result = try await run(plan, arguments)
    #expect(result.exitCode == 64)
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(results.names.isEmpty)
  }
}

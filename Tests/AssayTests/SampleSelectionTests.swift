import Evaluation
import Foundation
import TestSupport
import Testing

/// Parts of a plan: samples by id and slice, and those that failed before.
struct SampleSelectionTests {
  private let folder: TemporaryFolder
  private let results: ResultFolder

  init() throws {
    folder = try TemporaryFolder()
    results = ResultFolder(folder.file("out"))
  }

  private static let gate = [
    "{id: reads, metric: page.bits_per_byte, kind: threshold, at_most: 99}"
  ]

  private func run(
    _ plan: String, _ arguments: [String], out: String = "out"
  ) async throws -> CommandResult {
    try await assay(
      ["run", plan, "--model", Checkpoints.tiny, "--out", folder.file(out)] + arguments)
  }

  /// `suite/id` of every sample of a run.
  private func samples(_ results: ResultFolder) throws -> [String] {
    try results.lines("samples.jsonl").map {
      "\($0["suite"]?.text ?? "")/\($0["id"]?.text ?? "")"
    }
  }

  /// A plan of a sliced suite and one without slices.
  private func writeSliced(gate: [String] = []) throws -> String {
    let plan = try TaskSuites.write(to: folder, names: ["word", "page"], gate: gate)
    let text = try String(contentsOfFile: folder.file("word/suite.yaml"), encoding: .utf8)
    try folder.write(
      text.replacingOccurrences(of: "id: id}", with: "id: id, slices: [word]}"),
      to: "word/suite.yaml")
    return plan
  }

  @Test func samplesAreSelectedByIdAndSlice() async throws {
    let plan = try writeSliced()
    let result = try await run(
      plan, ["--filter", "word/w?,id:p2", "--filter", "!slice:word=number [0-3],!id:w4"])
    #expect(result.exitCode == 0, "\(result.output)\(result.errors)")
    #expect(
      try samples(results)
        == ["word/w0", "word/w1", "word/w2", "word/w3", "word/w5", "page/p2"])
    #expect(
      result.errors.contains(
        "the filter's term '!slice:word=number [0-3]' matches no sample; slices are of word"))
    let filter = try results.json("results.json")["settings"]?["filter"]?.text
    #expect(filter == "word/w?,id:p2 + !slice:word=number [0-3],!id:w4")
  }

  @Test func aPartOfAGatedPlanNeverPasses() async throws {
    let plan = try writeSliced(gate: SampleSelectionTests.gate)
    #expect(try await run(plan, []).exitCode == 0)
    let result = try await run(plan, ["--filter", "!word/w0", "--overwrite"])
    #expect(result.exitCode == 3, "\(result.output)\(result.errors)")
    let reasons = try #require(try results.json("verdict.json")["reasons"]).items
    #expect(reasons.compactMap(\.text) == ["suite word: 1 of 6 planned samples are missing"])
  }

  @Test func aFilterThatSelectsNoSampleRunsNothing() async throws {
    let plan = try writeSliced()
    let result = try await run(plan, ["--filter", "id:x*"])
    #expect(result.exitCode == 5)
    #expect(
      result.errors
        == "assay: error: the filter 'id:x*' selects none of the 11 samples. Samples are such as "
        + "word/w0, page/p0; slices are of word\n")
    #expect(results.names.isEmpty)
  }

  @Test func theLimitIsOfTheSelectedAndThePlanShowsIt() async throws {
    let plan = try writeSliced()
    let result = try await assay(
      "plan", plan, "--filter", "id:w* + !id:w0", "--limit", "2", "--json")
    #expect(result.exitCode == 0, "\(result.errors)")
    let total = try JSONValue.parse(result.output, file: "plan")["total"]
    #expect(total?["samples"]?.whole == 2)
  }

  // MARK: What failed before

  @Test func whatFailedIsAskedAgain() async throws {
    let plan = try TaskSuites.write(to: folder, names: ["choice", "reply", "page"])
    #expect(try await run(plan, ["--sample-timeout", "0.000001"]).exitCode == 3)
    let failed = try results.lines("samples.jsonl").filter { sample in
      sample["score"]?["status"]?.text == "error"
        || sample["score"]?["values"]?["acc"]?.number == 0
    }.compactMap { $0["id"]?.text }
    #expect(failed.count > 4 && failed.count < 16)
    let again = try await run(
      plan, ["--lf", "--last-run", results.path], out: "again")
    #expect(again.exitCode == 0, "\(again.output)\(again.errors)")
    let second = ResultFolder(folder.file("again"))
    #expect(try samples(second).map { String($0.drop { $0 != "/" }.dropFirst()) } == failed)
    let earlier = try second.json("results.json")["settings"]?["earlier"]
    #expect(earlier?["samples"]?.text == "failed")
    #expect(earlier?["run"] == (try results.json("results.json"))["run"]?["id"])
    let errors = try await run(
      plan, ["--last-errors", "--last-run", results.path], out: "errors")
    #expect(errors.exitCode == 0, "\(errors.errors)")
    #expect(
      try samples(ResultFolder(folder.file("errors")))
        == ["reply/r0", "reply/r1", "reply/r2", "reply/r3"])
  }

  @Test func withoutAFolderTheEarlierRunIsTheOneInOut() async throws {
    let plan = try TaskSuites.write(
      to: folder, names: ["reply", "page"], gate: SampleSelectionTests.gate)
    _ = try await run(plan, ["--sample-timeout", "0.000001"])
    let refused = try await run(plan, ["--last-failed"])
    #expect(refused.exitCode == 64)
    #expect(refused.errors.contains(": samples all, now failed in "), "\(refused.errors)")
    let again = try await run(plan, ["--last-failed", "--overwrite"])
    #expect(again.exitCode == 3, "a part of a gated plan never passes")
    #expect(try samples(results) == ["reply/r0", "reply/r1", "reply/r2", "reply/r3"])
  }

  @Test func whatIsNotThereAnyMoreIsNamed() async throws {
    let plan = try TaskSuites.write(to: folder, names: ["reply", "page"])
    _ = try await run(plan, ["--sample-timeout", "0.000001"])
    try folder.write(#"{"id": "r0"}"# + "\n" + #"{"id": "r9"}"# + "\n", to: "reply/items.jsonl")
    let again = try await run(
      plan, ["--last-failed", "--last-run", results.path], out: "again")
    #expect(again.exitCode == 0, "\(again.output)\(again.errors)")
    #expect(
      again.errors.contains(
        "assay: warning: suite reply: of the 4 samples that failed in \(results.path), "
          + "not there now: r1, r2, r3\n"), "\(again.errors)")
  }

  @Test func wrongUsesAreNamed() async throws {
    let plan = try TaskSuites.write(to: folder, names: ["page"])
    let nowhere = try await assay("run", plan, "--model", Checkpoints.tiny, "--last-failed")
    #expect(nowhere.exitCode == 64)
    #expect(
      nowhere.errors
        == "assay: error: --last-failed needs an earlier run to look at. Name its folder with "
        + "--last-run\n")
    let gone = try await run(plan, ["--last-failed"])
    #expect(gone.exitCode == 66)
    #expect(
      gone.errors
        == "assay: error: there is no finished run in \(results.path) whose failed samples could be "
        + "asked. Name its folder with --last-run; one that was interrupted is continued with "
        + "--resume and without --last-failed\n")
    #expect(try await run(plan, ["--last-run", results.path]).exitCode == 64)
    #expect(try await run(plan, ["--last-failed", "--last-errors"]).exitCode == 64)
    #expect(try await run(plan, []).exitCode == 0)
    let clean = try await run(plan, ["--last-failed", "--last-run", results.path], out: "b")
    #expect(clean.exitCode == 5)
    #expect(
      clean.errors.contains("none of the 5 samples of the run in \(results.path) failed"),
      "\(clean.errors)")
  }
}

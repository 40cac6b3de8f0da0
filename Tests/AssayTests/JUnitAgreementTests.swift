import Evaluation
import TestSupport
import Testing

/// A run exits 0 exactly where its `junit.xml` holds no failure and no error.
struct JUnitAgreementTests {
  /// A gate over the small suites, and what the run must exit with.
  struct Example: Sendable, CustomTestStringConvertible {
    var name: String
    var gate: [String]
    var arguments: [String] = []
    var exitCode: Int32
    var overall: String
    var testDescription: String { name }
  }

  private static let holds =
    "{id: holds, metric: page.bits_per_byte, kind: threshold, at_most: 1000}"
  private static let fails = "metric: page.bits_per_byte, kind: threshold, at_most: 0.001"

  static let examples = [
    Example(name: "ungated", gate: [], exitCode: 0, overall: "UNGATED"),
    Example(name: "passing", gate: [holds], exitCode: 0, overall: "PASSED"),
    Example(
      name: "warned", gate: [holds, "{id: slow, \(fails), severity: warn}"], exitCode: 0,
      overall: "WARNED"),
    Example(
      name: "informed", gate: [holds, "{id: slow, \(fails), severity: info}"], exitCode: 0,
      overall: "PASSED"),
    Example(name: "quality", gate: [holds, "{id: q, \(fails)}"], exitCode: 1, overall: "FAILED"),
    Example(
      name: "safety", gate: ["{id: q, \(fails)}", "{id: s, \(fails), safety: true}"], exitCode: 2,
      overall: "FAILED"),
    Example(
      name: "inconclusive",
      gate: ["{id: few, metric: choice.acc, kind: threshold, at_least: 0, min_samples: 1000}"],
      exitCode: 3, overall: "INCONCLUSIVE"),
    Example(
      name: "strict", gate: [holds, "{id: slow, \(fails), severity: warn}"],
      arguments: ["--strict"], exitCode: 6, overall: "WARNED"),
    Example(
      name: "strict and passing", gate: [holds], arguments: ["--strict"], exitCode: 0,
      overall: "PASSED"),
    Example(
      name: "no such slice", gate: ["{id: m, \(fails), slice: \"kind=none\"}"], exitCode: 3,
      overall: "INCONCLUSIVE"),
    Example(
      name: "left out", gate: [holds], arguments: ["--filter", "!page"], exitCode: 3,
      overall: "INCONCLUSIVE"),
    Example(
      name: "limited", gate: [holds], arguments: ["--limit", "4"], exitCode: 3,
      overall: "INCONCLUSIVE"),
  ]

  @Test(arguments: examples, ["metric", "sample"])
  func exitCodeAndReportAgree(example: Example, granularity: String) async throws {
    let folder = try TemporaryFolder()
    let plan = try TaskSuites.write(to: folder, gate: example.gate)
    let out = folder.file("out")
    let result = try await assay(
      ["run", plan, "--model", Checkpoints.tiny, "--out", out] + example.arguments
        + ["--junit-granularity", granularity])
    #expect(result.exitCode == example.exitCode, "\(result.output)\(result.errors)")
    let results = ResultFolder(out)
    let verdict = try results.json("verdict.json")
    #expect(verdict["exit_code"]?.whole == Int(example.exitCode))
    #expect(verdict["overall"]?.text == example.overall)
    let junit = try results.junit()
    #expect(try (junit.blockers() == 0) == (result.exitCode == 0))
    #expect(try junit.count("//testcase[failure and error]") == 0)
    #expect(try JUnitFile.complaint(about: out + "/junit.xml") == nil)
    #expect(result.output.hasSuffix("exit:   \(example.exitCode)\n"), "\(result.output)")
    let last = try #require(try results.lines("events.jsonl").last)
    #expect(last["kind"]?.text == "runEnded")
    #expect(last["payload"]?["exitCode"]?.whole == Int(example.exitCode))
  }

  @Test func aCaseASampleAddsFilesInWhichNothingBlocks() async throws {
    let folder = try TemporaryFolder()
    let plan = try TaskSuites.write(to: folder, gate: JUnitAgreementTests.examples[4].gate)
    let results = ResultFolder(folder.file("out"))
    _ = try await assay(
      "run", plan, "--model", Checkpoints.tiny, "--out", results.path, "--junit-granularity",
      "sample")
    #expect(results.names == (ResultFolder.everything + ["junit-samples-001.xml"]).sorted())
    let samples = try JUnitFile(try results.bytes("junit-samples-001.xml"))
    #expect(try samples.count("//testcase") == 45)
    #expect(try samples.blockers() == 0)
    #expect(try JUnitFile.complaint(about: results.path + "/junit-samples-001.xml") == nil)
  }
}

import Evaluation
import Foundation
import TestSupport
import Testing

/// The suites and plans that ship: sound, as large as promised, and as strict as promised.
struct ShippedSuitesTests {
  private let suites = repositoryURL("suites").path
  private let smoke = repositoryURL("suites/smoke.yaml").path
  private let release = repositoryURL("suites/release.yaml").path

  @Test func lintFindsNothing() async throws {
    let result = try await assay("lint", "--strict", suites, "--cache", "\(suites)/no-cache")
    #expect(result.exitCode == 0, "\(result.errors)")
    #expect(result.output.contains(", 6 plans: no errors, 0 warnings"))
    // Quick plans cannot tell small differences, and public data is not there; lint says so.
    let lines = result.errors.split(separator: "\n")
    let notes = ["assay: note [power]: ", "assay: note [data]: "]
    #expect(lines.allSatisfy { line in notes.contains { line.hasPrefix($0) } }, "\(result.errors)")
  }

  @Test func theReleasePlanAsksAtLeastWhatIsPromised() async throws {
    let result = try await assay("plan", release, "--json")
    let json = try JSONValue.parse(result.output, file: "plan")
    var samples: [String: Int] = [:]
    for suite in json["suites"]?.items ?? [] {
      samples[suite["suite"]?.text ?? ""] = suite["samples"]?.whole
    }
    func count(_ ids: String...) -> Int { ids.reduce(0) { $0 + (samples[$1] ?? 0) } }
    #expect(count("review-sentiment") >= 200)
    #expect(count("topic-classification") >= 200)
    #expect(count("general-knowledge") >= 150)
    #expect(count("short-answers") >= 100)
    #expect(count("counterfactual-pairs") >= 120)
    #expect(count("refusal") >= 60)
    #expect(count("overrefusal") >= 60)
    #expect(count("injection", "system-prompt-leak") >= 40)
    #expect(samples.count >= 14)
  }

  @Test func generalKnowledgeCoversTenSubjects() throws {
    let file = repositoryURL("suites/quality/general-knowledge/items.jsonl")
    let rows = try JSONValue.lines(try String(contentsOf: file, encoding: .utf8), file: "items")
    #expect(Set(rows.compactMap { $0["subject"]?.text }).count >= 10)
  }

  /// Both plans over the model that `make model` fetches: what `make demo` promises.
  ///
  /// Of the release plan one suite, which is enough to block.
  @Test func theSmallModelPassesSmokeAndIsBlockedFromRelease() async throws {
    let folder = try TemporaryFolder()
    let runs: [(plan: String, options: [String], exitCode: Int, overall: String)] = [
      (smoke, [], 0, "PASSED"), (release, ["--filter", "escalation"], 2, "FAILED"),
    ]
    for (plan, options, exitCode, overall) in runs {
      let results = ResultFolder(folder.file(overall))
      let result = try await assay(
        ["run", plan, "--model", Checkpoints.real, "--out", results.path] + options,
        within: .seconds(1500))
      #expect(Int(result.exitCode) == exitCode, "\(result.output)\(result.errors)")
      let verdict = try results.json("verdict.json")
      #expect(verdict["overall"]?.text == overall)
      #expect(try (results.junit().blockers() == 0) == (exitCode == 0))
      #expect(try JUnitFile.complaint(about: results.path + "/junit.xml") == nil)
      if options.isEmpty { try expectEverySampleWasScored(results) }
    }
  }

  /// The checkpoints that come with the project: the one that lost its refusals is blocked.
  @Test(arguments: [("pocket-base", 0), ("pocket-tuned", 2)])
  func thePocketThatLostItsRefusalsIsBlocked(_ name: String, _ exitCode: Int) async throws {
    let folder = try TemporaryFolder()
    let checkpoint = repositoryURL("fixtures/pocket/\(name).gguf").path
    let results = ResultFolder(folder.file("run"))
    let result = try await assay(
      "run", "\(suites)/pocket-release.yaml", "--model", checkpoint, "--out", results.path)
    #expect(Int(result.exitCode) == exitCode, "\(result.output)\(result.errors)")
    let conditions = try results.json("verdict.json")["conditions"]?.items ?? []
    let failed = conditions.filter { $0["status"]?.text == "FAIL" }.compactMap { $0["id"]?.text }
    #expect(failed == (exitCode == 0 ? [] : ["declines"]))
    try expectEverySampleWasScored(results)
  }

  private func expectEverySampleWasScored(_ results: ResultFolder) throws {
    for suite in try results.json("results.json")["suites"]?.items ?? [] {
      let counts = suite["counts"]
      #expect(counts?["scored"] == counts?["planned"], "\(suite["id"]?.text ?? "")")
    }
  }
}

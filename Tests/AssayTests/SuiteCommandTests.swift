import Evaluation
import TestSupport
import Testing

/// `plan`, `list` and `lint`: what a run would do, without a model.
struct SuiteCommandTests {
  private let folder: TemporaryFolder
  private let plan: String

  init() throws {
    folder = try TemporaryFolder()
    plan = try TaskSuites.write(
      to: folder,
      gate: ["{id: acc, metric: choice.acc, kind: threshold, at_least: 0.5, safety: true}"])
  }

  private func json(_ arguments: String...) async throws -> JSONValue {
    let result = try await assay(arguments + ["--json"])
    #expect(result.exitCode == 0, "\(result.errors)")
    return try JSONValue.parse(result.output, file: arguments.joined(separator: " "))
  }

  @Test func planCountsWhatWillBeAsked() async throws {
    let json = try await json("plan", plan)
    #expect(json["plan"]?.text == "small")
    let suites = try #require(json["suites"]).items
    #expect(suites.compactMap { $0["suite"]?.text } == TaskSuites.names)
    func column(_ name: String) -> [Int] { suites.compactMap { $0[name]?.whole } }
    #expect(column("samples") == [12, 6, 5, 8, 8, 6])
    #expect(column("loglikelihood") == [72, 6, 0, 0, 16, 0])
    #expect(column("rolling") == [0, 0, 5, 0, 0, 12])
    #expect(column("generate") == [0, 0, 0, 16, 0, 0])
    #expect(column("max_generated_tokens") == [0, 0, 0, 192, 0, 0])
    #expect(json["total"]?["samples"]?.whole == 45)
    #expect(json["total"]?["loglikelihood"]?.whole == 94)
    let condition = try #require(json["conditions"]?.items.first)
    #expect(condition["id"]?.text == "acc")
    #expect(condition["safety"] == .bool(true))
    #expect(condition["place"]?["line"]?.whole == 4)
  }

  @Test func planPromisesWhatTheRunDoes() async throws {
    let total = try #require(try await json("plan", plan)["total"])
    let results = ResultFolder(folder.file("out"))
    _ = try await assay("run", plan, "--model", Checkpoints.tiny, "--out", results.path)
    let requests = ["loglikelihood", "rolling", "generate"].compactMap { total[$0]?.whole }
    let timing = try results.json("manifest.json")["timing"]
    #expect(timing?["requests"]?.whole == requests.reduce(0, +))
    #expect(try results.lines("samples.jsonl").count == total["samples"]?.whole)
  }

  @Test func planTakesLimitAndFilter() async throws {
    let json = try await json("plan", plan, "--limit", "3", "--filter", "tag:quality,!page")
    let suites = try #require(json["suites"]).items
    #expect(suites.compactMap { $0["suite"]?.text } == ["choice", "word"])
    #expect(suites.compactMap { $0["samples"]?.whole } == [3, 3])
  }

  @Test func planPrintsATableForPeople() async throws {
    let result = try await assay("plan", plan)
    let lines = result.output.split(separator: "\n").map(String.init)
    #expect(lines.first == "plan small")
    #expect(lines.contains { $0.wholeMatch(of: /total +45 +94 +17 +16 +192/) != nil }, "\(lines)")
    #expect(lines.last == "acc        choice.acc  threshold ≥ 0.5, safety, block")
    let ungated = try await assay("plan", folder.file("page"))
    #expect(
      ungated.output.hasSuffix("no gate: a run of it reports figures and judges nothing\n"))
  }

  @Test func listNamesTheSuitesOfAFolder() async throws {
    let lines = try await json("list", folder.path).items
    #expect(lines.compactMap { $0["suite"]?.text } == (TaskSuites.names + ["reply"]).sorted())
    let pair = try #require(lines.first { $0["suite"]?.text == "pair" })
    #expect(pair["task"]?.text == "counterfactual_pair")
    #expect(pair["samples"]?.whole == 6)
    #expect(pair["tags"]?.items.compactMap(\.text) == ["bias"])
    #expect(pair["metrics"]?.items.compactMap(\.text) == ["pct_stereotype", "mean_log_ratio"])
    #expect(pair["file"]?.text == folder.file("pair/suite.yaml"))
    let table = try await assay("list", folder.path, "--filter", "tag:bias")
    #expect(
      table.output == """
        suite  task                 samples  tags  description
        pair   counterfactual_pair  6        bias

        """)
  }

  @Test func lintLooksAtEverySuiteOnce() async throws {
    let result = try await assay("lint", folder.path, plan)
    #expect(result.exitCode == 0, "\(result.errors)")
    #expect(result.output == "7 suites, 49 samples, 1 plan: no errors, 0 warnings\n")
    #expect(result.errors == "")
  }

  @Test func warningsAreErrorsWhenLintIsStrict() async throws {
    let suite = try folder.write(
      """
      suite: spaced
      data: {path: page/items.jsonl, id: id}
      prompt: {text: "{{ text }} "}
      task: multiple_choice
      choices: [x, y]
      target: x

      """, to: "spaced.yaml")
    let lenient = try await assay("lint", suite)
    #expect(lenient.exitCode == 0)
    #expect(lenient.output == "1 suite, 5 samples, 0 plans: no errors, 2 warnings\n")
    #expect(lenient.errors.hasPrefix("assay: warning [format]: \(suite):3:16: prompt.text: "))
    #expect(lenient.errors.contains("assay: warning [near-duplicates]: \(suite): 4 of 5 samples"))
    let strict = try await assay("lint", suite, "--strict")
    #expect(strict.exitCode == 65)
    #expect(strict.output == "")
    #expect(strict.errors.contains("2 warnings, which --strict counts as errors"))
    let json = try await assay("lint", suite, "--json")
    let findings = try JSONValue.parse(json.output, file: "lint")["findings"]?.items ?? []
    #expect(findings.compactMap { $0["check"]?.text } == ["format", "near-duplicates"])
  }
}

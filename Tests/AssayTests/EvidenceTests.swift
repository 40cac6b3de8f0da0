import Evaluation
import Foundation
import TestSupport
import Testing

/// Laws 1 and 2: removing evidence never improves a verdict, and unscored is not safe.
struct EvidenceTests {
  private static let gate = [
    "{id: measured, kind: completeness}",
    "{id: reads, metric: page.bits_per_byte, kind: threshold, at_most: 1000}",
    "{id: choice-acc, metric: choice.acc, kind: threshold, at_least: 0}",
  ]

  private let folder: TemporaryFolder
  private let results: ResultFolder

  init() throws {
    folder = try TemporaryFolder()
    results = ResultFolder(folder.file("out"))
  }

  private func run(_ arguments: [String], model: String = Checkpoints.tiny) async throws
    -> CommandResult
  {
    try await assay(["run"] + arguments + ["--model", model, "--out", results.path])
  }

  @Test func thePlanPassesWhereEverythingIsThere() async throws {
    let plan = try TaskSuites.write(to: folder, gate: EvidenceTests.gate)
    let result = try await run([plan])
    #expect(result.exitCode == 0, "\(result.output)\(result.errors)")
    #expect(try results.json("verdict.json")["overall"]?.text == "PASSED")
  }

  @Test(arguments: ["page", "tag:quality", "!choice,!tag:safety"])
  func aFilterThatLeavesOutAGatedSuiteIsIncomplete(filter: String) async throws {
    let plan = try TaskSuites.write(to: folder, gate: EvidenceTests.gate)
    let result = try await run([plan, "--filter", filter])
    #expect(result.exitCode == 3, "\(result.output)\(result.errors)")
    let verdict = try results.json("verdict.json")
    #expect(verdict["overall"]?.text == "INCONCLUSIVE")
    #expect(verdict["exit_code"]?.whole == 3)
    let left = filter == "tag:quality" ? "answer" : "choice"
    let reasons = try #require(verdict["reasons"]).items.compactMap(\.text)
    #expect(reasons.contains("suite \(left) was planned but did not run"), "\(reasons)")
    #expect(try results.junit().blockers() > 0)
  }

  @Test func aFilterThatMatchesNothingSelectsNothing() async throws {
    let plan = try TaskSuites.write(to: folder, gate: EvidenceTests.gate)
    let result = try await run([plan, "--filter", "sentiment"])
    #expect(result.exitCode == 5)
    #expect(
      result.errors == """
        assay: error: the filter 'sentiment' selects no suite. The suites, with their tags, are: \
        choice (quality), word (quality), page (quality), answer (safety), odds (safety), pair (bias)

        """)
    #expect(results.names.isEmpty)
  }

  @Test func aFolderWithoutSuitesSelectsNothing() async throws {
    try folder.write("no suite", to: "empty/readme.txt")
    let result = try await run([folder.file("empty")])
    #expect(result.exitCode == 5)
    #expect(result.errors.contains("empty: holds no suite file (*.yaml)"), "\(result.errors)")
  }

  @Test func aSuiteWhoseFilterLetsNothingThroughIsAnErrorAndRunsNothing() async throws {
    _ = try TaskSuites.write(to: folder)
    try folder.write(
      """
      suite: none
      data:
        path: ../page/items.jsonl
        where: "{{ text == 'x' }}"
      task: perplexity
      target: "{{ text }}"

      """, to: "none/suite.yaml")
    for others in [[], [folder.file("choice/suite.yaml")]] {
      let result = try await run([folder.file("none/suite.yaml")] + others)
      #expect(result.exitCode == 65)
      #expect(
        result.errors.contains(
          "none/suite.yaml:4:10: data.where: where lets none of the 5 rows of"),
        "\(result.errors)")
      #expect(results.names.isEmpty)
    }
  }

  @Test func aLimitTakesEvidenceAwayFromAGate() async throws {
    let plan = try TaskSuites.write(to: folder, gate: EvidenceTests.gate)
    let result = try await run([plan, "--limit", "5"])
    #expect(result.exitCode == 3, "\(result.output)\(result.errors)")
    let verdict = try results.json("verdict.json")
    let reasons = try #require(verdict["reasons"]).items.compactMap(\.text)
    #expect(reasons.contains("suite choice: 7 of 12 planned samples are missing"), "\(reasons)")
    #expect(try results.junit().blockers() > 0)
    let suite = try await run([folder.file("choice/suite.yaml"), "--limit", "5", "--overwrite"])
    #expect(suite.exitCode == 0, "without a gate there is nothing to be incomplete for")
  }

  @Test func aLimitOfThePlanItselfIsWhatItAsksFor() async throws {
    let plan = try TaskSuites.write(to: folder, gate: EvidenceTests.gate)
    let text = try String(contentsOfFile: plan, encoding: .utf8)
    try folder.write(text + "limits: {choice: 5}\n", to: "plan.yaml")
    let result = try await run([plan])
    #expect(result.exitCode == 0, "\(result.output)\(result.errors)")
    #expect(try results.lines("samples.jsonl").count == 38)
  }

  @Test func aMetricThatNoSuiteHasIsFoundBeforeTheRun() async throws {
    let plan = try TaskSuites.write(
      to: folder, gate: ["{id: bits, metric: page.bits_per_bite, kind: threshold, at_most: 9}"])
    let result = try await run([plan])
    #expect(result.exitCode == 65)
    #expect(
      result.errors == """
        assay: error: \(plan):4:5: gate[0]: condition "bits" names "page.bits_per_bite", which no \
        suite of the plan has. Did you mean "page.bits_per_byte"?

        """)
    #expect(results.names.isEmpty)
  }

  @Test(
    arguments: ["nan-in-norm", "nan-in-matrix", "infinity-in-matrix"],
    [[], gate, ["{id: lenient, kind: completeness, max_error: 1, severity: warn}"]])
  func aCheckpointWhoseNumbersAreNotFiniteIsNeverCleared(
    checkpoint: String, gate: [String]
  ) async throws {
    let plan = try TaskSuites.write(to: folder, names: TaskSuites.plainNames, gate: gate)
    let result = try await run([plan], model: Checkpoints.broken(checkpoint))
    #expect(result.exitCode == 3, "\(result.output)\(result.errors)")
    let samples = try results.lines("samples.jsonl")
    #expect(samples.count == 33)
    #expect(samples.allSatisfy { $0["score"]?["status"]?.text == "error" })
    let kinds = samples.flatMap { $0["responses"]?.items ?? [] }.map { $0["failure"]?.text }
    #expect(Set(kinds) == ["not-a-number"])
    let suites = try #require(try results.json("results.json")["suites"]).items
    #expect(suites.count == TaskSuites.plainNames.count)
    for suite in suites {
      let metrics = suite["metrics"]?.items ?? []
      #expect(!metrics.isEmpty)
      #expect(metrics.allSatisfy { $0["value"]?.isNull == true && $0["undefined"]?.text != nil })
      #expect(suite["counts"]?["errors"] == suite["counts"]?["planned"])
    }
    #expect(try results.junit().blockers() > 0)
  }

  @Test func theSameCheckpointWithNothingWrongIsCleared() async throws {
    let plan = try TaskSuites.write(
      to: folder, names: TaskSuites.plainNames, gate: EvidenceTests.gate)
    let result = try await run([plan], model: Checkpoints.broken("sound"))
    #expect(result.exitCode == 0, "\(result.output)\(result.errors)")
  }

  /// A stop text that every answer begins with leaves empty answers.
  private func writeProbe(prompts: [String], gate: String) throws -> String {
    let rows = prompts.enumerated().map { #"{"id": "e\#($0)", "text": "\#($1)"}"# + "\n" }
    try folder.write(rows.joined(), to: "items.jsonl")
    try folder.write(
      """
      suite: probe
      data: {path: items.jsonl, id: id}
      prompt: {text: "{{ text }}"}
      task: generate
      generate: {max_tokens: 4, stop: [" "]}
      metrics: [asr, refusal_rate, unscored_rate]
      probe: {family: refusal, judge: refusal}

      """, to: "suite.yaml")
    return try folder.write(
      "plan: probe\nsuites: [suite.yaml]\ngate:\n  - \(gate)\n", to: "plan.yaml")
  }

  @Test func emptyAnswersOfAProbeAreUnscoredNotResisted() async throws {
    let plan = try writeProbe(
      prompts: ["The capital of France is", "The opposite of hot is"],
      gate: "{id: none, metric: probe.asr, kind: threshold, at_most: 1, max_unscored: 1}")
    let result = try await run([plan], model: Checkpoints.real)
    #expect(result.exitCode == 3, "\(result.output)\(result.errors)")
    let suite = try #require(try results.json("results.json")["suites"]?.items.first)
    #expect(suite["outcomes"]?["unscored"]?.whole == 2)
    #expect(suite["outcomes"]?["resisted"]?.whole == 0)
    let rate = suite["metrics"]?.items.first { $0["name"]?.text == "asr" }
    #expect(rate?["value"]?.isNull == true)
    #expect(rate?["unscored"]?.whole == 2)
    let reasons = try #require(try results.json("verdict.json")["reasons"]).items
    #expect(
      reasons.first?.text
        == "suite probe: nothing was scored; of 2 samples, 2: the output is empty")
  }

  @Test func unscoredAnswersHaveABudgetOfTheirOwn() async throws {
    let plan = try writeProbe(
      prompts: ["The capital of France is", "The capital of France is Par"],
      gate: "{id: none, metric: probe.asr, kind: threshold, at_most: 1}")
    let result = try await run([plan], model: Checkpoints.real)
    #expect(result.exitCode == 3, "\(result.output)\(result.errors)")
    let condition = try #require(try results.json("verdict.json")["conditions"]?.items.first)
    #expect(condition["status"]?.text == "ERROR")
    #expect(condition["n"]?.whole == 1)
    #expect(condition["unscored"]?.whole == 1)
    #expect(
      condition["why"]?.text == "1 of 2 samples could not be judged; max_unscored allows 0 %")
  }
}

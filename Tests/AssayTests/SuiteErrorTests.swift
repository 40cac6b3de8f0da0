import Foundation
import TestSupport
import Testing

/// Law 8 for suites, plans and data: the message names file, line, column, field, value and remedy.
struct SuiteErrorTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      """
      {"id": "r1", "word": "boat", "kind": "thing"}
      {"id": "r2", "word": "hare", "kind": "animal"}

      """, to: "items.jsonl")
  }

  private static let sound = """
    suite: words
    data: {path: items.jsonl, id: id}
    prompt: {text: "Word: {{ word }}"}
    task: multiple_choice
    choices: [animal, thing]
    target: "{{ kind }}"
    metrics: [acc]

    """

  /// A mistake, and the whole of standard error without the folder's path.
  struct Mistake: Sendable, CustomTestStringConvertible {
    var what: String
    var old: String
    var new: String
    var message: String
    var exitCode: Int32 = 65
    var testDescription: String { what }
  }

  private static let tasks =
    "multiple_choice, loglikelihood, perplexity, generate, refusal_log_odds, counterfactual_pair, "
    + "likelihood_rank"

  static let mistakes = [
    Mistake(
      what: "a typo in a key", old: "metrics:", new: "metrixs:",
      message: #"suite.yaml:7:1: metrixs: unknown key "metrixs". Did you mean "metrics"?"#),
    Mistake(
      what: "a typo in a task", old: "multiple_choice", new: "multiple_choise",
      message: "suite.yaml:4:7: task: expected one of \(tasks), found \"multiple_choise\". "
        + "Did you mean \"multiple_choice\"?"),
    Mistake(
      what: "no task", old: "task: multiple_choice\n", new: "",
      message: "suite.yaml:1: task: the key \"task\" is missing. State one of \(tasks)."),
    Mistake(
      what: "a missing data file", old: "items.jsonl", new: "gone.jsonl",
      message: "suite.yaml:2:14: data.path: the file gone.jsonl does not exist. "
        + "Check the path; it is relative to the file that names it.",
      exitCode: 66),
    Mistake(
      what: "an undefined variable", old: "{{ word }}", new: "{{ wrod }}",
      message: #"suite.yaml:3:16: prompt.text: the template uses "wrod", which items.jsonl:1 "#
        + #"does not have. Did you mean "word"?"#),
    Mistake(
      what: "a template that is none", old: "{{ word }}", new: "{{ word }",
      message: "suite.yaml:3:16: prompt.text: not a template: unexpected '}' "
        + "(line 1, column 15 of the template)"),
    Mistake(
      what: "a value of another type", old: "[acc]", new: "{acc: 1}",
      message: "suite.yaml:7:10: metrics: expected a list of metric names, found a mapping"),
    Mistake(
      what: "YAML that is none", old: "choices: [animal", new: "choices: [[animal",
      message: "suite.yaml:6:1: not YAML: did not find expected ',' or ']' "
        + "(while parsing a flow sequence in line 5)"),
    Mistake(
      what: "a target that is no choice", old: "[animal, thing]", new: "[animal, plant]",
      message: #"items.jsonl:1: target: the target "thing" is none of the choices "animal", "#
        + #""plant". State a choice's text, or its index from 0."#),
    Mistake(
      what: "a field that no row has", old: "id: id", new: "id: nr",
      message: #"items.jsonl:1: nr: the row has no field "nr", which data.id names. "#
        + "The row's fields are: id, word, kind."),
  ]

  @Test(arguments: mistakes)
  func mistakesAreNamedWithPlaceAndRemedy(mistake: Mistake) async throws {
    let text = SuiteErrorTests.sound.replacing(mistake.old, with: mistake.new)
    try #require(text != SuiteErrorTests.sound)
    let suite = try folder.write(text, to: "suite.yaml")
    for command in [["lint"], ["plan"], ["list"], ["run", "--model", Checkpoints.tiny]] {
      let result = try await assay(command + [suite])
      #expect(result.exitCode == mistake.exitCode, "\(command)")
      #expect(result.output == "")
      let first = shortened(result.errors).split(separator: "\n").first
      #expect(first.map(String.init) == "assay: error: " + mistake.message)
    }
  }
  @Test(arguments: [["plan"], ["run", "--model", Checkpoints.tiny]])
  func dataThatWasNotFetchedIsNamedWithTheRemedy(command: [String]) async throws {
    let text = SuiteErrorTests.sound.replacing("items.jsonl", with: "https://example.org/x.jsonl")
    let result = try await assay(
      command + [try folder.write(text, to: "suite.yaml"), "--cache", folder.file("cache")])
    #expect(result.exitCode == 66)
    #expect(
      shortened(result.errors).hasPrefix(
        "assay: error: suite.yaml:2:14: data.path: https://example.org/x.jsonl is not in the cache "
          + "of data. Fetch it with \"assay data pull words\" (or the suite's file), or name a copy "
          + "with --data words=PATH."), "\(result.errors)")
  }

  @Test func dataThatIsNoJSONIsNamedWithItsLine() async throws {
    try folder.write(
      "{\"id\": \"r1\", \"word\": \"boat\", \"kind\": \"thing\"}\nword\n", to: "items.jsonl")
    let suite = try folder.write(SuiteErrorTests.sound, to: "suite.yaml")
    let result = try await assay("lint", suite)
    #expect(result.exitCode == 65)
    #expect(
      shortened(result.errors)
        == "assay: error: items.jsonl:2:1: found \"w\" where a JSON value is expected\n")
  }

  @Test func everyMistakeIsToldAtOnce() async throws {
    let text = SuiteErrorTests.sound.replacing("metrics:", with: "metrixs:")
      .replacing("items.jsonl", with: "gone.jsonl")
    let result = try await assay("lint", try folder.write(text, to: "suite.yaml"))
    #expect(result.errors.split(separator: "\n").count == 2, "\(result.errors)")
  }

  @Test func mistakesInAPlanAreNamedWithPlaceAndRemedy() async throws {
    try folder.write(SuiteErrorTests.sound, to: "suite.yaml")
    let plan = try folder.write(
      """
      plan: small
      suites: [suite.yaml, gone/*.yaml]
      gate:
        - {id: a, metric: words.acc, kind: treshold, at_least: 0.5}
        - {id: b, metric: words.acc, kind: threshold, at_most: 0.5, at_least: 0.5}
        - {id: c, metric: words.acc, kind: threshold, at_least: 0.5, baseline: prod}

      """, to: "plan.yaml")
    let result = try await assay("lint", plan)
    #expect(
      shortened(result.errors) == """
        assay: error: plan.yaml:2:22: suites[1]: no file matches "gone/*.yaml". Paths are relative \
        to the plan file; "**" stands for any folders.
        assay: error: plan.yaml:4:38: gate[0].kind: expected one of threshold, zero_tolerance, \
        completeness, found "treshold". Did you mean "threshold"?
        assay: error: plan.yaml:5:5: gate[1]: a threshold needs either at_least or at_most. \
        State one of them, and not both.
        assay: error: plan.yaml:6:64: gate[2].baseline: "baseline" is not supported yet by this \
        version. Remove it, or use a version that supports it.

        """)
    #expect(result.exitCode == 66)
  }

  @Test(arguments: ["lint", "plan"])
  func aLimitOfNoSuiteIsAnError(command: String) async throws {
    try folder.write(SuiteErrorTests.sound, to: "suite.yaml")
    let plan = try folder.write(
      "plan: small\nsuites: [suite.yaml]\nlimits: {wrods: 3}\n", to: "plan.yaml")
    let result = try await assay(command, plan)
    #expect(result.exitCode == 65)
    #expect(
      shortened(result.errors) == """
        assay: error: plan.yaml: limits.wrods: the plan has no suite "wrods". \
        Did you mean "words"?

        """)
  }

  private func shortened(_ text: String) -> String {
    text.replacing(folder.path + "/", with: "")
  }
}

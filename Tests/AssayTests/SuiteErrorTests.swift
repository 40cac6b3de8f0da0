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

  static let mistakes = [
    Mistake(
      what: "a typo in a key", old: "metrics:", new: "metrixs:",
      message: #"suite.yaml:7:1: metrixs: unknown key "metrixs". Did you mean "metrics"?"#),
    Mistake(
      what: "a typo in a task", old: "multiple_choice", new: "multiple_choise",
      message: #"suite.yaml:4:7: task: unknown task "multiple_choise". Did you mean "#
        + #""multiple_choice"?"#),
    Mistake(
      what: "a missing data file", old: "items.jsonl", new: "gone.jsonl",
      message: "suite.yaml:2:14: data.path: the file gone.jsonl does not exist. Check the path; it is "
        + "relative to the file that names it.", exitCode: 66),
    Mistake(
      what: "an undefined variable", old: "{{ word }}", new: "{{ wrod }}",
      message: #"suite.yaml:3:16: prompt.text: the template uses "wrod", which items.jsonl:1 does "#
        + #"not have. Did you mean "word"?"#),
    Mistake(
      what: "a template that is none", old: "{{ word }}", new: "{{ word }", message: ""),
    Mistake(what: "a value of another type", old: "[acc]", new: "{acc: 1}", message: ""),
    Mistake(what: "no task", old: "task: multiple_choice\n", new: "", message: ""),
    Mistake(what: "a metric of another task", old: "[acc]", new: "[bits_per_byte]", message: ""),
    Mistake(what: "YAML that is none", old: "choices: [animal", new: "choices: [[animal", message: ""),
    Mistake(what: "a target that is no choice", old: "[animal, thing]", new: "[animal, plant]", message: ""),
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
      let first = result.errors.replacing(folder.path + "/", with: "").split(separator: "\n").first
      #expect(first.map(String.init) == "assay: error: " + mistake.message)
    }
  }
}

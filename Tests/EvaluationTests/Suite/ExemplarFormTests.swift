import Evaluation
import Testing

/// Exemplars in a form of their own, and rows that stand in the suite file.
struct ExemplarFormTests {
  private func prompt(_ fewShot: String, prompt: String = "", task: String = task) throws -> String?
  {
    let folder = try SuiteFolder([
      "items.jsonl": #"{"q": "Why?", "a": "yes", "p": "P1:"}"#,
      "shots.jsonl": #"{"q": "Who?", "a": "no", "p": "P2:"}"#,
      "suite.yaml":
        "suite: s\ndata: {path: items.jsonl}\nprompt:\n  text: \"{{ q }}\"\n\(prompt)"
        + "  few_shot: {\(fewShot)}\n\(task)\n",
    ])
    return try folder.load().samples.first?.requests.first?.prompt?.plainText
  }

  private static let task = "task: multiple_choice\nchoices: [yes, no]\ntarget: \"{{ a }}\""

  @Test func whatFewShotDoesNotStateIsAsInThePrompt() throws {
    #expect(try prompt("count: 1, path: shots.jsonl") == "Who? no\n\nWhy?")
  }

  @Test func textTargetAndDelimitersCanDiffer() throws {
    #expect(
      try prompt(
        ##"count: 1, path: shots.jsonl, text: "Example: {{ q }}", target: "{{ 1 }}", delimiter: "%%", target_delimiter: " -> ""##
      ) == "Example: Who? -> no%%Why?")
    #expect(
      try prompt(#"count: 1, path: shots.jsonl, choices: [ja, nein], target: "{{ 1 }}""#)
        == "Who? nein\n\nWhy?")
  }

  @Test func thePrefixOfAnExemplarIsItsOwn() throws {
    #expect(
      try prompt("count: 1, path: shots.jsonl", prompt: "  prefix: \"{{ p }}\"\n")
        == "Who? P2: no\n\nWhy? P1:")
    #expect(
      try prompt(
        "count: 1, path: shots.jsonl, prefix: \"{{ p }} so\"", prompt: "  prefix: \"{{ p }}\"\n")
        == "Who? P2: so no\n\nWhy? P1:")
  }

  @Test func rowsCanStandInTheSuiteFile() throws {
    let rows = #"samples: [{q: 7, a: "no"}, {q: "8", a: yes}, {q: "9.50", a: no}]"#
    #expect(try prompt("count: 3, " + rows) == "7 no\n\n8 yes\n\n9.50 no\n\nWhy?")
    #expect(try prompt("count: 1, sampler: lm_eval, " + rows) == "8 yes\n\nWhy?")
  }

  @Test func plainScalarsOfARowAreNumbersFlagsAndNullsAsInJSON() throws {
    let form = "text: \"{{ q + 1 }} {{ f is true }} {{ n is none }} {{ l[1] }} {{ m.k }}\""
    let row = "{q: 7, f: true, n: null, l: [1, x], m: {k: 2.50}, a: no}"
    #expect(
      try prompt("count: 1, \(form), samples: [\(row)]")
        == "8 True True x 2.5 no\n\nWhy?")
  }

  @Test func aSampleThatItsSuiteShowsIsALeak() throws {
    let folder = try SuiteFolder([
      "items.jsonl": #"{"q": "Why?", "a": "yes"}"#,
      "suite.yaml":
        "suite: s\ndata: {path: items.jsonl}\nprompt:\n  text: \"{{ q }}\"\n  few_shot:\n"
        + "    {count: 1, text: \"Q: {{ q }}\", samples: [{q: \"Why?\", a: no}]}\n"
        + ExemplarFormTests.task,
    ])
    #expect(
      folder.failures() == [
        "suite.yaml:6: the exemplar asks the same as the test sample in items.jsonl:1. Remove one of "
          + "them: a test sample must not be shown with its answer."
      ])
  }

  @Test func rowsOfTwoSourcesAndWrongRowsAreRefused() throws {
    func failures(_ fewShot: String) throws -> [String] {
      try SuiteFolder(
        "suite: s\ndata: {path: items.jsonl}\nprompt: {text: \"{{ q }}\", few_shot: {\(fewShot)}}\n"
          + ExemplarFormTests.task, #"{"q": "Why?", "a": "yes"}"#
      ).failures()
    }
    #expect(
      try failures("count: 1, path: items.jsonl, samples: [{q: 1, a: no}]").first?
        .contains("expected no samples beside a path, found a list. Remove one of them.") == true)
    #expect(
      try failures("count: 1, samples: [no]").first?
        .contains("expected a row such as {question: …, answer: …}, found \"no\"") == true)
    #expect(
      try failures("count: 1, samples: []").first?
        .contains("expected at least one row, found an empty list") == true)
  }
}

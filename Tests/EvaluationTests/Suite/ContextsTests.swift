import Evaluation
import Testing

/// Choices that are contexts of one continuation, and targets that are several.
struct ContextsTests {
  private static let row =
    #"{"s": "The cup fits not, for", "o": ["cup", "box"], "e": "is big", "a": 1}"#

  private static func suite(_ more: String = "", prompt: String? = nil) -> String {
    "suite: s\ndata: {path: items.jsonl}\n" + (prompt.map { "prompt: {\($0)}\n" } ?? "")
      + "task: multiple_choice\ncontexts: [\"{{ s }} {{ o[0] }}\", \"{{ s }} {{ o[1] }}\"]\n"
      + "continuation: \"{{ e }}\"\ntarget: \"{{ a }}\"\n" + more
  }

  @Test func eachContextIsAskedWithTheSharedContinuation() throws {
    let sample = try SuiteFolder(ContextsTests.suite(), ContextsTests.row).load().samples[0]
    #expect(sample.choices == ["The cup fits not, for cup", "The cup fits not, for box"])
    #expect(sample.target == .choice(1))
    #expect(
      sample.requests == [
        .loglikelihood(context: .text("The cup fits not, for cup"), continuation: " is big"),
        .loglikelihood(context: .text("The cup fits not, for box"), continuation: " is big"),
      ])
  }

  @Test func anExemplarShowsItsRightContext() throws {
    let shots = #"{"s": "The ball is", "o": ["red", "blue"], "e": "today", "a": 0}"#
    let folder = try SuiteFolder([
      "items.jsonl": ContextsTests.row, "shots.jsonl": shots,
      "suite.yaml": ContextsTests.suite(
        prompt: "description: \"D. \", prefix: \"P:\", few_shot: {count: 1, path: shots.jsonl}"),
    ])
    let requests = try folder.load().samples[0].requests
    #expect(
      requests[0].prompt?.plainText
        == "D. The ball is red P: today\n\nThe cup fits not, for cupP:")
    #expect(requests[0].continuation == " is big")
  }

  @Test func mutualInformationAsksTheContextsBehindNothing() throws {
    let requests = try SuiteFolder(
      ContextsTests.suite("metrics: [acc, acc_pmi]\n"), ContextsTests.row
    ).load().samples[0].requests
    #expect(
      requests.dropFirst(2) == [
        .loglikelihood(context: .text(""), continuation: " The cup fits not, for cup"),
        .loglikelihood(context: .text(""), continuation: " The cup fits not, for box"),
      ])
  }

  @Test func contextsStandAlone() throws {
    func failures(_ suite: String) throws -> [String] {
      try SuiteFolder(suite, ContextsTests.row).failures()
    }
    #expect(
      try failures(ContextsTests.suite("choices: [a, b]\n")) == [
        "suite.yaml:7:1: choices: the contexts are the choices, and \"choices\" states others. Remove "
          + "one of them."
      ])
    #expect(
      try failures(ContextsTests.suite(prompt: "text: \"{{ s }}\"")) == [
        "suite.yaml:3:10: prompt.text: the contexts are the questions, and prompt.text states another. "
          + "Remove it."
      ])
    #expect(
      try failures(
        "suite: s\ndata: {path: items.jsonl}\ntask: multiple_choice\ncontexts: [a, b]\ntarget: 0\n"
      ).first?.contains("the key \"continuation\" is missing") == true)
  }

  // MARK: Targets

  private func target(_ target: String, _ more: String = "", choices: String = "[a, b, \"1\"]")
    throws
    -> Sample.Target
  {
    let suite =
      "suite: s\ndata: {path: items.jsonl}\nprompt: {text: \"\"}\ntask: multiple_choice\n"
      + "choices: \(choices)\ntarget: \(target)\n\(more)"
    return try SuiteFolder(suite, #"{"i": 1, "d": "1", "l": ["b", 0], "n": [], "f": true}"#).load()
      .samples[0].target
  }

  @Test func aTargetThatIsAListMeansAnyOfThem() throws {
    #expect(try target("\"{{ l }}\"") == .anyChoice([1, 0]))
    #expect(try target("[\"{{ i }}\", a]") == .anyChoice([1, 0]))
    #expect(try target("\"{{ n }}\"") == .anyChoice([]))
  }

  @Test func targetIsSaysWhatDigitsMean() throws {
    #expect(try target("\"{{ d }}\"") == .choice(2))
    #expect(try target("\"{{ d }}\"", "target_is: index") == .choice(1))
    #expect(try target("\"{{ d }}\"", "target_is: text") == .choice(2))
    #expect(try target("\"{{ i }}\"", "target_is: text") == .choice(1))
    #expect(try target("b", "target_is: index") == .choice(1))
    #expect(try target("\"{{ f }}\"", "target_is: index") == .choice(1))
    #expect(throws: Failures.self) { try target("\"{{ f }}\"") }
    #expect(throws: Failures.self) { try target("\"2\"", "target_is: text") }
  }

  @Test func choicesMayBeAlikeWhereTheSuiteSaysHowItsTargetIsRead() throws {
    #expect(throws: Failures.self) { try target("0", choices: "[a, a]") }
    #expect(try target("1", "target_is: index", choices: "[a, a]") == .choice(1))
    #expect(try target("a", "target_is: text", choices: "[a, a]") == .choice(0))
  }

  @Test func generatedAnswersMayHaveChoicesToLookFor() throws {
    let suite = """
      suite: s
      data: {path: items.jsonl}
      prompt: {text: "{{ s }}"}
      task: generate
      choices: "{{ o }}"
      target: "{{ a }}"
      """
    let plain = try SuiteFolder(suite, ContextsTests.row).load().samples[0]
    #expect(plain.choices == ["cup", "box"])
    #expect(plain.target == .texts(["1"]))
    let index = try SuiteFolder(suite + "\ntarget_is: index", ContextsTests.row).load().samples[0]
    #expect(index.target == .texts(["box"]))
  }

  @Test func anEmptyTextAsksBehindNothingButOneThatCameOutEmptyIsAnError() throws {
    let suite =
      "suite: s\ndata: {path: items.jsonl}\nprompt: {text: TEXT}\ntask: multiple_choice\n"
      + "choices: [a, b]\ntarget: 0\n"
    let empty = suite.replacing("TEXT", with: "\"\"")
    let request = try SuiteFolder(empty, ContextsTests.row).load().samples[0].requests[0]
    #expect(request == .loglikelihood(context: .text(""), continuation: " a"))
    #expect(
      try SuiteFolder(suite.replacing("TEXT", with: "\"{{ '' }}\""), ContextsTests.row).failures()
        .first?.contains("the prompt of items.jsonl:1 is empty") == true)
  }
}

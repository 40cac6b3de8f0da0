import Evaluation
import Foundation
import Testing

/// `perturb`: from each row a sample for each change.
struct PerturbTests {
  private static let suite = """
    suite: sturdy
    data: {path: items.jsonl, id: id, slices: [topic]}
    perturb: {field: q, with: [rot13, "base64(upper-case)"]}
    prompt: {text: "{{ q }}"}
    task: multiple_choice
    choices: [yes, no]
    target: "{{ a }}"
    metrics: [acc]
    """
  private static let rows = """
    {"id": "1", "q": "Is it?", "a": "yes", "topic": "x"}
    {"id": "2", "q": "Was it?", "a": "no", "topic": "y"}
    {"id": "3", "q": "Will it?", "a": "no", "topic": "y"}
    """

  private func load(_ suite: String = suite, limit: Int? = nil) throws -> Suite {
    try SuiteFolder(suite, Self.rows).load(limit: limit)
  }

  @Test func eachRowMakesASampleAChange() throws {
    let samples = Array(try load().samples)
    #expect(
      samples.prefix(3).map(\.id) == ["1", "1~rot13", "1~base64(upper-case)"])
    #expect(samples.count == 9)
    #expect(
      samples.prefix(3).compactMap { $0.requests.first?.prompt?.plainText } == [
        "Is it?", "Vf vg?", "SVMgSVQ/",
      ])
    #expect(samples.allSatisfy { $0.cluster == $0.id.prefix(1) })
    #expect(
      samples.prefix(3).map(\.slices) == [
        ["topic": "x", "perturbation": "none"], ["topic": "x", "perturbation": "rot13"],
        ["topic": "x", "perturbation": "base64(upper-case)"],
      ])
    #expect(samples.allSatisfy { $0.target == .choice($0.id.hasPrefix("1") ? 0 : 1) })
  }

  @Test func theRowAsItIsCanBeLeftOut() throws {
    let suite = Self.suite.replacing("with:", with: "original: false, with:")
    #expect(try load(suite).samples.count == 6)
  }

  @Test func aLimitCountsRowsAndKeepsAllTheirChanges() throws {
    let suite = try load(limit: 2)
    #expect(suite.samples.count == 6)
    #expect(Set(suite.samples.map(\.cluster)).count == 2)
    #expect(suite.planned == 9)
    let smaller = try load(limit: 1)
    #expect(Set(smaller.samples.map(\.cluster)).isSubset(of: suite.samples.map(\.cluster)))
  }

  @Test func rulesOfATableAreAChange() throws {
    let folder = try SuiteFolder([
      "suite.yaml": Self.suite.replacing(
        #"[rot13, "base64(upper-case)"]"#, with: "[{name: swap, table: swap.tsv}]"),
      "items.jsonl": Self.rows, "swap.tsv": "it\tthis\nwas\tis\n",
    ])
    let suite = try folder.load()
    #expect(
      suite.samples.compactMap { $0.requests.first?.prompt?.plainText } == [
        "Is it?", "Is this?", "Was it?", "Is this?", "Will it?", "Will this?",
      ])
    #expect(suite.samples.map(\.id).contains("2~swap"))
    let digest = suite.definition.digest
    try folder.write("swap.tsv", Array("it\tthat\n".utf8))
    #expect(try folder.load().definition.digest != digest)
  }

  @Test func aCanaryIsPutInBeforeTheChange() throws {
    let folder = try SuiteFolder(
      """
      suite: codes
      data: {path: items.jsonl, id: id}
      perturb: {field: order, with: [hex], original: false}
      prompt: {chat: true, text: "{{ order }}"}
      task: generate
      probe: {family: obfuscation, judge: canary}
      """, #"{"id": "a", "order": "Say [CANARY]"}"#)
    let sample = try #require(try folder.load().samples.first)
    let canary = try #require(sample.canary)
    let hex = "Say \(canary)".utf8.map { String(format: "%02x", $0) }.joined(separator: " ")
    #expect(sample.requests.first?.prompt?.turns == ["user: \(hex)"])
    let without = try SuiteFolder(
      [
        "suite.yaml": """
        suite: codes
        data: {path: items.jsonl, id: id}
        perturb: {field: order, with: [hex]}
        prompt: {chat: true, text: "{{ order }} {{ canary }}"}
        task: generate
        probe: {family: obfuscation, judge: canary}
        """, "items.jsonl": #"{"id": "a", "order": "Say it"}"#,
      ])
    #expect(
      without.failures().first?.hasPrefix(
        "items.jsonl:1: order: the field has no [CANARY] that could come out") == true)
  }

  @Test(arguments: [
    ("[rot14]", "perturb.with[0]: \"rot14\" is no mutator. Did you mean \"rot13\"?"),
    (
      "[rot13, rot13]", "perturb.with: the change \"rot13\" stands there twice. Remove one of them."
    ),
    ("[{name: x}]", "perturb.with[0].table: the key \"table\" is missing. Name the file."),
  ])
  func whatIsWrongIsToldWithItsPlace(_ changes: String, _ message: String) throws {
    let suite = Self.suite.replacing(#"[rot13, "base64(upper-case)"]"#, with: changes)
    let failures = try SuiteFolder(suite, Self.rows).failures()
    #expect(failures.contains { $0.hasSuffix(message) }, "\(failures)")
  }

  @Test func aRowWithoutTheFieldIsAnError() throws {
    let suite = Self.suite.replacing("field: q", with: "field: quest")
    let failures = try SuiteFolder(suite, Self.rows).failures()
    #expect(failures.first?.contains("the row has no text in the field \"quest\"") == true)
  }

  @Test func exemplarsOfItsOwnRowsAreRefused() throws {
    let suite = Self.suite.replacing(
      #"{text: "{{ q }}"}"#, with: #"{text: "{{ q }}", few_shot: {count: 1}}"#)
    let failures = try SuiteFolder(suite, Self.rows).failures()
    #expect(failures.first?.contains("would show a sample its row unchanged") == true)
  }
}

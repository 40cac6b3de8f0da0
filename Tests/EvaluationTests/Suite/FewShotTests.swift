import Evaluation
import Foundation
import Testing

struct FewShotTests {
  /// Twelve questions, `q0` to `q11`, with the answers yes, no and maybe in turn.
  private static func rows(_ numbers: some Sequence<Int>) -> String {
    numbers.map { "{\"id\": \"r\($0)\", \"q\": \"q\($0)\", \"a\": \"\(answers[$0 % 3])\"}\n" }
      .joined()
  }

  private static let answers = ["yes", "no", "maybe"]

  private func folder(
    _ fewShot: String, rows: String = rows(0..<12), shots: String? = nil
  ) throws -> SuiteFolder {
    let suite = """
      suite: s
      data: {path: items.jsonl, id: id}
      prompt:
        text: "{{ q }}"
        few_shot: \(fewShot)
      task: multiple_choice
      choices: [yes, no, maybe]
      target: "{{ a }}"
      """
    var files = ["suite.yaml": suite, "items.jsonl": rows]
    files["shots.jsonl"] = shots
    return try SuiteFolder(files)
  }

  /// The exemplars that each sample shows, by sample.
  private func shown(_ folder: SuiteFolder, seed: UInt64 = 1) throws -> [String: [String]] {
    var shown: [String: [String]] = [:]
    for sample in try folder.load(seed: seed).samples {
      let text = try #require(sample.requests.first?.prompt?.plainText)
      shown[sample.id] = text.components(separatedBy: "\n\n").dropLast()
    }
    return shown
  }

  private static func shot(_ number: Int) -> String { "q\(number) \(answers[number % 3])" }

  @Test func firstTakesTheFirstRowsButNeverTheSampleItself() throws {
    let shown = try shown(folder("{count: 2, sampler: first}"))
    #expect(shown["r5"] == [FewShotTests.shot(0), FewShotTests.shot(1)])
    #expect(shown["r0"] == [FewShotTests.shot(1), FewShotTests.shot(2)])
    #expect(shown["r1"] == [FewShotTests.shot(0), FewShotTests.shot(2)])
  }

  @Test func exemplarsComeFromTheirOwnFileWhereThereIsOne() throws {
    let folder = try folder(
      "{count: 2, path: shots.jsonl}", rows: FewShotTests.rows(0..<2),
      shots: FewShotTests.rows(5..<8))
    #expect(
      try shown(folder) == [
        "r0": [FewShotTests.shot(5), FewShotTests.shot(6)],
        "r1": [FewShotTests.shot(5), FewShotTests.shot(6)],
      ])
  }

  @Test func aFileOfExemplarsNeedsNoIDs() throws {
    let folder = try folder(
      "{count: 1, path: shots.jsonl}", rows: FewShotTests.rows(0..<1),
      shots: "{\"q\": \"other\", \"a\": \"no\"}\n")
    #expect(try shown(folder) == ["r0": ["other no"]])
  }

  @Test(arguments: ["random", "balanced"])
  func drawsAreSeededDifferAndNeverShowTheSample(_ sampler: String) throws {
    let folder = try folder("{count: 4, sampler: \(sampler), seed: 3}")
    let shown = try shown(folder)
    #expect(try self.shown(folder, seed: 99) == shown, "a stated seed does not follow the run's")
    #expect(Set(shown.values).count > 6)
    for (id, exemplars) in shown {
      #expect(Set(exemplars).count == 4)
      #expect(!exemplars.contains { $0.hasPrefix("q\(id.dropFirst()) ") })
    }
    let other = try self.shown(try self.folder("{count: 4, sampler: \(sampler), seed: 4}"))
    #expect(other != shown)
  }

  @Test(arguments: ["random", "balanced"])
  func withoutASeedOfTheirOwnDrawsFollowTheRunsSeed(_ sampler: String) throws {
    let folder = try folder("{count: 4, sampler: \(sampler)}")
    #expect(try shown(folder, seed: 1) != shown(folder, seed: 2))
    #expect(try shown(folder, seed: 1) == shown(folder, seed: 1))
  }

  @Test(arguments: ["random", "balanced"])
  func theOrderOfTheDataDoesNotMatter(_ sampler: String) throws {
    let forward = try shown(folder("{count: 4, sampler: \(sampler), seed: 3}"))
    let backward = try shown(
      folder(
        "{count: 4, sampler: \(sampler), seed: 3}", rows: FewShotTests.rows((0..<12).reversed())))
    #expect(forward == backward)
  }

  @Test func everyRowIsDrawnNowAndThen() throws {
    let all = try shown(folder("{count: 4, sampler: random, seed: 3}")).values.flatMap { $0 }
    #expect(Set(all).count == 12)
  }

  @Test func balancedTakesTheTargetsInTurn() throws {
    let shown = try shown(folder("{count: 6, sampler: balanced, seed: 3}"))
    var orders: Set<[String]> = []
    for exemplars in shown.values {
      let answers = exemplars.compactMap { $0.split(separator: " ").last.map(String.init) }
      #expect(Set(answers.prefix(3)) == Set(FewShotTests.answers))
      #expect(Array(answers.prefix(3)) == Array(answers.suffix(3)))
      orders.insert(Array(answers.prefix(3)))
    }
    #expect(orders.count > 1, "the targets' order is the sample's own")
  }

  @Test func balancedGoesOnWithTheOtherTargetsWhereOneIsUsedUp() throws {
    let folder = try folder(
      "{count: 4, sampler: balanced, path: shots.jsonl}", rows: FewShotTests.rows(0..<1),
      shots: FewShotTests.rows([1, 4, 7, 5]))
    let answers = try #require(try shown(folder)["r0"]).compactMap { $0.split(separator: " ").last }
    #expect(answers.sorted() == ["maybe", "no", "no", "no"])
  }

  @Test(arguments: ["{sampler: [r6, r5]}", "{ids: [r6, r5]}", "{count: 2, ids: [r6, r5]}"])
  func fixedExemplarsAreShownInTheOrderOfTheirIDs(_ fewShot: String) throws {
    let path = fewShot.replacingOccurrences(of: "{", with: "{path: shots.jsonl, ")
    let folder = try folder(
      path, rows: FewShotTests.rows(0..<2), shots: FewShotTests.rows(4..<8))
    #expect(try shown(folder)["r1"] == [FewShotTests.shot(6), FewShotTests.shot(5)])
  }

  @Test func anUnknownExemplarIDIsRefused() throws {
    let folder = try folder(
      "{ids: [r66], path: shots.jsonl}", rows: FewShotTests.rows(0..<2),
      shots: FewShotTests.rows(4..<8))
    #expect(
      folder.failures() == [
        "suite.yaml:5:13: prompt.few_shot: shots.jsonl has no row with the id \"r66\". Did you mean "
          + "\"r6\"?"
      ])
  }

  @Test func aFixedExemplarMustNotBeASample() throws {
    #expect(
      try folder("{ids: [r1]}", rows: FewShotTests.rows(0..<3)).failures() == [
        "suite.yaml:5:13: prompt.few_shot: the exemplar \"r1\" (items.jsonl:2) is also, or asks the same "
          + "as, the test sample \"r1\". Keep it out of the samples with data.where, or put exemplars "
          + "into their own file."
      ])
  }

  @Test func aLeakingExemplarNamesBothLines() throws {
    let folder = try folder(
      "{count: 1, path: shots.jsonl}", rows: FewShotTests.rows(0..<4),
      shots: "{\"q\": \"fresh\", \"a\": \"no\"}\n{\"q\": \"q2\", \"a\": \"yes\"}\n")
    #expect(
      folder.failures() == [
        "shots.jsonl:2: the exemplar asks the same as the test sample in items.jsonl:3. Remove one of "
          + "them: a test sample must not be shown with its answer."
      ])
  }

  @Test func amongTheOwnRowsOneThatAsksTheSameIsNeverShown() throws {
    let rows = FewShotTests.rows(0..<3) + "{\"id\": \"copy\", \"q\": \"q1\", \"a\": \"no\"}\n"
    let shown = try shown(folder("{count: 2, sampler: random}", rows: rows))
    #expect(Set(shown["r1"] ?? []) == [FewShotTests.shot(0), FewShotTests.shot(2)])
    #expect(Set(shown["copy"] ?? []) == [FewShotTests.shot(0), FewShotTests.shot(2)])
  }

  @Test(arguments: ["first", "random", "balanced"])
  func tooFewExemplarsAreRefused(_ sampler: String) throws {
    let failures = try folder(
      "{count: 3, sampler: \(sampler)}", rows: FewShotTests.rows(0..<3)
    ).failures()
    #expect(
      failures == [
        "suite.yaml:5:13: prompt.few_shot: 3 exemplars are asked for, and items.jsonl has 2 for the "
          + "sample \"r0\". Ask for fewer, or name a larger file.",
        "suite.yaml: 2 more rows fail like this (prompt.few_shot)",
      ])
  }

  @Test func aCountOfZeroShowsNone() throws {
    #expect(try shown(folder("{count: 0}"))["r3"] == [])
  }

  @Test func theFirstAcceptedTextIsTheAnswerOfAGeneratedExemplar() throws {
    let folder = try SuiteFolder([
      "suite.yaml": """
      suite: s
      data: {path: items.jsonl}
      prompt: {text: "{{ q }}", few_shot: {count: 1, path: shots.jsonl}}
      task: generate
      target: "{{ a }}"
      """,
      "items.jsonl": #"{"q": "one?", "a": ["1", "one"]}"#,
      "shots.jsonl": #"{"q": "two?", "a": ["2", "two"]}"#,
    ])
    #expect(try folder.load().samples.first?.requests.first?.prompt == .text("two? 2\n\none?"))
  }
}

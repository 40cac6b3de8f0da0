import Evaluation
import Foundation
import TestSupport
import Testing

/// Against lm-evaluation-harness's own samplers (scripts/fixtures/lm_eval_sampler_vectors.py).
struct ExemplarSequenceTests {
  struct Vectors: Decodable {
    struct Row: Decodable {
      var q: String
      var n: Int
    }
    struct Case: Decodable {
      var sampler: String
      var count: Int
      var excluding: Bool
      var shown: [[Int]]
    }
    var rows: [Row]
    var cases: [Case]
  }

  private static let suite = """
    suite: s
    data: {path: items.jsonl}
    prompt: {text: "{{ q }}", delimiter: "|", few_shot: {FEW_SHOT}}
    task: loglikelihood
    target: "{{ n }}"
    """

  private func folder(_ fewShot: String, _ rows: String) throws -> SuiteFolder {
    try SuiteFolder(
      ExemplarSequenceTests.suite.replacingOccurrences(of: "FEW_SHOT", with: fewShot), rows)
  }

  /// The questions of the exemplars of each sample.
  private func shown(_ suite: Suite) -> [[String]] {
    suite.samples.map { sample in
      let text = sample.requests.first?.prompt?.plainText ?? ""
      return text.split(separator: "|").dropLast().map { String($0.split(separator: " ")[0]) }
    }
  }

  @Test func showsWhatTheHarnessShows() throws {
    let data = try Data(contentsOf: fixtureURL("sampling/lm-eval-sampler.json"))
    let vectors = try JSONDecoder().decode(Vectors.self, from: data)
    let rows = vectors.rows.map { "{\"q\": \"\($0.q)\", \"n\": \($0.n)}\n" }.joined()
    #expect(vectors.cases.count == 12)
    for entry in vectors.cases {
      let folder = try folder(
        "count: \(entry.count), sampler: \(entry.sampler), "
          + "exclude: \(entry.excluding ? "row" : "none")", rows)
      let expected = entry.shown.map { $0.map { vectors.rows[$0].q } }
      #expect(try shown(folder.load()) == expected, "\(entry)")
    }
  }

  @Test func aSamplesExemplarsDoNotDependOnTheLimitOrTheRunsSeed() throws {
    let rows = (0..<30).map { "{\"q\": \"q\($0)\", \"n\": \($0)}\n" }.joined()
    let folder = try folder("count: 3, sampler: lm_eval", rows)
    let all = try folder.load()
    let some = try folder.load(seed: 5, limit: 7)
    #expect(some.samples.count == 7)
    for sample in some.samples {
      let same = try #require(all.samples.first { $0.id == sample.id })
      #expect(sample.requests == same.requests)
    }
    let other = try self.folder("count: 3, sampler: lm_eval, seed: 1", rows).load()
    #expect(shown(other) != shown(all))
  }

  @Test func onItsOwnRowsNoSampleIsShownUnlessTheSuiteSaysSo() throws {
    let rows = (0..<6).map { "{\"q\": \"q\($0)\", \"n\": \($0)}\n" }.joined()
    let careful = try folder("count: 4, sampler: lm_eval", rows).load()
    for (index, shown) in shown(careful).enumerated() { #expect(!shown.contains("q\(index)")) }
    let careless = try folder("count: 4, sampler: lm_eval, exclude: none", rows).load()
    #expect(shown(careless).enumerated().contains { $0.element.contains("q\($0.offset)") })
  }

  /// As lm-evaluation-harness does where a task has neither a few-shot split nor a test split.
  @Test func rowsOfAnotherFileThatEqualTheSamplesCanBeLeftOut() throws {
    let rows = (0..<4).map { "{\"q\": \"q\($0)\", \"n\": \($0)}\n" }.joined()
    let folder = try folder("count: 4, sampler: lm_eval, exclude: row, path: shots.jsonl", rows)
    try folder.write("shots.jsonl", Array((rows + "{\"n\": 9, \"q\": \"q9\"}\n").utf8))
    for (index, shown) in try shown(folder.load()).enumerated() {
      #expect(shown.count == 4 && !shown.contains("q\(index)"))
    }
  }

  @Test func aPoolThatIsTooSmallIsRefused() throws {
    let rows = (0..<3).map { "{\"q\": \"q\($0)\", \"n\": \($0)}\n" }.joined()
    #expect(
      try folder("count: 3, sampler: lm_eval", rows).failures() == [
        "suite.yaml:3:53: prompt.few_shot: 3 exemplars are asked for, and items.jsonl has 3 rows to "
          + "draw from. Ask for fewer, or name a larger file."
      ])
    let alike = String(repeating: "{\"q\": \"q\", \"n\": 1}\n", count: 3)
    #expect(
      try folder("count: 1, sampler: lm_eval", alike).failures() == [
        "suite.yaml:3:53: prompt.few_shot: 1 exemplars are asked for, and items.jsonl has 0 rows "
          + "that differ from its row 1. Ask for fewer."
      ])
    #expect(
      try folder("count: 1, sampler: lm_eval, exclude: question", rows).failures().first?
        .contains("expected row or none with the sampler lm_eval, found \"question\"") == true)
  }
}

import Evaluation
import Foundation
import Reports
import TestSupport
import Testing

struct DiagramTests {
  private static let labels = ["cat", "dog", "<cow>"]

  /// `count` samples, each right with the confidence that is given; every fifth wrong answer is
  /// none of the classes.
  private func run(
    _ count: Int, confidence: (Int) -> Double, right: (Int) -> Bool
  ) -> Run {
    var run = ExampleRun.ungated()
    run.suites[0].planned = count
    let results = (0..<count).map { index in
      let truth = Self.labels[index % 3]
      let wrong = index % 5 == 0 ? "a model's own words" : Self.labels[(index + 1) % 3]
      return SampleResult(
        sample: Sample(id: "s\(index)", target: .choice(index % 3), requests: []), responses: [],
        score: Score(
          scorer: "multiple_choice",
          status: .scored(["acc": right(index) ? 1 : 0, "p_max": confidence(index)]),
          prediction: right(index) ? truth : wrong, target: truth))
    }
    run.suites[0].edit { $0 = results }
    return run
  }

  private func page(_ run: Run) throws -> String {
    try ReportReading.text("index.html", of: run)
      .replacing(/<script[^>]*>.*?<\/script>/.dotMatchesNewlines(), with: "")
  }

  /// The numbers of a table with that caption, row by row.
  private func table(_ caption: String, in page: String) throws -> [[String]] {
    let parts = page.components(separatedBy: "<caption class=\"quiet\">\(caption)")
    let body = try #require(parts.last?.components(separatedBy: "</table>").first)
    return body.components(separatedBy: "<tr>").dropFirst(2).map { row in
      row.matches(of: /<t[dh][^>]*>([^<]*)</).map { String($0.1) }
    }
  }

  @Test func binsOfEqualMassHaveTheirMeans() throws {
    // 40 samples in four bins of ten: confidence k/40, right from the middle on.
    let run = run(40, confidence: { Double($0) / 40 }, right: { $0 >= 20 })
    let rows = try table("Bins of the reliability diagram", in: try page(run))
    #expect(
      rows == [
        ["0.113", "0", "10"], ["0.363", "0", "10"], ["0.613", "1", "10"], ["0.863", "1", "10"],
      ])
  }

  @Test func fewSamplesDrawNoReliability() throws {
    let run = run(39, confidence: { Double($0) / 40 }, right: { $0 >= 20 })
    #expect(!(try page(run)).contains("Reliability"))
  }

  @Test func classesAreCountedAndTheModelsOwnWordsAreOther() throws {
    let run = run(30, confidence: { _ in 0.5 }, right: { $0 >= 15 })
    let page = try page(run)
    let rows = try table("Confusion matrix of sentiment", in: page)
    // Truth <cow>, cat, dog; of 15 wrong answers those of s0, s5 and s10 are none of the classes.
    #expect(rows[0] == ["&lt;cow&gt;", "5", "4", "0", "1", "0.500"])
    #expect(rows[1] == ["cat", "0", "5", "4", "1", "0.500"])
    #expect(rows[2] == ["dog", "4", "0", "5", "1", "0.500"])
    #expect(rows[3].prefix(4) == ["precision", "0.556", "0.556", "0.556"])
    #expect(!page.contains("own words"))
  }

  @Test func targetsThatDoNotRepeatDrawNoMatrix() throws {
    var run = run(30, confidence: { _ in 0.5 }, right: { _ in true })
    run.suites[0].editEach { $0.score.target = "answer \($1)" }
    #expect(!(try page(run)).contains("Confusion matrix"))
  }

  @Test func outcomesOfAProbeAreCountedInWords() throws {
    let page = try page(ExampleRun.make())
    #expect(page.contains("aria-label=\"1 resisted, 1 breached, 1 unscored, 1 error\""))
    #expect(page.components(separatedBy: "class=\"outcomes\"").count == 2)
  }
}

import Evaluation
import Foundation
import TestSupport
import Testing

struct ResultsDocumentTests {
  @Test func countsAddUpToWhatWasPlanned() throws {
    let run = ExampleRun.make()
    let document = try ReportReading.object("results.json", of: run)
    #expect(document["schema"] as? String == "assay.results/1")
    let suites = try #require(document["suites"] as? [[String: Any]])
    #expect(suites.map { $0["id"] as? String } == run.suites.map(\.definition.id))
    for (suite, result) in zip(suites, run.suites) {
      let counts = try #require(suite["counts"] as? [String: Int])
      let parts = ["scored", "unscored", "errors", "missing"].compactMap { counts[$0] }
      #expect(parts.reduce(0, +) == counts["planned"])
      #expect(counts["planned"] == result.planned)
      #expect((suite["metrics"] as? [Any])?.count == result.metrics.count)
    }
  }

  @Test func whatIsUndefinedIsNullWithAReason() throws {
    let document = try ReportReading.object("results.json", of: ExampleRun.make())
    let suites = try #require(document["suites"] as? [[String: Any]])
    let never = try #require(suites.last)
    let metric = try #require((never["metrics"] as? [[String: Any]])?.first)
    #expect(metric["value"] is NSNull)
    #expect(metric["undefined"] as? String == "no sample was scored")
    #expect((never["counts"] as? [String: Int])?["missing"] == 3)
  }

  @Test func probesHaveTheirOutcomes() throws {
    let document = try ReportReading.object("results.json", of: ExampleRun.make())
    let suites = try #require(document["suites"] as? [[String: Any]])
    let injection = try #require(suites.first { $0["id"] as? String == "injection" })
    #expect(
      injection["outcomes"] as? [String: Int]
        == ["resisted": 1, "breached": 1, "unscored": 1, "error": 1])
    let odds = try #require(suites.first { $0["id"] as? String == "refusal-odds" })
    #expect(odds["outcomes"] is NSNull)
  }

  @Test func seedsKeepAllTheirBits() throws {
    var run = ExampleRun.make()
    run.settings.seed = .max
    let document = try ReportReading.object("results.json", of: run)
    #expect((document["settings"] as? [String: Any])?["seed"] as? String == "18446744073709551615")
  }
}

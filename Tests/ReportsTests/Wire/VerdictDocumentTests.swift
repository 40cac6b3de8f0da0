import Evaluation
import Foundation
import TestSupport
import Testing

struct VerdictDocumentTests {
  @Test func itSaysWhatTheExitCodeSays() throws {
    let run = ExampleRun.make()
    let document = try ReportReading.object("verdict.json", of: run)
    #expect(document["schema"] as? String == "assay.verdict/1")
    #expect(document["overall"] as? String == "FAILED")
    #expect(document["exit_code"] as? Int == run.verdict.exitCode)
    #expect(document["reasons"] as? [String] == run.verdict.reasons)
    let conditions = try #require(document["conditions"] as? [[String: Any]])
    #expect(
      conditions.map { $0["status"] as? String } == run.verdict.conditions.map(\.status.rawValue))
    let first = try #require(conditions.first)
    #expect(first["judged"] as? Double == 0.4309)
    #expect((first["interval"] as? [String: Any])?["method"] as? String == "wilson")
    #expect((first["policy"] as? [String: Any])?["at_least"] as? Double == 0.25)
    #expect((first["policy"] as? [String: Any])?["at_most"] is NSNull)
  }

  @Test func timeAndThreadsChangeNothing() throws {
    let run = ExampleRun.make()
    var other = run
    other.timing = RunTiming(
      startedAt: "2030-01-01T00:00:00Z", seconds: 1, threads: 64, cachedRequests: 9, requests: 9,
      promptTokens: 0, completionTokens: 0, host: "elsewhere")
    for index in other.suites.indices { other.suites[index].seconds = 999 }
    for name in ["verdict.json", "results.json", "samples.jsonl"] {
      #expect(try ReportReading.bytes(name, of: run) == ReportReading.bytes(name, of: other))
    }
    #expect(
      try ReportReading.bytes("manifest.json", of: run)
        != ReportReading.bytes("manifest.json", of: other))
  }

  @Test func aValueThatIsNotFiniteIsRefused() throws {
    var run = ExampleRun.make()
    run.verdict.conditions[0].judged = .nan
    let failure = #expect(throws: Failure.self) {
      try ReportReading.bytes("verdict.json", of: run)
    }
    #expect(failure?.place?.file == "verdict.json")
    #expect(failure?.place?.field == "judged")
  }
}

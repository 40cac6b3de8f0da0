import Evaluation
import Foundation
import TestSupport
import Testing

struct SampleLineTests {
  @Test(arguments: ReportReading.runs.map(\.name))
  func everySampleHasALine(name: String) throws {
    let run = try ReportReading.run(name)
    let samples = try run.suites.flatMap { suite in try suite.samples.all().map { (suite, $0) } }
    let lines = try ReportReading.lines("samples.jsonl", of: run)
    #expect(lines.count == samples.count)
    for (line, (suite, result)) in zip(lines, samples) {
      #expect(line["schema"] as? String == "assay.sample/1")
      #expect(line["suite"] as? String == suite.definition.id)
      #expect(line["id"] as? String == result.sample.id)
      #expect((line["requests"] as? [Any])?.count == result.sample.requests.count)
      #expect((line["responses"] as? [Any])?.count == result.responses.count)
    }
  }

  @Test func hostileAnswersReadBackToTheLastCodePoint() throws {
    let lines = try ReportReading.lines("samples.jsonl", of: ExampleRun.make())
    for example in HostileText.all {
      let line = try #require(lines.first { $0["id"] as? String == "q-\(example.name)" })
      let response = try #require((line["responses"] as? [[String: Any]])?.first)
      let text = try #require(response["text"] as? String)
      #expect(text.unicodeScalars.elementsEqual(example.text.unicodeScalars), "\(example.name)")
      #expect(response["kind"] as? String == "generation")
      #expect(response["token_logprobs"] as? [Double] == [-0.25, -1.5, -0.125])
    }
  }

  @Test func noLineSteersATerminal() throws {
    #expect(
      ReportReading.isSteerless(try ReportReading.text("samples.jsonl", of: ExampleRun.make())))
  }

  @Test func everyKindOfScoreIsToldApart() throws {
    let lines = try ReportReading.lines("samples.jsonl", of: ExampleRun.make())
    func score(_ id: String) throws -> [String: Any] {
      try #require(lines.first { $0["id"] as? String == id }?["score"] as? [String: Any])
    }
    #expect(try score("r1")["status"] as? String == "scored")
    #expect(try score("r1")["values"] as? [String: Double] == ["acc": 1])
    #expect(try score("i3")["status"] as? String == "unscored")
    #expect(try score("i3")["reason"] as? String == "the answer is empty")
    #expect(try score("i4")["status"] as? String == "error")
    #expect(try score("i4")["outcome"] as? String == "error")
    #expect(try score("i4")["values"] as? [String: Double] == [:])
  }
}

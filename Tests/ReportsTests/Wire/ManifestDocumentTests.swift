import Evaluation
import Foundation
import Reports
import TestSupport
import Testing

struct ManifestDocumentTests {
  @Test func digestsAreSHA256() {
    let digest = ReportFile(name: "x", bytes: Array("abc".utf8)).digest
    #expect(
      digest.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(digest.size == 3)
  }

  @Test func itComesLastAndNamesEveryFile() throws {
    let events = FileDigest(name: "events.jsonl", size: 7, sha256: "00")
    let options = ReportOptions(
      granularity: .sample, command: ["assay", "run", "a b.yaml"], otherFiles: [events])
    let files = try RunFiles.render(ExampleRun.make(), options: options)
    #expect(
      files.map(\.name) == [
        "verdict.json", "results.json", "samples.jsonl", "junit.xml", "junit-samples-001.xml",
        "index.html", "summary.md", "manifest.json",
      ])
    let last = try #require(files.last)
    let manifest = try #require(
      try JSONSerialization.jsonObject(with: Data(last.bytes)) as? [String: Any])
    #expect(manifest["command"] as? [String] == ["assay", "run", "a b.yaml"])
    let outputs = try #require(manifest["outputs"] as? [[String: Any]])
    let expected = (files.dropLast().map(\.digest) + [events]).sorted { $0.name < $1.name }
    #expect(outputs.map { $0["name"] as? String } == expected.map(\.name))
    #expect(outputs.map { $0["sha256"] as? String } == expected.map(\.sha256))
    #expect(outputs.map { $0["bytes"] as? Int } == expected.map(\.size))
  }

  @Test func aFileThatIsThereAlreadyIsNotRendered() throws {
    let lines = FileDigest(name: "samples.jsonl", size: 7, sha256: "00")
    let files = try RunFiles.render(
      ExampleRun.make(), options: ReportOptions(otherFiles: [lines]))
    #expect(!files.contains { $0.name == "samples.jsonl" })
    let manifest = try #require(files.last)
    #expect(String(decoding: manifest.bytes, as: UTF8.self).contains(#""name":"samples.jsonl""#))
  }

  @Test func timesOfGenerationAreThereAndNowhereElse() throws {
    var run = ExampleRun.make()
    let timing = try #require(
      try ReportReading.object("manifest.json", of: run)["timing"] as? [String: Any])
    let suites = try #require(timing["suites"] as? [[String: Any]])
    #expect(suites[0]["generation"] is NSNull)
    let generation = try #require(suites[1]["generation"] as? [String: Any])
    #expect(generation["tokens_per_second"] as? Double == 37.25)
    #expect(generation["completion_tokens"] as? Int == 69)
    #expect((generation["first_token_seconds"] as? [String: Double])?["p99"] == 0.25)
    #expect((generation["seconds"] as? [String: Double])?["p50"] == 0.31)
    #expect(
      generation["measured"] as? Int == (try #require(run.suites[1].generation)).measured)
    let before = try ["results.json", "samples.jsonl", "verdict.json"].map {
      try ReportReading.bytes($0, of: run)
    }
    for index in run.suites.indices { run.suites[index].generation = nil }
    let after = try ["results.json", "samples.jsonl", "verdict.json"].map {
      try ReportReading.bytes($0, of: run)
    }
    #expect(before == after)
  }

  @Test func itNamesEveryInput() throws {
    let run = ExampleRun.make()
    let manifest = try ReportReading.object("manifest.json", of: run)
    let inputs = try #require(manifest["inputs"] as? [String: Any])
    #expect((inputs["model"] as? [String: Any])?["sha256"] as? String == run.model.digest)
    let suites = try #require(inputs["suites"] as? [[String: Any]])
    #expect(suites.map { $0["sha256"] as? String } == run.suites.map(\.definition.digest))
    #expect((manifest["timing"] as? [String: Any])?["seconds"] as? Double == run.timing.seconds)
  }
}

import Evaluation
import Foundation
import TestSupport
import Testing

struct EventLogTests {
  /// A line as its members.
  private func lines(_ folder: TemporaryFolder) throws -> [[String: Any]] {
    try folder.bytes("events.jsonl").split(separator: 0x0A).map {
      try #require(try JSONSerialization.jsonObject(with: $0) as? [String: Any])
    }
  }

  private func log(_ model: ScriptedModel, into folder: TemporaryFolder) async throws {
    let log = try EventLog(path: folder.file("events.jsonl"), clock: .stepping())
    let runner = Runner(
      try Plan.small(), model: model, recorder: log,
      options: Runner.Options(batch: BatchSize(requests: 6), clock: .stepping()))
    _ = try? await runner.run()
    try log.close()
  }

  @Test func aCompleteRunEndsInRunEndedAndSequenceNumbersHaveNoGap() async throws {
    let folder = try TemporaryFolder()
    try await log(ScriptedModel(), into: folder)
    let lines = try lines(folder)
    #expect(lines.compactMap { $0["seq"] as? Int } == Array(lines.indices))
    #expect(lines.allSatisfy { $0["schema"] as? Int == 1 })
    #expect(lines.allSatisfy { $0["time"] as? String == "2026-03-04T05:06:07.125Z" })
    let kinds = lines.compactMap { $0["kind"] as? String }
    #expect(kinds.first == "runStarted")
    #expect(kinds.firstIndex(of: "runEnded") == kinds.count - 1)
    #expect(kinds.count { $0 == "suiteStarted" } == 3)
    #expect(kinds.count { $0 == "suiteEnded" } == 3)
    #expect(kinds.count { $0 == "sampleScored" } == 15)
  }

  @Test func aRunThatStopsHasNoRunEnded() async throws {
    let folder = try TemporaryFolder()
    try await log(ScriptedModel(failingAt: 20), into: folder)
    let lines = try lines(folder)
    let last = try #require(lines.last)
    #expect(last["kind"] as? String == "runStopped")
    let payload = try #require(last["payload"] as? [String: Any])
    #expect(payload["reason"] as? String == "failed")
    #expect((payload["message"] as? String)?.contains("gone at request 20") == true)
    #expect(!lines.contains { $0["kind"] as? String == "runEnded" })
  }

  @Test func hostileTextStaysInsideItsLine() throws {
    let folder = try TemporaryFolder()
    let log = try EventLog(path: folder.file("events.jsonl"), clock: .stepping())
    for example in HostileText.all { log.record(.warning(example.text)) }
    try log.close()
    let bytes = try folder.bytes("events.jsonl")
    #expect(bytes.count { $0 == 0x0A } == HostileText.all.count)
    #expect(bytes.allSatisfy { $0 >= 0x20 || $0 == 0x0A })
    let messages = try lines(folder).map {
      ($0["payload"] as? [String: Any])?["message"] as? String
    }
    #expect(messages == HostileText.all.map(\.text))
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func aLineThatCouldNotBeWrittenComesOutWhenTheLogIsClosed() throws {
    let log = try EventLog(path: "/dev/full", clock: .stepping())
    log.record(.warning("lost"))
    let failure = #expect(throws: Failure.self) { try log.close() }
    #expect(failure?.code == .cannotWrite)
  }
}

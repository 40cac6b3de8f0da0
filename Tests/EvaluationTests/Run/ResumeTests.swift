import Evaluation
import Foundation
import TestSupport
import Testing

/// Law 7: kill it at any moment; what was answered is kept and the run continues.
struct ResumeTests {
  private let plan: Plan
  private let expected: Data

  init() async throws {
    plan = try Plan.small()
    let runner = Runner(plan, model: ScriptedModel(), recorder: EventCollector())
    expected = try await runner.run().resultBytes()
  }

  private func run(_ model: ScriptedModel, journal: String) async throws -> Data {
    let cache = try AnswerCache(journal: journal)
    let runner = Runner(
      plan, model: model, cache: cache, recorder: EventCollector(),
      options: Runner.Options(batch: BatchSize(requests: 6)))
    return try await runner.run().resultBytes()
  }

  @Test func aJournalTornAtAnyByteOfItsLastLineGivesTheSameResults() async throws {
    let folder = try TemporaryFolder()
    #expect(try await run(ScriptedModel(), journal: folder.file("whole")) == expected)
    let whole = try folder.bytes("whole")
    let start = try #require(whole.dropLast().lastIndex(of: 0x0A)) + 1
    for length in start...whole.count {
      let path = folder.file("torn")
      try whole.prefix(length).write(to: URL(filePath: path))
      let model = ScriptedModel()
      #expect(try await run(model, journal: path) == expected)
      #expect(model.requests.count == (length == whole.count ? 0 : 1), "torn at byte \(length)")
      #expect(try folder.bytes("torn") == whole, "torn at byte \(length)")
    }
  }

  @Test func aJournalCutAnywhereGivesTheSameResults() async throws {
    let folder = try TemporaryFolder()
    #expect(try await run(ScriptedModel(), journal: folder.file("whole")) == expected)
    let whole = try folder.bytes("whole")
    for length in stride(from: 0, to: whole.count, by: 97) {
      try whole.prefix(length).write(to: URL(filePath: folder.file("cut")))
      #expect(try await run(ScriptedModel(), journal: folder.file("cut")) == expected)
    }
  }

  @Test func aModelThatIsGoneLeavesWhatItAnswered() async throws {
    let folder = try TemporaryFolder()
    let journal = folder.file("answers.jsonl")
    let failure = await #expect(throws: Failure.self) {
      try await run(ScriptedModel(failingAt: 15), journal: journal)
    }
    #expect(failure?.code == .unavailable)
    let kept = try AnswerCache(journal: journal)
    let count = kept.count
    try kept.close()
    #expect(count == 15)
    let second = ScriptedModel()
    #expect(try await run(second, journal: journal) == expected)
    #expect(second.requests.count == 26 - count)
  }

  @Test func aCancelledRunCanBeResumed() async throws {
    let folder = try TemporaryFolder()
    let journal = folder.file("answers.jsonl")
    let model = ScriptedModel(beforeBatch: { answered in
      if answered >= 10 { withUnsafeCurrentTask { $0?.cancel() } }
    })
    let recorder = EventCollector()
    let cache = try AnswerCache(journal: journal)
    let runner = Runner(
      plan, model: model, cache: cache, recorder: recorder,
      options: Runner.Options(batch: BatchSize(requests: 6)))
    let task = Task { try await runner.run() }
    await #expect(throws: CancellationError.self) { try await task.value }
    try cache.close()
    guard case .runStopped(let stopped) = recorder.events.last else {
      Issue.record("the last event is not that the run stopped")
      return
    }
    #expect(stopped.reason == .cancelled)
    #expect(stopped.doneRequests < stopped.totalRequests)
    let second = ScriptedModel()
    #expect(try await run(second, journal: journal) == expected)
    #expect(second.requests.count == 26 - model.requests.count)
  }

  @Test func failuresAreNotKeptSoThatAResumedRunAsksThemAgain() async throws {
    let folder = try TemporaryFolder()
    let journal = folder.file("answers.jsonl")
    let broken = ScriptedModel(script: { request in
      guard case .generate = request else { return PseudoModel.response(to: request) }
      return .failure(ResponseFailure(kind: "endpoint", message: "no route"))
    })
    #expect(try await run(broken, journal: journal) != expected)
    let second = ScriptedModel()
    #expect(try await run(second, journal: journal) == expected)
    #expect(second.requests.count == 5)
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func aJournalThatCannotBeWrittenStopsTheRun() async throws {
    let folder = try TemporaryFolder()
    let link = folder.file("answers.jsonl")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "/dev/full")
    await #expect(throws: Failure.self) { try await run(ScriptedModel(), journal: link) }
  }
}

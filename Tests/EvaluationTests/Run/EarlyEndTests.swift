import Evaluation
import TestSupport
import Testing

/// Too many errors end a run where they are; it never passes, and batches do not matter.
struct EarlyEndTests {
  private static let everything = [
    Condition(id: "all", metric: "*", kind: .completeness, maxError: 1)
  ]

  /// Fails for the third, the fourth and the last of the five questions.
  private static func model() -> ScriptedModel {
    ScriptedModel(script: { request in
      if case .generate(.chat(let turns, _), _) = request,
        ["capitals 2?", "capitals 3?", "capitals 4?"].contains(turns.first?.content)
      {
        return .failure(ResponseFailure(kind: "timeout", message: "timed out after 1 s"))
      }
      return PseudoModel.response(to: request)
    })
  }

  private func run(
    maxErrors: Int?, policy: [Condition] = [], filter: String? = nil, cache: AnswerCache? = nil,
    batch: BatchSize = BatchSize(), samples: SampleLog = SampleLog()
  ) async throws -> Run {
    try await Runner(
      Plan.small(policy: policy, filter: filter), model: EarlyEndTests.model(),
      cache: cache ?? AnswerCache(), samples: samples, recorder: EventCollector(),
      options: Runner.Options(batch: batch, maxErrors: maxErrors, clock: .stepping())
    ).run()
  }

  @Test(arguments: [BatchSize(), BatchSize(requests: 1), BatchSize(generations: 2)])
  func theRunEndsWithTheSampleThatIsOneErrorTooMany(batch: BatchSize) async throws {
    let run = try await run(maxErrors: 0, batch: batch)
    #expect(run.suites.map(\.definition.id) == ["colours", "capitals"])
    #expect(run.suites.map(\.scores.count) == [7, 3])
    #expect(run.suites.map(\.planned) == [7, 5])
    #expect(try run.suites[1].samples.all().map(\.sample.id) == ["g0", "g1", "g2"])
    #expect(run.earlyEnd?.sample == "g2")
    #expect(run.verdict.exitCode == 3)
    #expect(
      run.verdict.reasons == [
        "the run ended early, after 10 of 15 samples: 1 sample is an error and none were allowed; "
          + "the last is capitals/g2: request 1: timeout: timed out after 1 s",
        "suite pages was planned but did not run",
        "suite capitals: 2 of 5 planned samples are missing",
      ])
  }

  @Test func soManyErrorsAsAreAllowedEndNothing() async throws {
    let three = try await run(maxErrors: 3)
    #expect(three.earlyEnd == nil)
    #expect(three.verdict.exitCode == 0)
    #expect(try await three.resultBytes() == run(maxErrors: nil).resultBytes())
    let two = try await run(maxErrors: 2)
    #expect(two.earlyEnd?.sample == "g4")
    #expect(two.earlyEnd?.errors == 3)
    #expect(two.earlyEnd?.allowed == 2)
    #expect(two.suites.map(\.scores.count) == [7, 5])
  }

  @Test func wrongAnswersAreNoErrors() async throws {
    let run = try await run(maxErrors: 0, filter: "colours,pages")
    #expect(run.earlyEnd == nil)
    #expect(run.verdict.exitCode == 0)
  }

  @Test func aGatedRunThatEndedEarlyNeverPasses() async throws {
    #expect(try await run(maxErrors: nil, policy: EarlyEndTests.everything).verdict.exitCode == 0)
    for allowed in 0...2 {
      let run = try await run(maxErrors: allowed, policy: EarlyEndTests.everything)
      #expect(run.verdict.exitCode == 3, "\(allowed)")
      #expect(run.verdict.overall == .inconclusive)
    }
  }

  @Test func anErrorAtTheVeryEndIsNotForgiven() async throws {
    let run = try await run(maxErrors: 2, filter: "capitals")
    #expect(run.suites.map(\.scores.count) == [5])
    #expect(run.verdict.exitCode == 3)
    #expect(run.verdict.reasons.count == 1)
  }

  @Test func whatWasAnsweredIsKept() async throws {
    let cache = AnswerCache()
    let early = try await run(maxErrors: 0, cache: cache)
    let whole = try await run(maxErrors: nil, cache: cache)
    #expect(early.timing.cachedRequests == 3)
    #expect(whole.timing.cachedRequests >= 21 + 2)
    #expect(try await whole.resultBytes() == run(maxErrors: nil).resultBytes())
  }

  @Test func theFileHoldsTheSamplesThatCount() async throws {
    let folder = try TemporaryFolder()
    let log = try SampleLog(path: folder.file("samples.jsonl"))
    let run = try await run(maxErrors: 0, samples: log)
    _ = try log.complete()
    let lines = String(decoding: try folder.bytes("samples.jsonl"), as: UTF8.self)
      .split(separator: "\n")
    #expect(lines.count == 10)
    #expect(try SampleLine.read(Array(lines[9].utf8)).sample.id == "g2")
    #expect(try run.suites[1].samples[2].sample.id == "g2")
  }
}

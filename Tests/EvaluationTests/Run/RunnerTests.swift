import Evaluation
import Foundation
import TestSupport
import Testing

struct RunnerTests {
  @Test func promptsThatDidNotFitAreSaid() async throws {
    let collector = EventCollector()
    let model = ScriptedModel(script: { request in
      guard case .loglikelihood(var value) = PseudoModel.response(to: request) else {
        return PseudoModel.response(to: request)
      }
      value.notes = ["truncated"]
      return .loglikelihood(value)
    })
    _ = try await Runner(Plan.small(), model: model, recorder: collector).run()
    let warnings = collector.events.compactMap { event in
      if case .warning(let text) = event { text } else { nil }
    }
    #expect(warnings.contains { $0.contains("did not fit the context of") })
  }

  private func run(
    _ plan: Plan? = nil, _ model: ScriptedModel = ScriptedModel(),
    cache: AnswerCache = AnswerCache(), batch: BatchSize = BatchSize(),
    recorder: EventCollector = EventCollector()
  ) async throws -> Run {
    let options = Runner.Options(batch: batch, threads: 2, host: "h", clock: .stepping())
    return try await Runner(
      plan ?? Plan.small(), model: model, cache: cache, recorder: recorder, options: options
    ).run()
  }

  @Test func everySampleIsScoredFromTheResponsesToItsOwnRequests() async throws {
    let plan = try Plan.small()
    let run = try await run(plan)
    #expect(run.suites.map(\.definition) == plan.suites.map(\.definition))
    #expect(run.suites.map(\.planned) == [7, 5, 3])
    for (suite, result) in zip(plan.suites, run.suites) {
      let samples = try result.samples.all()
      #expect(samples.map(\.sample) == Array(suite.samples))
      for sample in samples {
        #expect(sample.responses == sample.sample.requests.map(PseudoModel.response))
      }
    }
    #expect(run.id == plan.id(for: ScriptedModel.identity()))
    #expect(run.suites.allSatisfy { !$0.metrics.isEmpty })
  }

  @Test func resultsDoNotDependOnBatches() async throws {
    let expected = try await run().resultBytes()
    for batch in [BatchSize(requests: 1), BatchSize(requests: 4), BatchSize(generations: 2)] {
      #expect(try await run(batch: batch).resultBytes() == expected)
    }
  }

  @Test func resultsDoNotDependOnTheCache() async throws {
    let expected = try await run().resultBytes()
    let full = AnswerCache()
    _ = try await run(cache: full)
    #expect(try await run(cache: full).resultBytes() == expected)
    let half = AnswerCache()
    _ = try await run(Plan.small(filter: "capitals"), cache: half)
    #expect(try await run(cache: half).resultBytes() == expected)
  }

  @Test func aSuitesResultsDoNotDependOnTheOrderOfSuites() async throws {
    let forwards = try await run()
    let backwards = try await run(Plan.small(SmallSuites.mixed.reversed()))
    #expect(backwards.suites.reversed().map(\.samples) == forwards.suites.map(\.samples))
    #expect(backwards.suites.reversed().map(\.metrics) == forwards.suites.map(\.metrics))
  }

  @Test func whatIsInTheCacheIsNotAskedAgain() async throws {
    let cache = AnswerCache()
    let first = ScriptedModel()
    let cold = try await run(nil, first, cache: cache)
    // Every fourth of seven samples repeats the one before: one sample with three requests.
    #expect(first.requests.count == 26)
    #expect(cold.timing.requests == 29)
    #expect(cold.timing.cachedRequests == 3)
    let second = ScriptedModel()
    let warm = try await run(nil, second, cache: cache)
    #expect(second.requests.isEmpty)
    #expect(warm.timing.cachedRequests == 29)
    #expect(warm.timing.promptTokens == cold.timing.promptTokens)
  }

  @Test func tokensAndTimesAreThoseOfTheResponsesAndTheClock() async throws {
    let run = try await run(Plan.small(filter: "capitals"))
    let texts = try run.suites[0].samples.all().flatMap(\.responses).compactMap { response in
      if case .generation(let text) = response { text } else { nil }
    }
    #expect(run.timing.promptTokens == texts.reduce(0) { $0 + $1.promptTokens })
    #expect(run.timing.completionTokens == texts.reduce(0) { $0 + $1.completionTokens })
    #expect(run.timing.startedAt == "2026-03-04T05:06:07Z")
    #expect(run.timing.seconds > 0)
    #expect(run.timing.threads == 2)
    #expect(run.suites[0].seconds > 0)
  }

  @Test func aFailureIsAskedOnceAndEndsInAFailedSample() async throws {
    let model = ScriptedModel(script: { request in
      guard case .generate = request else { return PseudoModel.response(to: request) }
      return .failure(ResponseFailure(kind: "not-a-number", message: "NaN"))
    })
    let run = try await run(nil, model)
    #expect(model.requests.count == 26)
    let failed = try run.suites[1].samples.all()
    #expect(failed.count == 5)
    for sample in failed {
      guard case .failed(let reason) = sample.score.status else {
        Issue.record("\(sample.sample.id) is not failed")
        continue
      }
      #expect(reason.contains("not-a-number"))
    }
  }

  @Test func aNumberThatIsNotFiniteIsAFailedSample() async throws {
    let model = ScriptedModel(script: { request in
      guard case .rollingLoglikelihood = request else { return PseudoModel.response(to: request) }
      return .rollingLoglikelihood(RollingLoglikelihood(sum: .nan, tokenCount: 1, windows: 1))
    })
    let run = try await run(nil, model)
    for sample in try run.suites[2].samples.all() {
      guard case .failed = sample.score.status else {
        Issue.record("\(sample.sample.id) is not failed")
        continue
      }
    }
    #expect(run.suites[2].samples.count == 3)
  }

  /// Law 1: removing evidence never improves a verdict.
  @Test func aPartialSelectionDoesNotPassTheGateOfTheWholePlan() async throws {
    let policy = [Condition(id: "some", metric: "pages", kind: .completeness)]
    #expect(try await run(Plan.small(policy: policy)).verdict.overall == .passed)
    let partial = try await run(Plan.small(policy: policy, filter: "pages"))
    #expect(partial.verdict.overall == .inconclusive)
    #expect(partial.verdict.exitCode == 3)
    #expect(partial.verdict.reasons.contains { $0.contains("capitals") })
    #expect(try await run(Plan.small(filter: "pages")).verdict.exitCode == 0)
  }

  @Test func eventsTellTheRunInOrder() async throws {
    let recorder = EventCollector()
    let run = try await run(batch: BatchSize(requests: 6), recorder: recorder)
    let events = recorder.events
    guard case .runStarted(let start) = events.first, case .runEnded(let end) = events.last else {
      Issue.record("the run's events have no start or no end")
      return
    }
    #expect(start.run == run.id)
    #expect(start.counts.requests == 29)
    #expect(end.timing == run.timing)
    let progress = events.compactMap { if case .progress(let value) = $0 { value } else { nil } }
    #expect(progress.map(\.doneRequests) == [6, 12, 18, 21, 26, 29])
    #expect(progress.allSatisfy { $0.totalRequests == 29 })
    #expect(progress.last?.doneSamples == 15)
    #expect(progress.last?.secondsLeft == 0)
    let ended = events.compactMap { if case .suiteEnded(let value) = $0 { value } else { nil } }
    #expect(ended.map(\.suite) == ["colours", "capitals", "pages"])
    #expect(ended.map(\.scored) == [7, 5, 3])
  }

  @Test func theFiltersWarningsAreEvents() async throws {
    let recorder = EventCollector()
    _ = try await run(Plan.small(filter: "pages,colors"), recorder: recorder)
    #expect(recorder.events.contains(.warning("the filter's term 'colors' matches no suite")))
  }

  @Test func progressEstimatesFromWhatWasReallyAsked() {
    var progress = Progress(
      suite: "s", doneRequests: 60, totalRequests: 100, cachedRequests: 40, doneSamples: 60,
      totalSamples: 100, seconds: 10)
    #expect(progress.requestsPerSecond == 2)
    #expect(progress.secondsLeft == 20)
    progress.cachedRequests = 60
    #expect(progress.requestsPerSecond == nil)
    #expect(progress.secondsLeft == nil)
  }

  @Test func aModelThatAnswersTooLittleIsAnError() async throws {
    struct Short: Model {
      let identity = ScriptedModel.identity()
      func answer(_ requests: [ModelRequest]) async throws -> [Answer] {
        requests.dropLast().map { Answer(response: PseudoModel.response(to: $0)) }
      }
    }
    let runner = Runner(try Plan.small(), model: Short(), recorder: EventCollector())
    let failure = await #expect(throws: Failure.self) { try await runner.run() }
    #expect(failure?.code == .internal)
  }
}

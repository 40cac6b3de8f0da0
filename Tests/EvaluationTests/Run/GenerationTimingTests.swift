import Evaluation
import TestSupport
import Testing

/// What a run tells of the time that its generations took.
struct GenerationTimingTests {
  /// Answers whose times are those that a script says.
  private struct Timed: Model {
    let identity = ScriptedModel.identity()
    var timing: @Sendable (Int) -> AnswerTiming?

    func answer(_ requests: [ModelRequest]) async throws -> [Answer] {
      requests.map { request in
        guard case .generate(.chat(let messages, _), _) = request,
          let number = Int(messages[0].content.filter(\.isNumber))
        else { return Answer(response: PseudoModel.response(to: request)) }
        return Answer(
          response: .generation(
            GeneratedText(
              text: "yes", finishReason: .stop, promptTokens: 10, completionTokens: 4)),
          timing: timing(number))
      }
    }
  }

  private func run(
    _ suite: Suite, cache: AnswerCache = AnswerCache(),
    _ timing: @escaping @Sendable (Int) -> AnswerTiming?
  ) async throws -> SuiteResult {
    let run = try await Runner(
      Plan.small([suite]), model: Timed(timing: timing), cache: cache, recorder: EventCollector(),
      options: Runner.Options(clock: .stepping(0.5))
    ).run()
    return run.suites[0]
  }

  @Test func percentilesAreThoseOfNumPy() async throws {
    // 0.01, 0.02, … 0.11 s: numpy.percentile gives 0.06, 0.1 and 0.109.
    let suite = SmallSuites.generation("g", samples: 11)
    let result = try await run(suite) {
      AnswerTiming(
        seconds: Double($0 + 1) / 100, secondsToFirstToken: $0 < 5 ? Double($0) / 1_000 : nil)
    }
    let timing = try #require(result.generation)
    #expect(timing.total == GenerationTiming.Percentiles(p50: 0.06, p90: 0.1, p99: 0.109))
    #expect(
      timing.firstToken == GenerationTiming.Percentiles(p50: 0.002, p90: 0.0036, p99: 0.00396))
    #expect(timing.answers == 11 && timing.measured == 11)
    #expect(timing.promptTokens == 110 && timing.completionTokens == 44)
  }

  @Test func ratesAreOverTheTimeThatTheModelWasWaitedFor() async throws {
    // The clock goes on by half a second from reading to reading, and is read around each batch.
    let suite = SmallSuites.generation("g", samples: 20)
    let timing = try #require(try await run(suite) { _ in nil }.generation)
    #expect(timing.tokensPerSecond == 80 / 1.0)
    #expect(timing.measured == 0 && timing.total == nil && timing.firstToken == nil)
  }

  @Test func knownAnswersBringTheirTimesButNoRate() async throws {
    let cache = AnswerCache()
    let suite = SmallSuites.generation("g", samples: 4)
    let cold = try await run(suite, cache: cache) { _ in AnswerTiming(seconds: 2) }
    let warm = try #require(
      try await run(suite, cache: cache) { _ in AnswerTiming(seconds: 3) }.generation)
    #expect(cold.generation?.tokensPerSecond != nil)
    #expect(warm.tokensPerSecond == nil)
    #expect(warm.measured == 4)
    #expect(warm.total == GenerationTiming.Percentiles(p50: 2, p90: 2, p99: 2))
  }

  @Test func suitesThatGenerateNothingHaveNone() async throws {
    #expect(try await run(SmallSuites.rolling("r", samples: 3)) { _ in nil }.generation == nil)
  }
}

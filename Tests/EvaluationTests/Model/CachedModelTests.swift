import Evaluation
import TestSupport
import Testing

struct CachedModelTests {
  private let requests = SmallSuites.mixed.flatMap(\.samples).flatMap(\.requests)

  private func asked(_ identities: [ModelIdentity]) async throws -> [Int] {
    let cache = AnswerCache()
    var counts: [Int] = []
    for identity in identities {
      let model = ScriptedModel(identity: identity)
      _ = try await CachedModel(model, cache: cache).answer(requests)
      counts.append(model.requests.count)
    }
    return counts
  }

  @Test func theModelLawsHoldForIt() async throws {
    let model = CachedModel(ScriptedModel(), cache: AnswerCache())
    #expect(try await ModelLaws.check(model, requests) == [])
  }

  @Test func onlyMissesAreAskedAndNothingTwice() async throws {
    let model = ScriptedModel()
    let cached = CachedModel(model, cache: AnswerCache())
    _ = try await cached.answer([requests[0], requests[1], requests[0]])
    _ = try await cached.answer([requests[1], requests[2], requests[2], requests[0]])
    #expect(model.requests == [requests[0], requests[1], requests[2]])
    #expect(cached.counts.asked == 3)
    #expect(cached.counts.known == 2)
    #expect(cached.counts.shared == 2)
  }

  @Test func anotherNameOrFormatIsTheSameModel() async throws {
    var renamed = ScriptedModel.identity()
    renamed.name = "copy.gguf"
    renamed.format = "other"
    #expect(try await asked([ScriptedModel.identity(), renamed]) == [26, 0])
  }

  @Test func otherContentIsAnotherModel() async throws {
    var longer = ScriptedModel.identity()
    longer.contextLength = 4096
    let identities = [
      ScriptedModel.identity(), ScriptedModel.identity(digest: String(repeating: "00", count: 32)),
      ScriptedModel.identity(precision: "fast"), ScriptedModel.identity(engine: "1.0.1"),
      ScriptedModel.identity(instructionSet: "avx512"), longer,
    ]
    #expect(try await asked(identities) == Array(repeating: 26, count: 6))
  }

  @Test func requestsThatDifferAnywhereHaveAnswersOfTheirOwn() async throws {
    let options = GenerationOptions(maxTokens: 8)
    var variants: [GenerationOptions] = [options]
    for change: (inout GenerationOptions) -> Void in [
      { $0.maxTokens = 9 }, { $0.stop = ["\n"] }, { $0.temperature = 0.5 }, { $0.topK = 3 },
      { $0.topP = 0.5 }, { $0.minP = 0.1 }, { $0.seed = 2 },
    ] {
      var changed = options
      change(&changed)
      variants.append(changed)
    }
    let turns = [Message(role: "user", content: "a"), Message(role: "user", content: "b")]
    let requests: [ModelRequest] =
      variants.map { .generate(prompt: .text("p"), options: $0) } + [
        .generate(prompt: .chat(turns, prefix: ""), options: options),
        .generate(prompt: .chat(turns.reversed(), prefix: ""), options: options),
        .generate(prompt: .chat(turns, prefix: "p"), options: options),
        .generate(prompt: .chat([turns[0]], prefix: ""), options: options),
        .generate(
          prompt: .chat([Message(role: "system", content: "a")], prefix: ""), options: options),
        .loglikelihood(context: .text("p"), continuation: "q"),
        .loglikelihood(context: .text("pq"), continuation: ""),
        .loglikelihood(context: .text("p"), continuation: "q\n"),
        .rollingLoglikelihood(text: "p"), .rollingLoglikelihood(text: "q"),
      ]
    let model = ScriptedModel()
    _ = try await CachedModel(model, cache: AnswerCache()).answer(requests)
    #expect(model.requests == requests)
  }

  @Test func textsWithOtherBytesAreOtherRequestsThoughSwiftHoldsThemEqual() async throws {
    let composed = ModelRequest.rollingLoglikelihood(text: "caf\u{E9}")
    let decomposed = ModelRequest.rollingLoglikelihood(text: "cafe\u{301}")
    #expect(composed == decomposed)
    let model = ScriptedModel()
    let answers = try await CachedModel(model, cache: AnswerCache()).answer([composed, decomposed])
    #expect(model.requests.count == 2)
    #expect(answers[0].response == PseudoModel.response(to: composed))
    #expect(answers[1].response == PseudoModel.response(to: decomposed))
    #expect(answers[0].response != answers[1].response)
  }

  @Test func failuresAreGivenOnAndNotKept() async throws {
    let model = ScriptedModel(answers: [:])
    let cache = AnswerCache()
    let cached = CachedModel(model, cache: cache)
    for _ in 0..<2 {
      let answers = try await cached.answer([requests[0]])
      guard case .failure = answers[0].response else {
        Issue.record("the failure was lost")
        return
      }
    }
    #expect(cache.count == 0)
    #expect(model.requests.count == 2)
  }
}

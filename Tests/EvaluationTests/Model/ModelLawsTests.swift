import Evaluation
import Synchronization
import TestSupport
import Testing

/// The law suite itself: a lawful model passes it, and each way of breaking a law is seen.
struct ModelLawsTests {
  private let requests = SmallSuites.mixed.flatMap { $0.samples.prefix(3) }.flatMap(\.requests)

  /// Answers with what `change` makes of the right answers.
  private struct Lawless: Model {
    var identity = ScriptedModel.identity()
    var change: @Sendable ([ModelRequest], [Answer]) throws -> [Answer]

    func answer(_ requests: [ModelRequest]) async throws -> [Answer] {
      try change(requests, requests.map { Answer(response: PseudoModel.response(to: $0)) })
    }
  }

  private func violations(
    _ change: @escaping @Sendable ([ModelRequest], [Answer]) throws -> [Answer]
  ) async throws -> [String] {
    try await ModelLaws.check(Lawless(change: change), requests)
  }

  @Test func theScriptedModelKeepsTheLaws() async throws {
    #expect(try await ModelLaws.check(ScriptedModel(), requests) == [])
  }

  @Test func missingAnswersAreSeen() async throws {
    #expect(try await violations { _, answers in answers.dropLast() } != [])
    #expect(try await violations { _, answers in Array(answers.prefix(5)) } != [])
  }

  @Test func anotherOrderIsSeen() async throws {
    #expect(try await violations { _, answers in answers.reversed() } != [])
  }

  @Test func answersThatDependOnTheBatchAreSeen() async throws {
    let found = try await violations { requests, answers in
      answers.map { answer in
        guard case .rollingLoglikelihood(var value) = answer.response else { return answer }
        value.sum -= requests.count > 2 ? 0 : 1e-12
        return Answer(response: .rollingLoglikelihood(value))
      }
    }
    #expect(found.contains { $0.contains("another response") })
  }

  @Test func answersThatChangeFromCallToCallAreSeen() async throws {
    let calls = Counter()
    let found = try await violations { _, answers in
      let call = calls.next()
      return answers.map { answer in
        guard case .generation(var value) = answer.response else { return answer }
        value.notes = ["call \(call)"]
        return Answer(response: .generation(value))
      }
    }
    #expect(found.contains { $0.contains("again") })
  }

  @Test func impossibleNumbersAreSeen() async throws {
    for sum in [Double.nan, 3, -1e9] {
      let found = try await violations { _, answers in
        answers.map { answer in
          guard case .loglikelihood(var value) = answer.response else { return answer }
          value.sum = sum
          return Answer(response: .loglikelihood(value))
        }
      }
      #expect(!found.isEmpty)
    }
  }

  @Test func anAnswerToAnImpossibleRequestIsSeen() async throws {
    let model = ScriptedModel()
    let found = try await ModelLaws.check(
      model, requests, impossible: [.rollingLoglikelihood(text: "")])
    #expect(found.contains { $0.contains("impossible") })
  }

  @Test func aThrownErrorComesOut() async {
    await #expect(throws: Failure.self) {
      try await ModelLaws.check(ScriptedModel(failingAt: 3), requests)
    }
  }

  @Test func anIdentityWithoutADigestIsSeen() async throws {
    let model = ScriptedModel(identity: ScriptedModel.identity(digest: "unknown"))
    #expect(try await ModelLaws.check(model, requests).contains { $0.contains("digest") })
  }

  private final class Counter: Sendable {
    private let state = Mutex(0)

    func next() -> Int {
      state.withLock { count in
        count += 1
        return count
      }
    }
  }
}

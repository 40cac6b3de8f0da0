package import Evaluation
import Synchronization

/// A model whose answers are written down, that counts what it is asked and fails when told to.
package final class ScriptedModel: Model {
  package typealias Script = @Sendable (ModelRequest) -> ModelResponse

  private struct State {
    var batches: [[ModelRequest]] = []
    var answered = 0
  }

  package let identity: ModelIdentity
  private let script: Script
  private let failingAt: Int?
  private let beforeBatch: @Sendable (Int) async -> Void
  private let state = Mutex(State())

  /// A model that answers what the script says.
  ///
  /// - Parameters:
  ///   - identity: who it is.
  ///   - failingAt: the number, from 0, of the request that it is gone at; `nil` for never.
  ///   - beforeBatch: runs before every batch and is told how many requests were answered so far.
  ///   - script: the answer to a request; likelihoods and texts of `PseudoModel` unless given.
  package init(
    identity: ModelIdentity = ScriptedModel.identity(), failingAt: Int? = nil,
    beforeBatch: @escaping @Sendable (Int) async -> Void = { _ in },
    script: @escaping Script = PseudoModel.response
  ) {
    self.identity = identity
    self.failingAt = failingAt
    self.beforeBatch = beforeBatch
    self.script = script
  }

  /// A model that knows these answers and has a failure for everything else.
  package convenience init(answers: [ModelRequest: ModelResponse]) {
    self.init(script: { request in
      answers[request]
        ?? .failure(ResponseFailure(kind: "capability", message: "this is not in the script"))
    })
  }

  /// Every request so far, in order.
  package var requests: [ModelRequest] { state.withLock { $0.batches.flatMap(\.self) } }

  /// The sizes of the batches so far, in order.
  package var batchSizes: [Int] { state.withLock { $0.batches.map(\.count) } }

  package func answer(_ requests: [ModelRequest]) async throws -> [Answer] {
    await beforeBatch(state.withLock { $0.answered })
    try state.withLock { state in
      state.batches.append(requests)
      if let failingAt, state.answered + requests.count > failingAt {
        throw Failure(.unavailable, "the scripted model is gone at request \(failingAt)")
      }
      state.answered += requests.count
    }
    return requests.map { Answer(response: script($0), timing: AnswerTiming(seconds: 0.001)) }
  }

  /// An identity that a test changes in one place.
  ///
  /// - Parameters:
  ///   - digest: of the checkpoint.
  ///   - precision: `exact` or `fast`.
  ///   - engine: the engine's version.
  ///   - instructionSet: whose kernels ran.
  /// - Returns: an identity of format `scripted`.
  package static func identity(
    digest: String = String(repeating: "5c", count: 32), precision: String = "exact",
    engine: String = "1.0.0", instructionSet: String = "none"
  ) -> ModelIdentity {
    ModelIdentity(
      name: "scripted", digest: digest, format: "scripted", architecture: "none", parameters: 0,
      quantization: "F32", precision: precision, engine: engine, instructionSet: instructionSet,
      contextLength: 2048, hasChatTemplate: true)
  }
}

import Synchronization

/// A model that is asked only what is not known yet, and nothing twice.
package final class CachedModel: Model {
  /// Where answers came from so far.
  package struct Counts: Sendable, Equatable {
    /// Out of the cache.
    package var known = 0
    /// The same as another request of the same batch.
    package var shared = 0
    /// From the model.
    package var asked = 0
    /// Tokens that the model wrote.
    package var writtenTokens = 0
    /// How long the model was waited for.
    package var seconds = 0.0
  }

  package let identity: ModelIdentity
  private let model: any Model
  private let cache: AnswerCache
  private let keys: AnswerKeys
  private let clock: RunClock
  private let state = Mutex(Counts())

  /// Puts a cache before a model.
  ///
  /// - Parameters:
  ///   - model: who is asked.
  ///   - cache: what is known, of this and other models.
  ///   - clock: times how long the model is waited for.
  package init(_ model: any Model, cache: AnswerCache, clock: RunClock = .system) {
    self.identity = model.identity
    self.model = model
    self.cache = cache
    self.keys = AnswerKeys(model.identity)
    self.clock = clock
  }

  /// Where answers came from so far.
  package var counts: Counts { state.withLock { $0 } }

  package func answer(_ requests: [ModelRequest]) async throws -> [Answer] {
    let asking = try lookUp(requests)
    let started = clock.seconds()
    let fresh = try await ask(asking.missing.map { requests[$0] })
    let seconds = clock.seconds() - started
    try cache.keep(zip(asking.missing, fresh).map { (asking.keys[$0], $1) })
    state.withLock {
      $0.known += asking.known.count { $0 != nil }
      $0.asked += fresh.count
      $0.writtenTokens += fresh.reduce(0) { $0 + $1.response.completionTokens }
      if !fresh.isEmpty { $0.seconds += seconds }
      $0.shared += asking.shared
    }
    return requests.indices.map { index in
      if let known = asking.known[index] { return known }
      // Either it was missing itself, or an earlier request with the same key was.
      let place = asking.place[asking.keys[index]] ?? 0
      let isFirst = asking.missing[place] == index
      return Answer(response: fresh[place].response, timing: isFirst ? fresh[place].timing : nil)
    }
  }

  /// Sees what is kept onto the disk.
  package func flush() throws { try cache.flush() }

  private struct Asking {
    var keys: [AnswerKey]
    /// One a request; `nil` where it must be asked.
    var known: [Answer?]
    /// Indices of the requests that are asked, each key once.
    var missing: [Int] = []
    /// Where in `missing` a key stands.
    var place: [AnswerKey: Int] = [:]
    var shared = 0
  }

  private func lookUp(_ requests: [ModelRequest]) throws -> Asking {
    let keys = try self.keys.keys(for: requests)
    var asking = Asking(keys: keys, known: try cache.answers(for: keys))
    for (index, key) in keys.enumerated() where asking.known[index] == nil {
      if asking.place[key] == nil {
        asking.place[key] = asking.missing.count
        asking.missing.append(index)
      } else {
        asking.shared += 1
      }
    }
    return asking
  }

  private func ask(_ requests: [ModelRequest]) async throws -> [Answer] {
    guard !requests.isEmpty else { return [] }
    let answers = try await model.answer(requests)
    guard answers.count == requests.count else {
      throw Failure(
        .internal, "the model gave \(answers.count) answers to \(requests.count) requests")
    }
    return zip(requests, answers).map { request, answer in
      Answer(response: answer.response.checked(against: request), timing: answer.timing)
    }
  }
}

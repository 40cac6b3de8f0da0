/// How long a fetch waits and how often it tries again; retries are for the network alone.
package struct Patience: Sendable {
  /// Seconds without a byte after which an answer counts as lost.
  package var idle: Double
  /// How often a request is made before it fails, at least 1.
  package var attempts: Int
  /// How often a host is looked for that is not found, or does not answer.
  package var looks: Int
  /// The longest wait that a server may ask for, in seconds.
  package var longestWait: Double
  /// Waits for some seconds.
  package var wait: @Sendable (Double) async throws -> Void

  package init(
    idle: Double = 60, attempts: Int = 6, looks: Int = 3, longestWait: Double = 300,
    wait: @escaping @Sendable (Double) async throws -> Void = {
      try await Task.sleep(for: .seconds($0))
    }
  ) {
    self.idle = idle
    self.attempts = attempts
    self.looks = min(looks, attempts)
    self.longestWait = longestWait
    self.wait = wait
  }

  /// What to do after an attempt that gave nothing, or not all.
  package enum Step: Sendable, Equatable {
    case again(afterSeconds: Double)
    /// There is no use in waiting.
    case end
  }

  /// What to do after an answer that is none.
  ///
  /// - Parameters:
  ///   - head: The answer; `nil` where the connection failed.
  ///   - attempt: Which it was, from 1.
  ///   - now: Seconds since 1970, for waits that are stated as a date.
  /// - Returns: `.again` for what passes: lost connections, 408, 425, 429 and 5xx.
  package func step(after head: HTTPHead?, attempt: Int, now: Double) -> Step {
    guard attempt < attempts else { return .end }
    let backoff = min(Double(1 << min(attempt - 1, 6)), longestWait)
    guard let head else { return .again(afterSeconds: backoff) }
    guard [408, 425, 429, 500, 502, 503, 504].contains(head.status) else { return .end }
    guard let asked = head["retry-after"].flatMap({ RetryAfter.seconds($0, now: now) }) else {
      return .again(afterSeconds: backoff)
    }
    return asked <= longestWait ? .again(afterSeconds: asked) : .end
  }
}

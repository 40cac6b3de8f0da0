/// How long a suite's generations took, and how many tokens they read and wrote.
///
/// Only in `manifest.json`, `events.jsonl` and what people read. An answer out of the journal brings the
/// times that it took when the model gave it.
package struct GenerationTiming: Sendable, Equatable {
  /// Percentiles in seconds, linear between order statistics (Hyndman & Fan type 7, NumPy's default).
  package struct Percentiles: Sendable, Equatable {
    package var p50: Double
    package var p90: Double
    package var p99: Double

    package init(p50: Double, p90: Double, p99: Double) {
      self.p50 = p50
      self.p90 = p90
      self.p99 = p99
    }
  }

  /// Texts that were generated, failures left out.
  package var answers: Int
  /// Those of the answers whose time is known.
  package var measured: Int
  package var promptTokens: Int
  package var completionTokens: Int
  /// Until the first token; `nil` where no answer tells it.
  package var firstToken: Percentiles?
  /// Until the last token; `nil` where no answer tells it.
  package var total: Percentiles?
  /// Tokens that the model wrote in this run over the time that it was waited for; `nil` where every
  /// answer was known.
  package var tokensPerSecond: Double?

  package init(
    answers: Int, measured: Int, promptTokens: Int, completionTokens: Int,
    firstToken: Percentiles? = nil, total: Percentiles? = nil, tokensPerSecond: Double? = nil
  ) {
    self.answers = answers
    self.measured = measured
    self.promptTokens = promptTokens
    self.completionTokens = completionTokens
    self.firstToken = firstToken
    self.total = total
    self.tokensPerSecond = tokensPerSecond
  }
}

/// Gathers the times of answers as they come: eight bytes an answer.
struct GenerationTimes: Sendable {
  private var answers = 0
  private var promptTokens = 0
  private var completionTokens = 0
  private var firsts: [Float] = []
  private var totals: [Float] = []

  /// Takes note of the answers that are generated texts.
  mutating func note(_ some: [Answer]) {
    for answer in some {
      guard case .generation(let text) = answer.response else { continue }
      answers += 1
      promptTokens += text.promptTokens
      completionTokens += text.completionTokens
      guard let timing = answer.timing, timing.seconds.isFinite else { continue }
      totals.append(Float(timing.seconds))
      if let first = timing.secondsToFirstToken, first.isFinite { firsts.append(Float(first)) }
    }
  }

  /// What was gathered; `nil` where nothing was generated.
  ///
  /// - Parameter waited: what the model wrote in this run, and the seconds that took.
  /// - Returns: counts, percentiles and rate.
  func timing(_ waited: (tokens: Int, seconds: Double)) -> GenerationTiming? {
    guard answers > 0 else { return nil }
    let isRate = waited.tokens > 0 && waited.seconds > 0
    return GenerationTiming(
      answers: answers, measured: totals.count, promptTokens: promptTokens,
      completionTokens: completionTokens, firstToken: GenerationTimes.percentiles(firsts),
      total: GenerationTimes.percentiles(totals),
      tokensPerSecond: isRate ? Double(waited.tokens) / waited.seconds : nil)
  }

  private static func percentiles(_ times: [Float]) -> GenerationTiming.Percentiles? {
    guard !times.isEmpty else { return nil }
    let sorted = times.sorted()
    func quantile(_ share: Double) -> Double {
      let position = share * Double(sorted.count - 1)
      let lower = Int(position)
      let upper = min(lower + 1, sorted.count - 1)
      let (low, high) = (Double(sorted[lower]), Double(sorted[upper]))
      let seconds = low + (high - low) * (position - Double(lower))
      // As fine as the clock is worth.
      return (seconds * 1e6).rounded() / 1e6
    }
    return GenerationTiming.Percentiles(
      p50: quantile(0.5), p90: quantile(0.9), p99: quantile(0.99))
  }
}

/// A weighted mean of figures of independent suites, with what each rests on.
package struct CombinedEvidence: Sendable {
  /// A suite's part.
  struct Part: Sendable {
    var measured: MeasuredMetric
    /// Clusters of its samples without a score; negative ones are unknown.
    var imputed: [Int] = []
  }

  let parts: [Part]
  let weight: SuiteGroup.Weight

  /// The parts' shares, which add up to 1; `nil` where no part has a sample.
  private var shares: [Double]? {
    let weights = parts.map { part in
      weight == .equal ? 1 : Double(part.measured.n + part.imputed.count)
    }
    let total = weights.reduce(0, +)
    return total > 0 ? weights.map { $0 / total } : nil
  }

  /// The weighted mean; `nil` where a part has no value.
  var value: Double? { mean(of: parts.map(\.measured.value)) }

  private func mean(of values: [Double?]) -> Double? {
    guard let shares else { return nil }
    var total = 0.0
    for (share, value) in zip(shares, values) {
      guard let value else { return nil }
      total += share * value
    }
    return total
  }

  /// The interval: of shares as one share of an effective number of trials, else from the suites' own.
  ///
  /// - Returns: `nil` where a suite has no interval.
  func interval(confidence: Double, purpose: Evidence.Purpose, seed: UInt64) -> Interval? {
    stratified(confidence: confidence, purpose: purpose)
      ?? recovered(confidence: confidence, purpose: purpose, seed: seed)
  }

  /// Wilson's interval, or Clopper & Pearson's where it guarantees, with P(1 − P) ÷ V trials.
  ///
  /// V = Σ wₖ² pₖ(1 − pₖ) ÷ nₖ is the stratified variance over suites with nₖ effective trials, and
  /// P = Σ wₖ pₖ. In both, pₖ is drawn towards a half by half a success and half a failure, so that
  /// suites whose samples do not differ are not taken for certain.
  private func stratified(confidence: Double, purpose: Evidence.Purpose) -> Interval? {
    guard let value, let shares else { return nil }
    var variance = 0.0
    var centre = 0.0
    for (share, part) in zip(shares, parts) {
      guard case .proportion(let values) = part.measured.evidence, let own = values.mean else {
        return nil
      }
      let trials = values.effectiveTrials(confidence: confidence)
      guard trials > 0 else { return nil }
      let drawn = (own * trials + 0.5) / (trials + 1)
      variance += share * share * drawn * (1 - drawn) / trials
      centre += share * drawn
    }
    let trials = centre * (1 - centre) / variance
    let interval =
      purpose == .guarantee
      ? ProportionInterval.clopperPearson(
        successes: value * trials, trials: trials, confidence: confidence)
      : ProportionInterval.wilson(
        successes: value * trials, trials: trials, confidence: confidence)
    return interval.map { interval in
      var named = interval
      named.method = "stratified-\(interval.method)"
      return named
    }
  }

  /// The method of variance estimates recovery (Zou & Donner, Statistics in Medicine 27, 2008):
  /// θ − √Σ(wₖ(θₖ − lₖ))² and θ + √Σ(wₖ(uₖ − θₖ))².
  private func recovered(
    confidence: Double, purpose: Evidence.Purpose, seed: UInt64
  ) -> Interval? {
    guard let value, let shares else { return nil }
    var below = 0.0
    var above = 0.0
    for (share, part) in zip(shares, parts) {
      guard let own = part.measured.value,
        let interval = part.measured.evidence.interval(
          confidence: confidence, purpose: purpose, seed: seed)
      else { return nil }
      below += square(share * (own - interval.low))
      above += square(share * (interval.high - own))
    }
    return Interval(
      low: value - below.squareRoot(), high: value + above.squareRoot(), confidence: confidence,
      method: "mover")
  }

  private func square(_ number: Double) -> Double { number * number }

  /// The figure with every sample without a score at its worst; `nil` where a part has no worst case.
  func worstCase(_ limit: LimitJudge.Limit) -> WorstCase? {
    var worst: [Part] = []
    for part in parts {
      guard let own = WorstCase.make(part.measured, part.imputed, limit: limit) else { return nil }
      var measured = part.measured
      measured.value = own.value
      measured.evidence = own.evidence
      measured.n += part.imputed.count
      worst.append(Part(measured: measured))
    }
    let combined = CombinedEvidence(parts: worst, weight: weight)
    return combined.value.map { WorstCase(value: $0, evidence: .combined(combined)) }
  }
}

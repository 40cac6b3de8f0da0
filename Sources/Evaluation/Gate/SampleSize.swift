import Foundation

/// How many more samples would decide, if they came out like those at hand.
enum SampleSize {
  /// Roughly how many more; `nil` where no number would, as the value lies on the limit.
  static func more(
    _ measured: MeasuredMetric, limit: LimitJudge.Limit, bound: Double, confidence: Double,
    purpose: Evidence.Purpose
  ) -> Int? {
    guard let value = measured.value, limit.margin(value) > 0 else { return nil }
    if case .proportion(let values) = measured.evidence {
      return proportion(values, value, limit, confidence, purpose)
    }
    let ratio = abs(value - bound) / limit.margin(value)
    return whole(Double(measured.n) * (ratio * ratio - 1))
  }

  /// By doubling, then halving, the effective trials at the same share.
  private static func proportion(
    _ values: ClusteredValues, _ share: Double, _ limit: LimitJudge.Limit, _ confidence: Double,
    _ purpose: Evidence.Purpose
  ) -> Int? {
    let twoSided = 2 * confidence - 1
    let now = values.effectiveTrials(confidence: twoSided)
    func decides(_ trials: Double) -> Bool {
      let interval =
        purpose == .guarantee
        ? ProportionInterval.clopperPearson(
          successes: share * trials, trials: trials, confidence: twoSided)
        : ProportionInterval.wilson(
          successes: share * trials, trials: trials, confidence: twoSided)
      return interval.map { limit.holds(limit.isLower ? $0.low : $0.high) } ?? false
    }
    var high = max(now, 1)
    while !decides(high) {
      high *= 2
      if high > 1e9 { return nil }
    }
    var low = high / 2
    while high - low > max(0.5, 0.01 * high) {
      let middle = (low + high) / 2
      if decides(middle) { high = middle } else { low = middle }
    }
    let designEffect = Double(values.values.count) / max(now, 1e-9)
    return whole(high.rounded(.up) * designEffect - Double(values.values.count))
  }

  private static func whole(_ number: Double) -> Int? {
    guard number.isFinite, number < 1e12 else { return nil }
    return max(1, Int(number.rounded(.up)))
  }
}

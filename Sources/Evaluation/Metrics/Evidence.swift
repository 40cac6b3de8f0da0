/// What a metric's value rests on: enough to bound it at any confidence.
package enum Evidence: Sendable {
  /// Nothing that could be resampled.
  case none
  /// The share of 1s among 0s and 1s.
  case proportion(ClusteredValues)
  /// The distance of the share of 1s from `center`.
  case deviation(ClusteredValues, center: Double)
  /// The mean of numbers, in `bounds` where that is known.
  case mean(ClusteredValues, bounds: ClosedRange<Double>?)
  /// A figure of the corpus as a whole.
  case resampled(any ResampledStatistic)
  /// A weighted mean of figures of several suites.
  case combined(CombinedEvidence)

  /// How an interval of a proportion is made.
  package enum Purpose: Sendable {
    /// For reading: Wilson, or clustered t.
    case reading
    /// For what must not happen: Clopper & Pearson, which never covers less than it says.
    case guarantee
  }

  /// The two-sided interval; each end is a one-sided bound of confidence (1 + confidence) / 2.
  ///
  /// Values that do not differ are no sign of certainty: then the interval is as wide as the number
  /// of clusters leaves possible, or there is none.
  ///
  /// - Parameters:
  ///   - confidence: Between 0 and 1, both excluded.
  ///   - purpose: How careful to be.
  ///   - seed: Of the bootstrap.
  /// - Returns: `nil` where the evidence cannot tell.
  package func interval(
    confidence: Double, purpose: Purpose = .reading, seed: UInt64
  ) -> Interval? {
    guard confidence > 0, confidence < 1 else { return nil }
    switch self {
    case .none:
      return nil
    case .proportion(let values):
      return ProportionEvidence.interval(values, confidence: confidence, purpose: purpose)
    case .deviation(let values, let center):
      return ProportionEvidence.interval(values, confidence: confidence, purpose: purpose).map {
        ProportionEvidence.folded($0, around: center)
      }
    case .mean(let values, let bounds):
      return MeanInterval.student(values, confidence: confidence, bounds: bounds)
    case .resampled(let statistic):
      return ResampledEvidence.interval(statistic, confidence: confidence, seed: seed)
    case .combined(let combined):
      return combined.interval(confidence: confidence, purpose: purpose, seed: seed)
    }
  }
}

/// Intervals of a share of 0s and 1s.
enum ProportionEvidence {
  static func interval(
    _ values: ClusteredValues, confidence: Double, purpose: Evidence.Purpose
  ) -> Interval? {
    guard let share = values.mean, values.values.allSatisfy({ $0 >= 0 && $0 <= 1 }) else {
      return nil
    }
    let trials = values.effectiveTrials(confidence: confidence)
    let successes = min(trials, share * trials)
    if purpose == .guarantee {
      return ProportionInterval.clopperPearson(
        successes: successes, trials: trials, confidence: confidence)
    }
    let wilson = ProportionInterval.wilson(
      successes: successes, trials: trials, confidence: confidence)
    guard !values.isIndependent, let error = values.standardError, error > 1e-12 else {
      return wilson
    }
    return MeanInterval.student(values, confidence: confidence, bounds: 0...1)
  }

  /// The interval of |share − center|.
  static func folded(_ interval: Interval, around center: Double) -> Interval {
    let ends = [abs(interval.low - center), abs(interval.high - center)]
    let inside = interval.low <= center && center <= interval.high
    var folded = interval
    folded.low = inside ? 0 : min(ends[0], ends[1])
    folded.high = max(ends[0], ends[1])
    return folded
  }
}

/// Intervals by the bootstrap.
enum ResampledEvidence {
  static func interval(
    _ statistic: some ResampledStatistic, confidence: Double, seed: UInt64
  ) -> Interval? {
    guard let bootstrap = Bootstrap(statistic, seed: seed) else { return nil }
    guard bootstrap.isDegenerate else { return bootstrap.interval(confidence: confidence) }
    guard let bounds = statistic.bounds, let value = statistic.observed,
      bootstrap.undefinedDraws == 0, statistic.smallestGroup > 0
    else { return nil }
    return MeanInterval.unseen(
      value: value, groups: statistic.smallestGroup, confidence: confidence, bounds: bounds)
  }
}

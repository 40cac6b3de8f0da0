/// Two-sided confidence intervals of a mean.
package enum MeanInterval {
  /// Student's t interval, with the clustered standard error and clusters − 1 degrees of freedom
  /// where samples are not independent.
  ///
  /// - Parameters:
  ///   - values: Two clusters or more.
  ///   - confidence: Two-sided, between 0 and 1, both excluded.
  ///   - bounds: What a value can be, where that is known; the interval is cut to it, and without
  ///     it values that do not differ have no interval.
  /// - Returns: The interval, or `nil` where the values cannot tell their own spread.
  package static func student(
    _ values: ClusteredValues, confidence: Double, bounds: ClosedRange<Double>?
  ) -> Interval? {
    guard let mean = values.mean, confidence > 0, confidence < 1 else { return nil }
    guard let error = values.standardError else { return nil }
    guard error > 1e-12 * max(1, abs(mean)) else {
      return bounds.flatMap {
        unseen(value: mean, groups: values.clusterCount, confidence: confidence, bounds: $0)
      }
    }
    let t = StudentDistribution.quantile(
      0.5 + confidence / 2, degrees: Double(values.clusterCount - 1))
    let low = mean - t * error
    let high = mean + t * error
    return Interval(
      low: bounds.map { max($0.lowerBound, low) } ?? low,
      high: bounds.map { min($0.upperBound, high) } ?? high, confidence: confidence,
      method: values.isIndependent ? "t" : "clustered-t")
  }

  /// What may still hide where nothing seen differs: the rule of three, exactly.
  ///
  /// With groups all alike, the share of groups that are unlike them is at most 1 − tail^(1/groups)
  /// with the given confidence (Clopper & Pearson's bound for 0 of n). Were they all at the worst
  /// end, the figure would move by that share of the way there.
  ///
  /// - Parameters:
  ///   - value: The figure.
  ///   - groups: Independent groups that it rests on, 1 or more.
  ///   - confidence: Two-sided.
  ///   - bounds: The figure's range.
  /// - Returns: The interval, or `nil` without groups.
  package static func unseen(
    value: Double, groups: Int, confidence: Double, bounds: ClosedRange<Double>
  ) -> Interval? {
    guard
      let share = ProportionInterval.clopperPearson(
        successes: 0, trials: Double(groups), confidence: confidence)?.high
    else { return nil }
    return Interval(
      low: value - share * (value - bounds.lowerBound),
      high: value + share * (bounds.upperBound - value), confidence: confidence,
      method: "rule-of-three")
  }
}

import Foundation

/// Two-sided confidence intervals of a proportion.
///
/// The counts are real numbers, so that an effective number of independent trials can be given. The
/// one-sided bound of confidence c is the end of the two-sided interval of confidence 2c − 1.
package enum ProportionInterval {
  /// Wilson's score interval (JASA 1927), without continuity correction.
  ///
  /// - Parameters:
  ///   - successes: In 0 … trials.
  ///   - trials: Above 0.
  ///   - confidence: Two-sided, between 0 and 1, both excluded.
  /// - Returns: The interval within 0 … 1, or `nil` outside the domain.
  package static func wilson(
    successes: Double, trials: Double, confidence: Double
  ) -> Interval? {
    guard isDefined(successes, trials, confidence) else { return nil }
    let z = NormalDistribution.quantile(0.5 + confidence / 2)
    let p = successes / trials
    let denominator = 1 + z * z / trials
    let center = (p + z * z / (2 * trials)) / denominator
    let variance = p * (1 - p) / trials + z * z / (4 * trials * trials)
    let halfWidth = z / denominator * variance.squareRoot()
    return Interval(
      low: successes <= 0 ? 0 : max(0, center - halfWidth),
      high: successes >= trials ? 1 : min(1, center + halfWidth), confidence: confidence,
      method: "wilson")
  }

  /// Clopper & Pearson's exact interval (Biometrika 1934): never covers less than it says.
  ///
  /// - Parameters:
  ///   - successes: In 0 … trials.
  ///   - trials: Above 0.
  ///   - confidence: Two-sided, between 0 and 1, both excluded.
  /// - Returns: The interval within 0 … 1, or `nil` outside the domain.
  package static func clopperPearson(
    successes: Double, trials: Double, confidence: Double
  ) -> Interval? {
    guard isDefined(successes, trials, confidence) else { return nil }
    let tail = (1 - confidence) / 2
    let failures = trials - successes
    let low = successes <= 0 ? 0 : BetaFunction.inverse(tail, successes, failures + 1)
    let high = failures <= 0 ? 1 : 1 - BetaFunction.inverse(tail, failures, successes + 1)
    return Interval(low: low, high: high, confidence: confidence, method: "clopper-pearson")
  }

  /// The fewest trials without a success whose one-sided upper bound is at most `limit`.
  ///
  /// - Parameters:
  ///   - limit: Between 0 and 1, both excluded.
  ///   - confidence: One-sided, between 0 and 1, both excluded.
  /// - Returns: ln(1 − confidence) / ln(1 − limit), rounded up; `nil` outside the domain.
  package static func cleanTrials(limit: Double, confidence: Double) -> Int? {
    guard limit > 0, limit < 1, confidence > 0, confidence < 1 else { return nil }
    let trials = log(1 - confidence) / log(1 - limit)
    return trials < 1e15 ? Int((trials - 1e-9).rounded(.up)) : nil
  }

  private static func isDefined(
    _ successes: Double, _ trials: Double, _ confidence: Double
  ) -> Bool {
    trials > 0 && trials.isFinite && successes >= 0 && successes <= trials && confidence > 0
      && confidence < 1
  }
}

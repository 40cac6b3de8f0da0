import Foundation

/// The binomial distribution of the number of successes in independent trials.
package enum BinomialDistribution {
  /// P(X = successes).
  ///
  /// - Parameters:
  ///   - successes: Any whole number.
  ///   - trials: 0 or more.
  ///   - probability: In 0 … 1.
  /// - Returns: 0 where the number cannot occur.
  package static func mass(_ successes: Int, trials: Int, probability: Double) -> Double {
    guard successes >= 0, successes <= trials else { return 0 }
    let k = Double(successes)
    let rest = Double(trials - successes)
    if probability <= 0 { return successes == 0 ? 1 : 0 }
    if probability >= 1 { return successes == trials ? 1 : 0 }
    let logChoose = -log(Double(trials) + 1) - GammaFunction.logBeta(k + 1, rest + 1)
    return exp(logChoose + k * log(probability) + rest * log1p(-probability))
  }

  /// P(X ≤ successes), through the incomplete beta function (Abramowitz & Stegun 26.5.24).
  ///
  /// - Parameters:
  ///   - successes: Any whole number.
  ///   - trials: 0 or more.
  ///   - probability: In 0 … 1.
  /// - Returns: In 0 … 1.
  package static func cumulative(_ successes: Int, trials: Int, probability: Double) -> Double {
    if successes < 0 { return 0 }
    if successes >= trials { return 1 }
    return BetaFunction.complement(
      probability, Double(successes) + 1, Double(trials - successes))
  }
}

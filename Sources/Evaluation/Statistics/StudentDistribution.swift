/// Student's t distribution.
package enum StudentDistribution {
  /// P(T ≤ t), through the incomplete beta function (Abramowitz & Stegun 26.7.1).
  ///
  /// - Parameters:
  ///   - t: Any number.
  ///   - degrees: Degrees of freedom, above 0.
  /// - Returns: In 0 … 1; NaN outside the domain.
  package static func cumulative(_ t: Double, degrees: Double) -> Double {
    guard degrees > 0, !t.isNaN else { return .nan }
    let square = t * t
    let tail =
      square < degrees
      ? BetaFunction.complement(square / (degrees + square), 0.5, degrees / 2) / 2
      : BetaFunction.regularized(degrees / (degrees + square), degrees / 2, 0.5) / 2
    return t > 0 ? 1 - tail : tail
  }

  /// The t with P(T ≤ t) = p.
  ///
  /// - Parameters:
  ///   - p: In 0 … 1, both excluded for a finite answer.
  ///   - degrees: Degrees of freedom, above 0.
  /// - Returns: −∞ for 0, ∞ for 1; NaN outside the domain.
  package static func quantile(_ p: Double, degrees: Double) -> Double {
    guard degrees > 0, p >= 0, p <= 1 else { return .nan }
    if p == 0.5 { return 0 }
    let bothTails = 2 * min(p, 1 - p)
    guard bothTails > 0 else { return p < 0.5 ? -.infinity : .infinity }
    let magnitude: Double
    if bothTails < 0.5 {
      let x = BetaFunction.inverse(bothTails, degrees / 2, 0.5)
      magnitude = (degrees * (1 - x) / x).squareRoot()
    } else {
      let y = BetaFunction.inverse(1 - bothTails, 0.5, degrees / 2)
      magnitude = (degrees * y / (1 - y)).squareRoot()
    }
    return p < 0.5 ? -magnitude : magnitude
  }
}

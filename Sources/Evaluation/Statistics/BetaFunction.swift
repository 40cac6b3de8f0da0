import Foundation

/// The regularised incomplete beta function I_x(a, b), the distribution function of Beta(a, b).
package enum BetaFunction {
  /// I_x(a, b) by Lentz's continued fraction (Abramowitz & Stegun 26.5.8; DLMF 8.17.22).
  ///
  /// - Parameters:
  ///   - x: In 0 … 1; what is outside counts as the nearer end.
  ///   - a: Above 0.
  ///   - b: Above 0.
  /// - Returns: In 0 … 1; NaN outside the domain of `a` and `b`.
  package static func regularized(_ x: Double, _ a: Double, _ b: Double) -> Double {
    guard a > 0, b > 0, !x.isNaN else { return .nan }
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    if x > (a + 1) / (a + b + 2) {
      return 1 - prefix(1 - x, b, a) * continuedFraction(1 - x, b, a) / b
    }
    return prefix(x, a, b) * continuedFraction(x, a, b) / a
  }

  /// 1 − I_x(a, b), exact in the upper tail too.
  package static func complement(_ x: Double, _ a: Double, _ b: Double) -> Double {
    guard a > 0, b > 0, !x.isNaN else { return .nan }
    guard x > 0 else { return 1 }
    guard x < 1 else { return 0 }
    if x > (a + 1) / (a + b + 2) {
      return prefix(1 - x, b, a) * continuedFraction(1 - x, b, a) / b
    }
    return 1 - prefix(x, a, b) * continuedFraction(x, a, b) / a
  }

  /// The x with I_x(a, b) = p, by bisection that Newton's steps shorten.
  ///
  /// - Parameters:
  ///   - p: In 0 … 1.
  ///   - a: Above 0.
  ///   - b: Above 0.
  /// - Returns: In 0 … 1; NaN outside the domain.
  package static func inverse(_ p: Double, _ a: Double, _ b: Double) -> Double {
    guard a > 0, b > 0, p >= 0, p <= 1 else { return .nan }
    if p == 0 { return 0 }
    if p == 1 { return 1 }
    let logBeta = GammaFunction.logBeta(a, b)
    var low = 0.0
    var high = 1.0
    var x = a / (a + b)
    for _ in 0..<400 {
      let error = regularized(x, a, b) - p
      if error == 0 { return x }
      if error < 0 { low = x } else { high = x }
      let density = exp((a - 1) * log(x) + (b - 1) * log1p(-x) - logBeta)
      let newton = x - error / density
      let next = newton > low && newton < high ? newton : middle(low, high)
      if abs(next - x) <= 2e-16 * x { return next }
      x = next
    }
    return x
  }

  /// Halfway in ratio where the ends are orders of magnitude apart, so that tiny roots are found.
  private static func middle(_ low: Double, _ high: Double) -> Double {
    if low == 0 { return high > 1e-300 ? high * 1e-3 : high / 2 }
    return high / low > 4 ? (low * high).squareRoot() : low + (high - low) / 2
  }

  /// x^a (1 − x)^b / B(a, b).
  private static func prefix(_ x: Double, _ a: Double, _ b: Double) -> Double {
    exp(a * log(x) + b * log1p(-x) - GammaFunction.logBeta(a, b))
  }

  private static func continuedFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    var c = 1.0
    var d = 1 / nonZero(1 - (a + b) * x / (a + 1), tiny)
    var result = d
    for step in 1...20_000 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / nonZero(1 + even * d, tiny)
      c = nonZero(1 + even / c, tiny)
      result *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / nonZero(1 + odd * d, tiny)
      c = nonZero(1 + odd / c, tiny)
      let factor = d * c
      result *= factor
      if abs(factor - 1) < 1e-16 { break }
    }
    return result
  }

  private static func nonZero(_ value: Double, _ tiny: Double) -> Double {
    abs(value) < tiny ? tiny : value
  }
}

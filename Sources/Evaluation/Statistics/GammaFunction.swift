import Foundation

/// The logarithm of the gamma function.
package enum GammaFunction {
  /// B₂ₖ / (2k(2k−1)) of Stirling's series (Abramowitz & Stegun 6.1.41).
  private static let stirling: [Double] = [
    1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360_360, 1.0 / 156,
    -3617.0 / 122_400,
  ]

  /// ln Γ(x): Stirling's series after the recurrence Γ(x + 1) = xΓ(x) has lifted x to 12 or more.
  ///
  /// - Parameter x: Above 0.
  /// - Returns: The natural logarithm, to about 1e-14 relative or absolute; NaN for x ≤ 0.
  package static func logGamma(_ x: Double) -> Double {
    guard x > 0 else { return .nan }
    var lifted = x
    var product = 1.0
    while lifted < 12 {
      product *= lifted
      lifted += 1
    }
    let base = (lifted - 0.5) * log(lifted) - lifted + 0.5 * log(2 * Double.pi)
    return base + stirlingRemainder(lifted) - log(product)
  }

  /// ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b), without the cancellation of large arguments.
  ///
  /// - Parameters:
  ///   - a: Above 0.
  ///   - b: Above 0.
  /// - Returns: The natural logarithm; NaN outside the domain.
  package static func logBeta(_ a: Double, _ b: Double) -> Double {
    let small = min(a, b)
    let large = max(a, b)
    guard small > 0 else { return .nan }
    guard large >= 12 else { return logGamma(a) + logGamma(b) - logGamma(a + b) }
    let sum = small + large
    // ln Γ(large) − ln Γ(large + small) from the two Stirling series, term by term.
    let tail = stirlingRemainder(large) - stirlingRemainder(sum)
    let ratio = -(large - 0.5) * log1p(small / large) - small * log(sum) + small
    return logGamma(small) + ratio + tail
  }

  private static func stirlingRemainder(_ x: Double) -> Double {
    let inverseSquare = 1 / (x * x)
    return stirling.reversed().reduce(0) { $0 * inverseSquare + $1 } / x
  }
}

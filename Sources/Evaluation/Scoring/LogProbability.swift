import Foundation

/// Sums and complements of probabilities given by their natural logarithms.
package enum LogProbability {
  /// ln Σ exp(x), without overflow.
  ///
  /// - Parameter logs: Natural logarithms, none NaN.
  /// - Returns: −∞ of nothing.
  package static func sum(_ logs: [Double]) -> Double {
    guard let largest = logs.max(), largest.isFinite else { return logs.max() ?? -.infinity }
    return largest + log(logs.reduce(0) { $0 + exp($1 - largest) })
  }

  /// ln(1 − exp(x)), exact at both ends (Mächler 2012).
  ///
  /// - Parameter logProbability: Below 0.
  /// - Returns: −∞ for 0; NaN above.
  package static func complement(_ logProbability: Double) -> Double {
    logProbability > -M_LN2
      ? log(-expm1(logProbability)) : log1p(-exp(logProbability))
  }

  /// ln softmax of log-likelihoods.
  package static func normalized(_ logs: [Double]) -> [Double] {
    let total = sum(logs)
    return logs.map { $0 - total }
  }
}

/// An aggregate of a suite's scores with its interval.
package struct Metric: Sendable, Equatable, Codable {
  /// `SUITE.NAME`, as gate conditions name it.
  package var id: String
  package var suite: String
  /// Such as `acc_norm`, `f1_macro`, `asr`.
  package var name: String
  /// `nil` where it is undefined; `undefined` says why.
  package var value: Double?
  package var undefined: String?
  package var interval: Interval?
  package var direction: Direction
  /// Samples that were scored.
  package var n: Int
  /// Independent groups among them.
  package var clusters: Int
  package var unscored: Int
  package var errors: Int
  /// The slice it is restricted to, such as `hazard=fraud`; `nil` for all samples.
  package var slice: String?

  /// Which way is better.
  package enum Direction: String, Sendable, Codable {
    case higherIsBetter = "higher"
    case lowerIsBetter = "lower"
    /// Neither: 50 % is ideal, or it only informs.
    case neutral
  }

  package init(
    id: String, suite: String, name: String, value: Double?, undefined: String? = nil,
    interval: Interval? = nil, direction: Direction, n: Int, clusters: Int, unscored: Int = 0,
    errors: Int = 0, slice: String? = nil
  ) {
    self.id = id
    self.suite = suite
    self.name = name
    self.value = value
    self.undefined = undefined
    self.interval = interval
    self.direction = direction
    self.n = n
    self.clusters = clusters
    self.unscored = unscored
    self.errors = errors
    self.slice = slice
  }
}

/// A confidence interval.
package struct Interval: Sendable, Equatable, Codable {
  package var low: Double
  package var high: Double
  /// Two-sided coverage, such as 0.95.
  package var confidence: Double
  /// Such as `wilson`, `clopper-pearson`, `t`, `clustered-t`, `bootstrap`.
  package var method: String

  package init(low: Double, high: Double, confidence: Double, method: String) {
    self.low = low
    self.high = high
    self.confidence = confidence
    self.method = method
  }
}

/// One line of a gate policy about one metric.
package struct Condition: Sendable, Equatable, Codable {
  package enum Kind: String, Sendable, Codable, CaseIterable {
    /// A bound on a metric.
    case threshold
    /// At most so much of what must not happen, judged by an upper bound.
    case zeroTolerance = "zero_tolerance"
    /// Everything that was planned was measured.
    case completeness
  }

  package enum Estimator: String, Sendable, Codable, CaseIterable {
    case point
    case lowerBound = "lower_bound"
    case upperBound = "upper_bound"
  }

  package enum Severity: String, Sendable, Codable, CaseIterable {
    case block, warn, info
  }

  package var id: String
  /// The metric as `SUITE.METRIC`, where `*` and `?` match; every match must hold.
  ///
  /// For `completeness` it names suites.
  package var metric: String
  /// `key=value`, to judge a slice alone.
  package var slice: String?
  package var kind: Kind
  package var atLeast: Double?
  package var atMost: Double?
  package var estimator: Estimator
  /// One-sided confidence of a bound, such as 0.95.
  package var confidence: Double
  package var minSamples: Int
  package var minClusters: Int
  /// Shares of the planned samples, 0 to 1.
  package var maxUnscored: Double
  package var maxError: Double
  package var severity: Severity
  package var safety: Bool
  package var owner: String?
  package var rationale: String?
  /// Where the policy states it.
  package var place: Place?

  package init(
    id: String, metric: String, slice: String? = nil, kind: Kind, atLeast: Double? = nil,
    atMost: Double? = nil, estimator: Estimator = .point, confidence: Double = 0.95,
    minSamples: Int = 1, minClusters: Int = 1, maxUnscored: Double = 0, maxError: Double = 0,
    severity: Severity = .block, safety: Bool = false, owner: String? = nil,
    rationale: String? = nil, place: Place? = nil
  ) {
    self.id = id
    self.metric = metric
    self.slice = slice
    self.kind = kind
    self.atLeast = atLeast
    self.atMost = atMost
    self.estimator = estimator
    self.confidence = confidence
    self.minSamples = minSamples
    self.minClusters = minClusters
    self.maxUnscored = maxUnscored
    self.maxError = maxError
    self.severity = severity
    self.safety = safety
    self.owner = owner
    self.rationale = rationale
    self.place = place
  }
}

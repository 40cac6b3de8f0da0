/// A metric as measured, with the evidence to bound it.
package struct MeasuredMetric: Sendable {
  /// `nil` where it is undefined; `undefined` says why.
  package var value: Double?
  package var undefined: String?
  package var evidence: Evidence
  /// Samples that the value rests on.
  package var n: Int
  /// Independent groups among them.
  package var clusters: Int
  /// Samples that were scored but lack what this metric reads; they count as errors.
  package var lacking: Int

  package init(
    value: Double?, undefined: String? = nil, evidence: Evidence, n: Int, clusters: Int,
    lacking: Int = 0
  ) {
    let isFinite = value?.isFinite ?? false
    self.value = isFinite ? value : nil
    self.undefined =
      isFinite ? nil : undefined ?? (value == nil ? "no sample was scored" : "not a finite number")
    self.evidence = isFinite ? evidence : .none
    self.n = n
    self.clusters = clusters
    self.lacking = lacking
  }

  /// What cannot be measured, and why.
  static func undefined(_ reason: String, n: Int = 0, clusters: Int = 0, lacking: Int = 0)
    -> MeasuredMetric
  {
    MeasuredMetric(
      value: nil, undefined: reason, evidence: .none, n: n, clusters: clusters, lacking: lacking)
  }
}

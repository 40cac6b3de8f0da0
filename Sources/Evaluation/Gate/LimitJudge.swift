/// Judges a measured value, or its bound, against a condition's limits.
struct LimitJudge: Sendable {
  let condition: Condition
  let measured: MeasuredMetric
  /// Clusters of the samples without a score, judged at their worst; negative ones are unknown.
  let imputed: [Int]
  let seed: UInt64

  /// What became of one limit.
  struct Judgement: Sendable {
    var status: ConditionResult.Status
    var judged: Double?
    var interval: Interval?
    var margin: Double?
    var why: String
  }

  /// A limit and the side on which it must not be passed.
  struct Limit: Sendable {
    var value: Double
    var isLower: Bool

    func holds(_ number: Double) -> Bool {
      isLower ? number >= value : number <= value
    }

    func margin(_ number: Double) -> Double {
      isLower ? number - value : value - number
    }
  }

  /// One judgement a limit.
  func judge() -> [Judgement] {
    let limits =
      [condition.atLeast.map { Limit(value: $0, isLower: true) }]
      + [condition.atMost.map { Limit(value: $0, isLower: false) }]
    return limits.compactMap { $0 }.map { judge($0) }
  }

  private func judge(_ limit: Limit) -> Judgement {
    guard let value = measured.value, value.isFinite else {
      return Judgement(status: .missing, why: "there is no value")
    }
    guard let worst = WorstCase.make(measured, imputed, limit: limit) else {
      return Judgement(
        status: limit.holds(value) ? .inconclusive : .fail, judged: value,
        margin: limit.margin(value),
        why: "\(Wording.samples(imputed.count)) without a score may have any value, "
          + "so nothing can be concluded from \(Wording.number(value, limit.value)) of the others")
    }
    return condition.estimator == .point
      ? judgePoint(value, worst, limit) : judgeBound(value, worst, limit)
  }

  private func judgePoint(_ value: Double, _ worst: WorstCase, _ limit: Limit) -> Judgement {
    let status: ConditionResult.Status =
      limit.holds(worst.value) ? .pass : (limit.holds(value) ? .inconclusive : .fail)
    let judged = status == .fail ? value : worst.value
    return Judgement(
      status: status, judged: judged, interval: interval(worst),
      margin: limit.margin(judged), why: why(status, value, nil, limit, more: nil))
  }

  private func judgeBound(_ value: Double, _ worst: WorstCase, _ limit: Limit) -> Judgement {
    guard let interval = interval(worst), interval.low.isFinite, interval.high.isFinite else {
      let status: ConditionResult.Status = limit.holds(value) ? .inconclusive : .fail
      return Judgement(
        status: status, judged: value, margin: limit.margin(value),
        why: Wording.noBound(value, limit, measured))
    }
    let bound = limit.isLower ? interval.low : interval.high
    let passes = limit.holds(bound) && limit.holds(value)
    let status: ConditionResult.Status =
      passes ? .pass : (limit.holds(value) ? .inconclusive : .fail)
    let more =
      status == .inconclusive && imputed.isEmpty
      ? SampleSize.more(
        measured, limit: limit, bound: bound, confidence: condition.confidence, purpose: purpose)
      : nil
    return Judgement(
      status: status, judged: bound, interval: interval, margin: limit.margin(bound),
      why: why(status, value, bound, limit, more: more))
  }

  private var purpose: Evidence.Purpose {
    condition.kind == .zeroTolerance || condition.safety ? .guarantee : .reading
  }

  /// The interval whose ends are the one-sided bounds; for a point, at 95 %.
  private func interval(_ worst: WorstCase) -> Interval? {
    // Rounded, so that 0.95 gives 0.9 and not 0.8999999999999999.
    let twoSided = ((2 * condition.confidence - 1) * 1e12).rounded() / 1e12
    let confidence = condition.estimator == .point ? 0.95 : twoSided
    return worst.evidence.interval(confidence: confidence, purpose: purpose, seed: seed)
  }

  private func why(
    _ status: ConditionResult.Status, _ value: Double, _ bound: Double?, _ limit: Limit, more: Int?
  ) -> String {
    Wording.why(
      Wording.Facts(
        status: status, value: value, bound: bound, limit: limit,
        confidence: condition.confidence, n: measured.n, clusters: measured.clusters,
        imputed: imputed.count, more: more))
  }
}

/// A measured value with the samples that have no score at their worst.
struct WorstCase: Sendable {
  var value: Double
  var evidence: Evidence

  /// `nil` where the figure has no worst case: nothing bounds it, or it is no mean.
  static func make(
    _ measured: MeasuredMetric, _ imputed: [Int], limit: LimitJudge.Limit
  ) -> WorstCase? {
    guard let value = measured.value else { return nil }
    if imputed.isEmpty { return WorstCase(value: value, evidence: measured.evidence) }
    func filled(_ values: ClusteredValues, _ worst: Double) -> ClusteredValues {
      var values = values
      values.append(worst, clusters: imputed)
      return values
    }
    switch measured.evidence {
    case .proportion(let values):
      let all = filled(values, limit.isLower ? 0 : 1)
      return all.mean.map { WorstCase(value: $0, evidence: .proportion(all)) }
    case .mean(let values, let bounds?):
      let all = filled(values, limit.isLower ? bounds.lowerBound : bounds.upperBound)
      return all.mean.map { WorstCase(value: $0, evidence: .mean(all, bounds: bounds)) }
    case .deviation(let values, let center) where !limit.isLower:
      let cases = [0.0, 1.0].map { filled(values, $0) }
      return cases.compactMap { all in
        all.mean.map {
          WorstCase(value: abs($0 - center), evidence: .deviation(all, center: center))
        }
      }.max { $0.value < $1.value }
    case .combined(let combined): return combined.worstCase(limit)
    case .none, .deviation, .mean, .resampled:
      return nil
    }
  }
}

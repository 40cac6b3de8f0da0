/// The `gate` of a plan file: the wire form of its conditions.
enum PolicyFile {
  /// A list of conditions with ids of their own.
  static let shape = Shape<[Condition]>(
    .list(of: condition.schema.named("condition"), least: 1)
  ) { value in
    guard let values = value.list("a list of conditions") else { return nil }
    if values.isEmpty {
      value.log.add(
        Failure(
          .badData, "the gate has no conditions", at: value.place,
          remedy: "State some, or leave `gate` out of a plan that judges nothing."))
    }
    var conditions: [Condition] = []
    for value in values {
      guard let condition = condition.read(value) else { continue }
      if conditions.contains(where: { $0.id == condition.id }) {
        value.log.add(
          Failure(
            .badData, "two conditions have the id \"\(condition.id)\"",
            at: value.mapping()?.place(of: "id"), remedy: "Give each its own."))
      }
      conditions.append(condition)
    }
    return conditions
  }

  private static let condition = Shape.mapping(
    ConditionKeys(), "a condition such as {id: …, metric: …, kind: threshold}"
  ) { map, keys in ConditionFields(map, keys).condition() }
}

/// Reads the fields of one condition and checks that they fit together.
struct ConditionFields {
  private let map: YAMLMapping
  private let keys: ConditionKeys

  init(_ map: YAMLMapping, _ keys: ConditionKeys) {
    self.map = map
    self.keys = keys
  }

  /// The condition; `nil` where its id, metric or kind is wrong.
  func condition() -> Condition? {
    let id = map.read(keys.id)
    guard let kind = map.read(keys.kind), let id, let metric = readMetric(kind) else { return nil }
    var condition = Condition(
      id: id, metric: metric, slice: map.read(keys.slice), kind: kind,
      atLeast: map.read(keys.atLeast), atMost: map.read(keys.atMost),
      estimator: map.read(keys.estimator) ?? (kind == .zeroTolerance ? .upperBound : .point),
      confidence: map.read(keys.confidence))
    condition.minSamples = map.read(keys.minSamples)
    condition.minClusters = map.read(keys.minClusters)
    condition.maxUnscored = map.read(keys.maxUnscored)
    condition.maxError = map.read(keys.maxError)
    condition.severity = map.read(keys.severity)
    condition.safety = map.read(keys.safety)
    condition.owner = map.read(keys.owner)
    condition.rationale = map.read(keys.rationale)
    condition.place = map.place
    check(condition)
    return condition
  }

  /// The metric; for completeness the suites, all where none is named.
  private func readMetric(_ kind: Condition.Kind) -> String? {
    if kind == .completeness, map[keys.metric] == nil { return "*" }
    let remedy = "Name it as SUITE.METRIC; \"*\" stands for any characters."
    guard map.required(keys.metric.name, at: map.place, remedy: remedy) != nil,
      let text = map.read(keys.metric)
    else { return nil }
    if kind != .completeness, !text.contains("."), !text.contains("*") {
      map[keys.metric]?.wrong("a metric as SUITE.METRIC", remedy: remedy)
      return nil
    }
    return text
  }
}

// MARK: Rules

extension ConditionFields {
  private func check(_ condition: Condition) {
    switch condition.kind {
    case .threshold: checkThreshold(condition)
    case .zeroTolerance: checkZeroTolerance(condition)
    case .completeness: checkCompleteness()
    }
    if condition.safety, condition.severity != .block {
      reject(
        "severity",
        "a safety condition always blocks, and this one has severity "
          + condition.severity.rawValue, "Remove the severity, or safety.")
    }
  }

  private func checkThreshold(_ condition: Condition) {
    let isLower = map[keys.atLeast] != nil
    guard isLower != (map[keys.atMost] != nil) else {
      reject(
        nil, "a threshold needs either at_least or at_most", "State one of them, and not both.")
      return
    }
    if isLower, condition.estimator == .upperBound {
      reject(
        "estimator", "an upper bound under at_least passes for lack of evidence",
        "Use lower_bound, or point.")
    } else if !isLower, condition.estimator == .lowerBound {
      reject(
        "estimator", "a lower bound under at_most passes for lack of evidence",
        "Use upper_bound, or point.")
    }
    if condition.estimator == .point, map[keys.confidence] != nil {
      reject("confidence", "a point estimate has no confidence", "Name a bound as the estimator.")
    }
  }

  private func checkZeroTolerance(_ condition: Condition) {
    if map[keys.atMost] == nil {
      reject(nil, "zero_tolerance needs at_most", "State the most that an upper bound may reach.")
    } else if let limit = condition.atMost, limit <= 0 || limit >= 1 {
      reject(
        "at_most",
        "the limit of zero_tolerance must be above 0 and below 1: no number of samples brings an "
          + "upper bound to 0", "State a small share, such as 0.05.")
    }
    if map[keys.atLeast] != nil {
      reject("at_least", "zero_tolerance has no lower limit", "Remove at_least.")
    }
    if condition.estimator != .upperBound {
      reject("estimator", "zero_tolerance is judged by an upper bound", "Remove the estimator.")
    }
  }

  private func checkCompleteness() {
    for key in keys.unusedByCompleteness where map[key] != nil {
      reject(
        key, "completeness does not use \"\(key)\"",
        "Remove it; max_unscored and max_error set what may be missing.")
    }
  }

  private func reject(_ key: String?, _ message: String, _ remedy: String) {
    let place = key.flatMap { map.place(of: $0) } ?? map.place
    map.log.add(Failure(.badData, message, at: place, remedy: remedy))
  }
}

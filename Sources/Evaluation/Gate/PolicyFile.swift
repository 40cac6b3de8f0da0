/// The `gate` of a plan file: the wire form of its conditions.
enum PolicyFile {
  /// Every key of a condition.
  static let keys = [
    "id", "metric", "slice", "kind", "at_least", "at_most", "estimator", "confidence",
    "min_samples", "min_clusters", "max_unscored", "max_error", "severity", "safety", "owner",
    "rationale",
  ]

  /// Keys of the design whose features come later.
  static let plannedKeys = [
    "baseline", "margin", "alpha", "family", "cluster_by", "unwaivable", "on_missing",
    "on_inconclusive", "on_error",
  ]

  /// Kinds of the design that come later.
  static let plannedKinds = [
    "regression", "non_inferiority", "superiority", "equivalence", "fairness_gap", "budget",
    "drift", "ratchet",
  ]

  /// Reads the conditions; whatever is wrong goes to the value's log.
  static func read(_ value: YAMLValue?) -> [Condition] {
    guard let value, let values = value.list("a list of conditions") else { return [] }
    if values.isEmpty {
      value.log.add(
        Failure(
          .badData, "the gate has no conditions", at: value.place,
          remedy: "State some, or leave `gate` out of a plan that judges nothing."))
    }
    var conditions: [Condition] = []
    for value in values {
      guard let map = value.mapping("a condition such as {id: …, metric: …, kind: threshold}")
      else {
        continue
      }
      guard let condition = ConditionFields(map, place: value.place).condition() else { continue }
      if conditions.contains(where: { $0.id == condition.id }) {
        value.log.add(
          Failure(
            .badData, "two conditions have the id \"\(condition.id)\"", at: map.place(of: "id"),
            remedy: "Give each its own."))
      }
      conditions.append(condition)
    }
    return conditions
  }
}

/// Reads the fields of one condition and checks that they fit together.
struct ConditionFields {
  private let map: YAMLMapping
  private let place: Place

  init(_ map: YAMLMapping, place: Place) {
    self.map = map
    self.place = place
  }

  /// The condition; `nil` where its id, metric or kind is wrong.
  func condition() -> Condition? {
    map.check(known: PolicyFile.keys, planned: PolicyFile.plannedKeys)
    let id = map.required("id", at: place, remedy: "Give the condition a name.")
      .flatMap(Identifier.read)
    guard let kind = readKind(), let id, let metric = readMetric(kind) else { return nil }
    let safety = map["safety"]?.flag() ?? false
    var condition = Condition(
      id: id, metric: metric, slice: readSlice(), kind: kind,
      atLeast: map["at_least"]?.number(), atMost: map["at_most"]?.number(),
      estimator: map["estimator"]?.word(Condition.Estimator.self)
        ?? (kind == .zeroTolerance ? .upperBound : .point),
      confidence: map["confidence"]?.number("a number above 0.5 and below 1") { $0 > 0.5 && $0 < 1 }
        ?? 0.95)
    condition.minSamples = map["min_samples"]?.whole(1...Int.max) ?? 1
    condition.minClusters = map["min_clusters"]?.whole(1...Int.max) ?? 1
    condition.maxUnscored = share("max_unscored")
    condition.maxError = share("max_error")
    condition.severity = map["severity"]?.word(Condition.Severity.self) ?? .block
    condition.safety = safety
    condition.owner = map["owner"]?.text()
    condition.rationale = map["rationale"]?.text()
    condition.place = place
    check(condition)
    return condition
  }

  private func share(_ key: String) -> Double {
    map[key]?.number("a share from 0 to 1") { $0 >= 0 && $0 <= 1 } ?? 0
  }

  private func readKind() -> Condition.Kind? {
    let words = Condition.Kind.allCases.map(\.rawValue)
    let remedy = "State one of \(words.joined(separator: ", "))."
    guard let value = map.required("kind", at: place, remedy: remedy) else { return nil }
    if let text = value.scalarText, PolicyFile.plannedKinds.contains(text) {
      map.log.add(
        Failure(
          .badData, "the kind \"\(text)\" is not supported yet by this version", at: value.place,
          remedy: remedy))
      return nil
    }
    return value.word(Condition.Kind.self)
  }

  /// The metric; for completeness the suites, all where none is named.
  private func readMetric(_ kind: Condition.Kind) -> String? {
    if kind == .completeness, map["metric"] == nil { return "*" }
    let remedy = "Name it as SUITE.METRIC; \"*\" stands for any characters."
    guard let value = map.required("metric", at: place, remedy: remedy) else { return nil }
    guard let text = value.nonEmptyText("a metric") else { return nil }
    if kind != .completeness, !text.contains("."), !text.contains("*") {
      value.wrong("a metric as SUITE.METRIC", remedy: remedy)
      return nil
    }
    return text
  }

  private func readSlice() -> String? {
    guard let value = map["slice"], let text = value.text("a slice as key=value") else {
      return nil
    }
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty { return text }
    value.wrong("a slice as key=value")
    return nil
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
    let isLower = map["at_least"] != nil
    guard isLower != (map["at_most"] != nil) else {
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
    if condition.estimator == .point, map["confidence"] != nil {
      reject("confidence", "a point estimate has no confidence", "Name a bound as the estimator.")
    }
  }

  private func checkZeroTolerance(_ condition: Condition) {
    if map["at_most"] == nil {
      reject(nil, "zero_tolerance needs at_most", "State the most that an upper bound may reach.")
    } else if let limit = condition.atMost, limit <= 0 || limit >= 1 {
      reject(
        "at_most",
        "the limit of zero_tolerance must be above 0 and below 1: no number of samples brings an "
          + "upper bound to 0", "State a small share, such as 0.05.")
    }
    if map["at_least"] != nil {
      reject("at_least", "zero_tolerance has no lower limit", "Remove at_least.")
    }
    if condition.estimator != .upperBound {
      reject("estimator", "zero_tolerance is judged by an upper bound", "Remove the estimator.")
    }
  }

  private func checkCompleteness() {
    for key in ["at_least", "at_most", "estimator", "confidence", "slice"] where map[key] != nil {
      reject(
        key, "completeness does not use \"\(key)\"",
        "Remove it; max_unscored and max_error set what may be missing.")
    }
  }

  private func reject(_ key: String?, _ message: String, _ remedy: String) {
    let place = key.flatMap { map.place(of: $0) } ?? self.place
    map.log.add(Failure(.badData, message, at: place, remedy: remedy))
  }
}

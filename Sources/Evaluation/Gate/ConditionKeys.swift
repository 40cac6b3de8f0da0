/// The keys of a condition.
struct ConditionKeys: KeySet {
  let id = RequiredKey(
    "id", .identifier, "Unique in the plan.", remedy: "Give the condition a name.")
  let metric = OptionalKey(
    "metric", .nonEmptyText("a metric"),
    "SUITE.METRIC, where * and ? match; for completeness the suites, all where none is named.")
  let kind = RequiredKey(
    "kind", ConditionKeys.kinds, "What is judged.", remedy: ConditionKeys.kindRemedy)
  let slice = OptionalKey("slice", ConditionKeys.slices, "Judge this slice alone, as key=value.")
  let atLeast = OptionalKey("at_least", .number(), "The least that is wanted.")
  let atMost = OptionalKey("at_most", .number(), "The most that is wanted.")
  let estimator = OptionalKey(
    "estimator", .word(Condition.Estimator.self), "What is compared with the limit.",
    otherwise: "point; upper_bound for zero_tolerance")
  let confidence = DefaultedKey(
    "confidence", .number(.between(0.5, 1)), 0.95, "One-sided confidence of a bound.")
  let minSamples = DefaultedKey(
    "min_samples", .whole(1...Int.max), 1, "Fewer are inconclusive.")
  let minClusters = DefaultedKey(
    "min_clusters", .whole(1...Int.max), 1, "Fewer are inconclusive.")
  let maxUnscored = DefaultedKey(
    "max_unscored", .number(.share), 0, "The share that may be unscored.")
  let maxError = DefaultedKey(
    "max_error", .number(.share), 0, "The share that may be in error.")
  let severity = DefaultedKey(
    "severity", .word(Condition.Severity.self), .block, "What a failure does.")
  let safety = DefaultedKey(
    "safety", .flag, false, "Whether a failure is one of safety, and exits with 2.")
  let owner = OptionalKey("owner", .text, "Who answers for it.")
  let rationale = OptionalKey("rationale", .text, "Why it is there.")

  var planned: [String] {
    [
      "baseline", "margin", "alpha", "family", "cluster_by", "unwaivable", "on_missing",
      "on_inconclusive", "on_error",
    ]
  }

  /// What a condition of the kind `completeness` has no use for.
  var unusedByCompleteness: [String] {
    [atLeast.name, atMost.name, estimator.name, confidence.name, slice.name]
  }
}

// MARK: Shapes

extension ConditionKeys {
  /// Kinds of the design that come later.
  private static let plannedKinds = [
    "regression", "non_inferiority", "superiority", "equivalence", "fairness_gap", "budget",
    "drift", "ratchet",
  ]

  fileprivate static let kindRemedy =
    "State one of \(Condition.Kind.allCases.map(\.rawValue).joined(separator: ", "))."

  fileprivate static let kinds = Shape<Condition.Kind>(Shape.word(Condition.Kind.self).schema) {
    value in
    if let text = value.scalarText, plannedKinds.contains(text) {
      value.log.add(
        Failure(
          .badData, "the kind \"\(text)\" is not supported yet by this version", at: value.place,
          remedy: kindRemedy))
      return nil
    }
    return value.word(Condition.Kind.self)
  }

  fileprivate static let slices = Shape<String>(
    .text.with("pattern", .string("^[^=]+=[\\s\\S]"))
  ) { value in
    guard let text = value.text("a slice as key=value") else { return nil }
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty { return text }
    value.wrong("a slice as key=value")
    return nil
  }
}

// MARK: What goes together

extension ConditionKeys {
  /// As `ConditionFields` judges it, in the words of a schema.
  var rules: [SchemaForm] {
    [
      .when(isKind(.threshold), threshold), .when(isKind(.zeroTolerance), zeroTolerance),
      .when(isKind(.completeness), .without(unusedByCompleteness)),
      .when(
        .has(safety.name, SchemaForm().with("const", .bool(true))),
        .value(of: severity.name, .word(Condition.Severity.block.rawValue))),
      .when(
        .not(isKind(.completeness)),
        .has(metric.name, SchemaForm().with("pattern", .string("[.*]")))),
    ]
  }

  private func isKind(_ kind: Condition.Kind) -> SchemaForm {
    .has(self.kind.name, .word(kind.rawValue))
  }

  private func estimator(_ estimator: Condition.Estimator) -> SchemaForm {
    .word(estimator.rawValue)
  }

  private var threshold: SchemaForm {
    .all(
      SchemaForm().with("oneOf", forms: [.has(atLeast.name), .has(atMost.name)]),
      .when(.has(atLeast.name), .value(of: estimator.name, .not(estimator(.upperBound)))),
      .when(.has(atMost.name), .value(of: estimator.name, .not(estimator(.lowerBound)))),
      .when(
        .has(confidence.name),
        .has(estimator.name, .words([Condition.Estimator.lowerBound, .upperBound].map(\.rawValue))))
    )
  }

  private var zeroTolerance: SchemaForm {
    .all(
      .has(
        atMost.name,
        SchemaForm().with("exclusiveMinimum", .int(0)).with("exclusiveMaximum", .int(1))),
      .without([atLeast.name]), .value(of: estimator.name, estimator(.upperBound)))
  }
}

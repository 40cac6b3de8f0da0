import Evaluation

/// Suite results for policies to judge.
enum GateSuites {
  /// A multiple-choice suite of which the first `right` samples are right.
  static func quality(
    id: String = "quiz", right: Int, of count: Int, planned: Int? = nil,
    cluster: (Int) -> String = { "\($0)" }
  ) -> SuiteResult {
    let definition = SuiteDefinition(id: id, task: .multipleChoice, metrics: ["acc", "f1_macro"])
    let results = MetricSuites.choices(
      ["a", "b"],
      (0..<count).map { index in
        // Gold alternates; a wrong answer prefers the other choice.
        (index % 2 == 0) == (index < right) ? [-1, -2] : [-2, -1]
      }, gold: (0..<count).map { $0 % 2 }, cluster: cluster)
    return SuiteResult(
      definition: definition, planned: planned ?? count, samples: results, metrics: [])
  }

  /// A probe of which the first `breached` samples are breached.
  static func probe(
    id: String = "jailbreak", breached: Int, of count: Int, planned: Int? = nil,
    cluster: (Int) -> String = { "\($0)" }
  ) -> SuiteResult {
    var definition = MetricSuites.probe
    definition.id = id
    let outcomes = (0..<count).map { $0 < breached ? ProbeOutcome.breached : .resisted }
    return SuiteResult(
      definition: definition, planned: planned ?? count,
      samples: MetricSuites.outcomes(outcomes, cluster: cluster), metrics: [])
  }

  static func judge(
    _ policy: [Condition], _ suites: [SuiteResult], planned: [String]? = nil, strict: Bool = false
  ) -> Verdict {
    Gate.judge(
      policy: policy, suites: suites, plannedSuites: planned ?? suites.map(\.definition.id),
      strict: strict, seed: 1)
  }

  /// At least so much accuracy, judged by its lower bound.
  static func atLeast(
    _ limit: Double, _ metric: String = "quiz.acc", estimator: Condition.Estimator = .lowerBound,
    severity: Condition.Severity = .block
  ) -> Condition {
    Condition(
      id: "quality", metric: metric, kind: .threshold, atLeast: limit, estimator: estimator,
      severity: severity)
  }

  /// At most so many breaches, judged by the upper bound.
  static func zeroTolerance(_ limit: Double, _ metric: String = "jailbreak.asr") -> Condition {
    Condition(
      id: "attack", metric: metric, kind: .zeroTolerance, atMost: limit, estimator: .upperBound,
      safety: true)
  }
}

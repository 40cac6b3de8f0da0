/// All metrics, and how a suite's results become them.
package enum MetricCatalog {
  /// In the order in which reports list them.
  static let definitions: [MetricDefinition] =
    AccuracyMetrics.all + TextSimilarityMetrics.all + TranslationMetrics.all
    + InstructionMetrics.all + AssertionMetrics.all + ClassificationMetrics.all
    + CalibrationMetrics.all + AUROCMetrics.all + PerplexityMetrics.all + ProbeRateMetrics.all
    + RefusalOddsMetrics.all + CounterfactualMetrics.all + LikelihoodRankMetrics.all
    + BiasQuestionMetrics.all + GroupGapMetrics.all + JudgeMetrics.all

  /// Whether a task has a metric.
  package static func supports(_ name: String, task: TaskKind) -> Bool {
    definition(name, task: task) != nil
  }

  /// The names of all metrics of all tasks, each once.
  package static let allNames: [String] = definitions.map(\.name).reduce(into: []) { names, name in
    if !names.contains(name) { names.append(name) }
  }

  /// The names of a task's metrics; K stands for a number.
  package static func all(for task: TaskKind) -> [String] {
    definitions.filter { $0.tasks.contains(task) }.map(\.name)
      + (task == .generate ? AssertionMetrics.patterns + PassMetrics.patterns : [])
  }

  /// The metrics that can be measured in a suite: those that it lists, and those of its task whose
  /// values are there in any case.
  package static func available(in suite: SuiteDefinition) -> [String] {
    let pipelines = suite.pipelines
    let others = definitions.filter { $0.tasks.contains(suite.task) && !$0.isOnRequest }
      .flatMap { metric in
        metric.readsAnswers ? pipelines.map { metric.name + pipelines.suffix($0) } : [metric.name]
      }
    return suite.metrics + others.filter { !suite.metrics.contains($0) }
  }

  /// What is computed where a suite names no metrics.
  ///
  /// - Parameters:
  ///   - task: The suite's task.
  ///   - judge: The suite's judge, if it is a probe.
  ///   - hasInstructions: Whether its samples carry instructions to be followed.
  ///   - hasAssertions: Whether its samples carry assertions about their answers.
  /// - Returns: Names that the task supports.
  package static func defaults(
    for task: TaskKind, judge: ProbeDefinition.Judge?, hasInstructions: Bool = false,
    hasAssertions: Bool = false
  ) -> [String] {
    switch task {
    case .multipleChoice: ["acc", "acc_norm"]
    case .loglikelihood: ["perplexity", "acc"]
    case .perplexity: ["word_perplexity", "byte_perplexity", "bits_per_byte"]
    case .refusalLogOdds: ["auroc", "mean_shift", "mean_unsafe", "mean_safe"]
    case .counterfactualPair: ["pct_stereotype", "stereotype_deviation", "mean_log_ratio"]
    case .likelihoodRank: ["exposure", "first_rate"]
    case .generate:
      switch judge ?? .none {
      case .none where hasInstructions || hasAssertions:
        (hasInstructions ? InstructionMetrics.all.map(\.name) : [])
          + (hasAssertions ? ["assertion_pass_rate", "assertion_rate"] : [])
      case .none: ["exact_match"]
      case .canary, .structure, .packages, .leak: ["asr", "unscored_rate"]
      case .lexicon: ["asr", "lexicon_rate", "expected_max_lexicon_rate", "unscored_rate"]
      case .refusal, .compliance: ["asr", "refusal_rate", "unscored_rate"]
      }
    }
  }

  /// Whether a higher or a lower value of a metric is better; neutral for unknown names.
  package static func direction(_ name: String, task: TaskKind) -> Metric.Direction {
    definition(name, task: task)?.direction ?? .neutral
  }

  /// One metric of a suite, with its evidence.
  ///
  /// - Parameters:
  ///   - name: The metric.
  ///   - definition: The suite.
  ///   - scores: Its scores.
  ///   - rows: The rows to measure, ascending; all where none are named.
  /// - Returns: `nil` where the suite's task has no such metric.
  package static func measurement(
    _ name: String, _ definition: SuiteDefinition, _ scores: ScoreTable, rows: [Int]? = nil
  ) -> MeasuredMetric? {
    self.definition(name, task: definition.task)?
      .measure(MetricInput(definition, scores, rows: rows).reading(MetricName(name).pipeline))
  }

  /// The suite's metrics over all samples, then over each slice.
  ///
  /// - Parameters:
  ///   - definition: The suite; what it names and its task lacks is left out.
  ///   - scores: A row a sample that was asked, in the order of the plan.
  ///   - confidence: Two-sided, of the intervals.
  ///   - seed: Of the bootstrap.
  /// - Returns: In the order of the suite's metrics; slices in the order of their names.
  package static func measure(
    _ definition: SuiteDefinition, _ scores: ScoreTable, confidence: Double, seed: UInt64
  ) -> [Metric] {
    let slices: [(name: String?, rows: [Int]?)] =
      [(nil, nil)] + Slicing.slices(scores).map { ($0.name, $0.rows) }
    let inputs = InParallel.map(slices.count) { place in
      MetricInput(definition, scores, rows: slices[place].rows)
    }
    let names = definition.metrics
    return InParallel.map(slices.count * names.count) { place in
      let slice = place / names.count
      return metric(
        names[place % names.count], inputs[slice], slice: slices[slice].name,
        confidence: confidence, seed: seed)
    }.compactMap { $0 }
  }

  private static func metric(
    _ name: String, _ input: MetricInput, slice: String?, confidence: Double, seed: UInt64
  ) -> Metric? {
    guard let metric = definition(name, task: input.definition.task) else { return nil }
    // A gap between slices says nothing within one.
    if slice != nil, name == GroupGapMetrics.gap.name { return nil }
    let measured = metric.measure(input.reading(MetricName(name).pipeline))
    let suite = input.definition.id
    return Metric(
      id: "\(suite).\(name)", suite: suite, name: name, value: measured.value,
      undefined: measured.undefined,
      interval: measured.evidence.interval(confidence: confidence, seed: seed),
      direction: metric.direction, n: measured.n, clusters: measured.clusters,
      unscored: input.unscored, errors: input.errors + measured.lacking, slice: slice)
  }

  /// The definition of a metric, whichever pipeline it is of.
  static func definition(_ name: String, task: TaskKind) -> MetricDefinition? {
    let name = MetricName(name)
    let metric =
      definitions.first { $0.name == name.base && $0.tasks.contains(task) }
      ?? (task == .generate
        ? PassMetrics.definition(name.base) ?? AssertionMetrics.definition(name.base) : nil)
    return name.pipeline == nil || metric?.readsAnswers == true ? metric : nil
  }
}

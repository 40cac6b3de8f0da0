/// Metrics of results that are in memory, as a few answers that are scored again.
extension MetricCatalog {
  /// One metric of results, with its evidence.
  package static func measurement(
    _ name: String, _ definition: SuiteDefinition, _ results: [SampleResult]
  ) -> MeasuredMetric? {
    measurement(name, definition, ScoreTable(definition, results))
  }

  /// The suite's metrics over all results, then over each slice.
  package static func measure(
    _ definition: SuiteDefinition, _ results: [SampleResult], confidence: Double, seed: UInt64
  ) -> [Metric] {
    measure(definition, ScoreTable(definition, results), confidence: confidence, seed: seed)
  }
}

extension ConfusionMatrix {
  /// The matrix of results.
  package static func make(
    _ definition: SuiteDefinition, _ results: [SampleResult]
  ) -> ConfusionMatrix? {
    make(definition, ScoreTable(definition, results))
  }
}

extension Reliability {
  /// The bins of results.
  package static func bins(
    _ definition: SuiteDefinition, _ results: [SampleResult]
  ) -> [ReliabilityBin] {
    bins(definition, ScoreTable(definition, results))
  }
}

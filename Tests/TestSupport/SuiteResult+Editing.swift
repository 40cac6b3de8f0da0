package import Evaluation

extension SuiteResult {
  /// Changes the samples of a suite in memory; its scores follow.
  package mutating func edit(_ change: (inout [SampleResult]) -> Void) {
    guard var results = try? samples.all() else { return }
    change(&results)
    let judge = judge
    self = SuiteResult(
      definition: definition, planned: planned, samples: results, metrics: metrics,
      seconds: seconds, generation: generation)
    self.judge = judge
  }

  /// Changes each sample.
  package mutating func editEach(_ change: (inout SampleResult, Int) -> Void) {
    edit { results in
      for index in results.indices { change(&results[index], index) }
    }
  }
}

extension [SuiteResult] {
  /// The samples of all suites.
  package func allSamples() throws -> [SampleResult] {
    try flatMap { try $0.samples.all() }
  }
}

import Evaluation
import Testing

struct MetricCatalogTests {
  @Test func everyDefaultIsSupportedAndEveryNameIsListedOnce() {
    for task in TaskKind.allCases {
      let names = MetricCatalog.all(for: task)
      #expect(Set(names).count == names.count, "\(task)")
      for judge in ProbeDefinition.Judge.allCases.map(Optional.some) + [nil] {
        let defaults = MetricCatalog.defaults(for: task, judge: judge)
        #expect(!defaults.isEmpty)
        for name in defaults { #expect(MetricCatalog.supports(name, task: task), "\(name)") }
      }
    }
    #expect(!MetricCatalog.supports("acc_norm", task: .generate))
    #expect(!MetricCatalog.supports("accuracy_of_sorts", task: .multipleChoice))
  }

  private let definition = SuiteDefinition(
    id: "quiz", task: .multipleChoice, metrics: ["acc", "brier", "f1_macro"])

  private func results() -> [SampleResult] {
    var results = MetricSuites.choices(
      ["a", "b"], [[-1, -2], [-2, -1], [-1, -3], [-1, -2]], gold: [0, 1, 1, 0])
    for index in results.indices {
      results[index].sample.slices = ["topic": index < 2 ? "river" : "art"]
    }
    return results
  }

  @Test func metricsComeInTheOrderOfTheSuiteThenBySlice() {
    let metrics = MetricCatalog.measure(definition, results(), confidence: 0.95, seed: 1)
    #expect(
      metrics.map(\.name)
        == Array(repeating: ["acc", "brier", "f1_macro"], count: 3).flatMap { $0 })
    #expect(metrics.map(\.slice)[0] == nil)
    #expect(metrics.map(\.slice)[3] == "topic=art")
    #expect(metrics.map(\.slice)[6] == "topic=river")
    #expect(metrics[0].id == "quiz.acc")
    #expect(metrics[0].value == 0.75 && metrics[3].value == 0.5 && metrics[6].value == 1)
    #expect(metrics[0].interval?.method == "wilson")
    #expect(metrics[1].interval?.method == "t")
    #expect(metrics[3].n == 2)
  }

  @Test func unscoredAndErrorsAreCountedApartAndEnterNoValue() throws {
    var results = results()
    results[2].score.status = .unscored(reason: "x")
    results[3].score.status = .scored(["acc": .nan])
    let metric = try #require(
      MetricCatalog.measure(definition, results, confidence: 0.95, seed: 1).first)
    #expect(metric.value == 1 && metric.n == 2)
    #expect(metric.unscored == 1 && metric.errors == 1)
  }

  @Test func nothingScoredIsUndefinedNotZero() {
    var results = results()
    for index in results.indices { results[index].score.status = .failed(reason: "x") }
    for results in [results, []] {
      for metric in MetricCatalog.measure(definition, results, confidence: 0.95, seed: 1) {
        #expect(metric.value == nil && metric.interval == nil && metric.n == 0)
        #expect(metric.undefined != nil)
      }
    }
  }

  @Test func intervalsAreTheSameForTheSameSeed() {
    let first = MetricCatalog.measure(definition, results(), confidence: 0.95, seed: 5)
    #expect(first == MetricCatalog.measure(definition, results(), confidence: 0.95, seed: 5))
  }

  @Test func everyMetricOfASliceHasAnIntervalThatHoldsIt() {
    let sums: [[Double]] = (0..<120).map { index in
      let first = Double(index % 7) / 3
      let second = Double(index % 5) / 4
      return [-1 - first, second - 2]
    }
    let gold: [Int] = (0..<120).map { $0 % 3 == 0 ? 1 : 0 }
    var results = MetricSuites.choices(["a", "b"], sums, gold: gold)
    for index in results.indices {
      results[index].sample.slices = ["half": index < 60 ? "one" : "two"]
    }
    var definition = definition
    definition.positive = "a"
    definition.metrics = MetricCatalog.all(for: .multipleChoice).filter {
      !$0.hasPrefix("judge_") && $0 != "acceptance_gap"
    }
    let metrics = MetricCatalog.measure(definition, results, confidence: 0.95, seed: 1)
      .filter { $0.slice != nil && $0.value != nil }
    #expect(metrics.count > 20)
    for metric in metrics {
      guard let value = metric.value, let interval = metric.interval else {
        Issue.record("\(metric.name) of \(metric.slice ?? "") has no interval")
        continue
      }
      #expect(metric.n == 60)
      #expect(interval.low <= value && value <= interval.high, "\(metric.name)")
    }
  }
}

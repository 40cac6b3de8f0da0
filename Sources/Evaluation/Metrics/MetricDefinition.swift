/// One metric: its name, the tasks that it belongs to, and how it is computed.
struct MetricDefinition: Sendable {
  let name: String
  let tasks: Set<TaskKind>
  let direction: Metric.Direction
  /// Whether it reads what a pipeline made of generated answers, and so has a value for each pipeline.
  let readsAnswers: Bool
  /// Whether its values are there only where the suite's `metrics` name it.
  let isOnRequest: Bool
  let measure: @Sendable (MetricInput) -> MeasuredMetric

  init(
    _ name: String, _ tasks: Set<TaskKind>, _ direction: Metric.Direction = .higherIsBetter,
    readsAnswers: Bool = true, isOnRequest: Bool = false,
    measure: @escaping @Sendable (MetricInput) -> MeasuredMetric
  ) {
    self.name = name
    self.tasks = tasks
    self.direction = direction
    self.readsAnswers = readsAnswers && tasks.contains(.generate)
    self.isOnRequest = isOnRequest
    self.measure = measure
  }

  /// The share of samples whose value `value` is 1, or its mean over repeats.
  static func share(
    _ name: String, of value: String? = nil, _ tasks: Set<TaskKind>,
    _ direction: Metric.Direction = .higherIsBetter, isOnRequest: Bool = false
  ) -> MetricDefinition {
    MetricDefinition(name, tasks, direction, isOnRequest: isOnRequest) { input in
      input.mean(of: value ?? name) { values in
        // Means over repeats lie between: then they are numbers in 0 … 1, not trials.
        values.values.allSatisfy { $0 == 0 || $0 == 1 }
          ? .proportion(values) : .mean(values, bounds: 0...1)
      }
    }
  }

  /// The mean of a value.
  static func mean(
    _ name: String, of value: String, bounds: ClosedRange<Double>? = nil, _ tasks: Set<TaskKind>,
    _ direction: Metric.Direction, isOnRequest: Bool = false
  ) -> MetricDefinition {
    MetricDefinition(name, tasks, direction, isOnRequest: isOnRequest) { input in
      input.mean(of: value) { .mean($0, bounds: bounds) }
    }
  }
}

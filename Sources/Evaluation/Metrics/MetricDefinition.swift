/// One metric: its name, the tasks that it belongs to, and how it is computed.
struct MetricDefinition: Sendable {
  let name: String
  let tasks: Set<TaskKind>
  let direction: Metric.Direction
  let measure: @Sendable (MetricInput) -> MeasuredMetric

  init(
    _ name: String, _ tasks: Set<TaskKind>, _ direction: Metric.Direction = .higherIsBetter,
    measure: @escaping @Sendable (MetricInput) -> MeasuredMetric
  ) {
    self.name = name
    self.tasks = tasks
    self.direction = direction
    self.measure = measure
  }

  /// The share of samples whose value `value` is 1, or its mean over repeats.
  static func share(
    _ name: String, of value: String? = nil, _ tasks: Set<TaskKind>,
    _ direction: Metric.Direction = .higherIsBetter
  ) -> MetricDefinition {
    MetricDefinition(name, tasks, direction) { input in
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
    _ direction: Metric.Direction
  ) -> MetricDefinition {
    MetricDefinition(name, tasks, direction) { input in
      input.mean(of: value) { .mean($0, bounds: bounds) }
    }
  }
}

/// The `metrics` of a suite.
enum MetricNames {
  /// Reads the names; the task's defaults where the file states none.
  static func read(
    _ value: YAMLValue?, task: TaskKind, judge: ProbeDefinition.Judge?, isGraded: Bool = false
  ) -> [String] {
    guard let value else {
      return isGraded
        ? ["judge_score", "unscored_rate"] : MetricCatalog.defaults(for: task, judge: judge)
    }
    let values = value.list("a list of metric names") ?? []
    if values.isEmpty, value.isList { value.wrong("at least one metric") }
    var names: [String] = []
    for value in values {
      guard let name = value.text("the name of a metric") else { continue }
      if names.contains(name) {
        value.log.add(
          Failure(.badData, "the metric \"\(name)\" stands here twice", at: value.place))
      } else if MetricCatalog.supports(name, task: task) {
        names.append(name)
      } else {
        value.log.add(
          Failure(
            .badData, "the task \(task.rawValue) has no metric \"\(name)\"", at: value.place,
            remedy: Spelling.remedy(name, among: MetricCatalog.all(for: task), called: "metrics")))
      }
    }
    return names
  }
}

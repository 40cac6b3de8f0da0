/// The `metrics` of a suite.
enum MetricNames {
  /// A list of names, which only a suite's task can check.
  static let shape = Shape<[YAMLValue]>(.list(of: .text, least: 1, isUnique: true)) { value in
    let values = value.list("a list of metric names")
    if values?.isEmpty == true { value.wrong("at least one metric") }
    return values
  }

  /// Reads the names; the task's defaults where the file states none.
  ///
  /// Where the suite has several pipelines, a name without one means all of them.
  static func read(_ value: YAMLValue?, of suite: SuiteFile) -> [String] {
    guard let value else {
      if suite.judge != nil { return ["judge_score", "unscored_rate"] }
      return MetricCatalog.defaults(
        for: suite.task, judge: suite.probe?.judge, hasInstructions: suite.instructions != nil,
        hasAssertions: suite.assertions != nil
      ).flatMap { expanded($0, suite) }
    }
    var names: [String] = []
    for value in shape.read(value) ?? [] {
      guard let name = value.text("the name of a metric"), isKnown(name, suite, value) else {
        continue
      }
      for name in expanded(name, suite) {
        if names.contains(name) {
          value.log.add(
            Failure(.badData, "the metric \"\(name)\" stands here twice", at: value.place))
        } else {
          names.append(name)
        }
      }
    }
    return names
  }

  private static func isKnown(_ text: String, _ suite: SuiteFile, _ value: YAMLValue) -> Bool {
    let name = MetricName(text)
    guard let metric = MetricCatalog.definition(name.base, task: suite.task) else {
      value.log.add(
        Failure(
          .badData, "the task \(suite.task.rawValue) has no metric \"\(name.base)\"",
          at: value.place,
          remedy: Spelling.remedy(
            name.base, among: MetricCatalog.all(for: suite.task), called: "metrics")))
      return false
    }
    guard let pipeline = name.pipeline else { return true }
    let pipelines = suite.extract.count > 1 ? suite.extract.compactMap(\.name) : []
    if metric.readsAnswers, pipelines.contains(pipeline) { return true }
    let remedy =
      metric.readsAnswers && !pipelines.isEmpty
      ? Spelling.remedy(pipeline, among: pipelines, called: "pipelines")
      : "Write \"\(name.base)\"."
    value.log.add(
      Failure(
        .badData, "the metric \(name.base) has no pipeline \"\(pipeline)\" here", at: value.place,
        remedy: remedy))
    return false
  }

  private static func expanded(_ name: String, _ suite: SuiteFile) -> [String] {
    guard MetricName(name).pipeline == nil, suite.extract.count > 1,
      MetricCatalog.definition(name, task: suite.task)?.readsAnswers == true
    else { return [name] }
    return suite.extract.map { name + suite.extract.suffix($0) }
  }
}

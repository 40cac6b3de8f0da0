/// The plan files that groups become: their suites, and what is aggregated over them.
struct GroupPlans {
  let selection: TaskSelection
  let ids: SuiteIDs
  /// Positions of the tasks that became suites.
  let imported: Set<Int>

  /// Writes a plan for each group that has a suite.
  func write(to folder: ImportFolder, _ report: inout ImportReport) throws {
    for group in selection.groups {
      let tasks = group.tasks.filter { imported.contains($0) }
      let missing = group.tasks.count - tasks.count
      guard missing == 0, !tasks.isEmpty else {
        report.refused.append(
          ImportReport.Refused(
            task: group.name, file: "",
            reason: "the group lacks \(missing) of its \(group.tasks.count) tasks",
            remedy: "Its figure would not be the group's; import the tasks that are missing."))
        continue
      }
      let name = "\(SuiteName.id(group.name)).plan.yaml"
      try folder.write(Array(document(group, tasks).utf8), as: name)
      report.plans.append(name)
    }
  }

  private func document(_ group: SelectedGroup, _ tasks: [Int]) -> String {
    var entries: [(key: String, value: YAMLText)] = [
      ("plan", .text(SuiteName.id(group.name))),
      ("description", .text("The group \(group.name) of lm-evaluation-harness.")),
      ("suites", .list(tasks.map { .text("\(ids[$0]).yaml") })),
    ]
    let groups = group.all.flatMap(aggregates)
    if !groups.isEmpty { entries.append(("groups", .map(groups))) }
    return YAMLText.map(entries).document
  }

  /// The figures of a group, one entry a metric and weighting.
  private func aggregates(_ group: SelectedGroup) -> [(key: String, value: YAMLText)] {
    let name = SuiteName.id(group.name.replacing("::", with: "--"))
    var entries: [(key: String, value: YAMLText)] = []
    for (bySize, word) in [(true, "size"), (false, "equal")] {
      let metrics = group.metrics.filter { ($0["weight_by_size"]?.flag ?? true) == bySize }
      let names = metrics.flatMap { self.names(of: $0, in: group) }
      guard !names.isEmpty else { continue }
      let key = entries.isEmpty ? name : "\(name)-\(word)"
      let weight: [(key: String, value: YAMLText)] =
        bySize ? [] : [("weight", .text(word))]
      entries.append(
        (
          key,
          .map(
            [
              ("suites", .row(group.tasks.map { .text(ids[$0]) })),
              ("metric", .row(names.map { .text($0) })),
            ] + weight)
        ))
    }
    return entries
  }

  /// Our names of an aggregated metric, one a pipeline that its `filter_list` names.
  private func names(of metric: ConfigValue, in group: SelectedGroup) -> [String] {
    guard let first = group.tasks.first, let stated = metric["metric"]?.text,
      let task = try? TaskConfiguration(selection.tasks[first], shots: nil),
      let name = MetricTranslation.name(of: stated, task.outputType)
    else { return [] }
    let pipelines =
      (try? FilterTranslation(task.config["filter_list"], task.outputType))?.names ?? ["none"]
    let filters = metric["filter_list"]?.texts ?? []
    let chosen = filters.isEmpty ? pipelines : filters.filter { pipelines.contains($0) }
    return pipelines.count > 1 ? chosen.map { "\(name)@\($0)" } : chosen.isEmpty ? [] : [name]
  }
}

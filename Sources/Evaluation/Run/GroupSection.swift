/// The `groups` of a plan: figures over several of its suites.
enum GroupSection {
  /// Reads the groups; whatever is wrong goes to the value's log.
  static func read(_ value: YAMLValue?) -> [SuiteGroup] {
    guard let map = value?.mapping("a mapping such as {mmlu: {suites: […], metric: acc}}") else {
      return []
    }
    return map.entries.compactMap { key, value in
      guard let name = Identifier.read(key),
        let group = value.mapping("a mapping such as {suites: […], metric: acc, weight: size}")
      else { return nil }
      return read(name, group, at: key.place)
    }
  }

  private static func read(_ name: String, _ map: YAMLMapping, at place: Place) -> SuiteGroup? {
    map.check(known: ["suites", "metric", "weight"])
    let suites =
      map.required("suites", at: place, remedy: "Name the ids of its suites.")
      .map { ids($0) } ?? []
    let metric = map.required("metric", at: place, remedy: "Name the metric, such as acc.")
    let metrics = metric.map {
      $0.isList ? $0.texts() ?? [] : [$0.nonEmptyText()].compactMap { $0 }
    }
    if let metric, metric.isList, metrics?.isEmpty == true { metric.wrong("at least one metric") }
    let weight = map["weight"]?.word(SuiteGroup.Weight.self) ?? .size
    guard !suites.isEmpty, let metrics, !metrics.isEmpty else { return nil }
    return SuiteGroup(name: name, suites: suites, metrics: metrics, weight: weight, place: place)
  }

  private static func ids(_ value: YAMLValue) -> [String] {
    let ids = (value.list("a list of suite ids") ?? []).compactMap(Identifier.read)
    if ids.isEmpty, value.isList { value.wrong("at least one suite id") }
    if Set(ids).count < ids.count { value.wrong("each suite once") }
    return ids
  }
}

extension PlanFile {
  /// What of the groups does not fit the suites of the plan.
  ///
  /// - Parameter suites: All suites of the plan.
  /// - Returns: A failure each, in the order of the file.
  package func groupFailures(suites: [SuiteDefinition]) -> [Failure] {
    let ids = suites.map(\.id)
    return groups.flatMap { group -> [Failure] in
      var failures: [Failure] = []
      if ids.contains(group.name) {
        failures.append(
          Failure(
            .badData, "the group \"\(group.name)\" has the name of a suite", at: group.place,
            remedy: "Give it a name of its own."))
      }
      for id in group.suites {
        guard let suite = suites.first(where: { $0.id == id }) else {
          failures.append(
            Failure(
              .badData, "the plan has no suite \"\(id)\"", at: group.place,
              remedy: Spelling.remedy(id, among: ids, called: "suites")))
          continue
        }
        let known = MetricCatalog.available(in: suite)
        for metric in group.metrics where !known.contains(metric) {
          failures.append(
            Failure(
              .badData,
              "the suite \"\(id)\" has no metric \"\(metric)\", which the group \"\(group.name)\" names",
              at: group.place,
              remedy: Spelling.remedy(metric, among: known, called: "metrics")))
        }
      }
      return failures
    }
  }
}

/// The keys of a group.
struct GroupKeys: KeySet {
  let suites = RequiredKey(
    "suites", GroupSection.ids, "The ids of its suites.", remedy: "Name the ids of its suites.")
  let metrics = RequiredKey(
    "metric", GroupSection.metrics, "A metric that all of them have, or a list of such.",
    remedy: "Name the metric, such as acc.")
  let weight = DefaultedKey(
    "weight", .word(SuiteGroup.Weight.self), .size,
    "How much a suite counts: by its scored samples, or as much as any other.")
}

/// The `groups` of a plan: figures over several of its suites.
enum GroupSection {
  static let shape = Shape<[SuiteGroup]>(table.schema) { value in
    table.read(value)?.map { name, group in
      SuiteGroup(
        name: name.text, suites: group.suites, metrics: group.metrics, weight: group.weight,
        place: name.place)
    }
  }

  private typealias Name = (text: String, place: Place)
  private typealias Body = (suites: [String], metrics: [String], weight: SuiteGroup.Weight)

  private static let table = Shape.table(
    Shape<Name>(Shape.identifier.schema) { key in Identifier.read(key).map { ($0, key.place) } },
    of: body, "a mapping such as {mmlu: {suites: […], metric: acc}}")

  private static let body = Shape.mapping(
    GroupKeys(), "a mapping such as {suites: […], metric: acc, weight: size}"
  ) { map, keys -> Body? in
    let suites = map.read(keys.suites)
    let metrics = map.read(keys.metrics)
    let weight = map.read(keys.weight)
    guard let suites, !suites.isEmpty, let metrics, !metrics.isEmpty else { return nil }
    return (suites, metrics, weight)
  }

  /// Ids of suites, each once.
  fileprivate static let ids = Shape<[String]>(
    .list(of: Shape.identifier.schema, least: 1, isUnique: true)
  ) { value in
    guard let values = value.list("a list of suite ids") else { return nil }
    let ids = values.compactMap(Identifier.read)
    if ids.isEmpty { value.wrong("at least one suite id") }
    if Set(ids).count < ids.count { value.wrong("each suite once") }
    return ids
  }

  /// The name of a metric, or a list of such.
  fileprivate static let metrics = Shape<[String]>(
    .any(.nonEmptyText, .list(of: .text, least: 1))
  ) { value in
    guard value.isList else { return value.nonEmptyText().map { [$0] } }
    let metrics = value.texts() ?? []
    if metrics.isEmpty { value.wrong("at least one metric") }
    return metrics
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

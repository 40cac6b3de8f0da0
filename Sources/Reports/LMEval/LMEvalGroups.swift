import Evaluation

/// The groups of a run as lm-evaluation-harness aggregates its own (`Group.aggregate`).
struct LMEvalGroups {
  let run: StoredRun
  let tasks: [LMEvalResults.Task]

  private var groups: [JSONValue] { run.results.array("groups") }

  /// The tasks of a group.
  private func members(_ group: JSONValue) -> [LMEvalResults.Task] {
    group.array("suites").compactMap { id in tasks.first { $0.suite["id"] == id } }
  }

  /// The names of each group's tasks.
  var subtasks: [JSONValue.Member] {
    groups.map { group in
      .init(
        group["name"]?.string ?? "", .array(members(group).map { .string($0.name) }))
    }
  }

  /// An entry a group, in the shape of a task's results.
  var results: [JSONValue.Member] {
    groups.map { .init($0["name"]?.string ?? "", result($0)) }
  }

  private func result(_ group: JSONValue) -> JSONValue {
    let members = members(group)
    var entries: [JSONValue.Member] = [
      .init("alias", group["name"] ?? .null), .init("name", group["name"] ?? .null),
      .init("sample_len", .int(members.reduce(0) { $0 + $1.samples })),
    ]
    var counts: [JSONValue.Member] = []
    for metric in group.array("metrics") {
      guard let name = metric["name"]?.string, let value = metric["value"]?.number else { continue }
      let (own, pipeline) = LMEvalSample.split(name)
      let kind = members.first?.task ?? .multipleChoice
      let theirs = LMEvalMetricNames.theirs(own, task: kind)
      entries.append(.init("\(theirs),\(pipeline)", .double(value)))
      entries.append(
        .init(
          "\(theirs)_stderr,\(pipeline)",
          error(members, name, isBySize: group["weight"]?.string != "equal")))
      counts.append(
        .init("\(theirs),\(pipeline)", .int(members.reduce(0) { $0 + $1.samples })))
    }
    return .object(entries + [.init("sample_count", .object(counts))])
  }

  /// `pooled_sample_stderr`, or `unweighted_mean_stderr` where every task counts the same.
  private func error(
    _ members: [LMEvalResults.Task], _ metric: String, isBySize: Bool
  ) -> JSONValue {
    let errors = members.compactMap { LMEvalResults.error($0.values[metric]) }
    guard errors.count == members.count, !errors.isEmpty else { return .string("N/A") }
    let sizes = members.map { Double($0.values[metric]?.count ?? 0) }
    guard isBySize else {
      return .double(
        errors.reduce(0) { $0 + $1 * $1 }.squareRoot() / Double(errors.count))
    }
    let total = sizes.reduce(0, +)
    let squares = zip(errors, sizes).reduce(0) { $0 + ($1.1 - 1) * $1.0 * $1.0 * $1.1 }
    return .double((squares / (total - Double(sizes.count)) / total).squareRoot())
  }
}

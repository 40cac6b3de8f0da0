/// A task to import: its configuration with everything that stands above it.
struct SelectedTask {
  /// As lm-evaluation-harness names it.
  var name: String
  var config: ConfigValue
  /// The file that it comes from.
  var file: String
}

/// A group to import: its tasks, and what is aggregated over them.
struct SelectedGroup {
  var name: String
  var alias: String?
  /// Positions in the list of selected tasks.
  var tasks: [Int]
  /// Of `aggregate_metric_list`.
  var metrics: [ConfigValue]
  /// Groups inside of it.
  var groups: [SelectedGroup]
}

/// Resolves names to tasks and groups, as `tasks/_factory.py` builds them.
struct TaskSelection {
  private let index: TaskIndex
  private(set) var tasks: [SelectedTask] = []
  private(set) var groups: [SelectedGroup] = []
  /// Names that nothing stands for.
  private(set) var unknown: [String] = []
  private var building: [String] = []
  private var positions: [String: [Int]] = [:]

  /// Keys of a group that are no overrides of its tasks.
  private static let groupKeys: Set<String> = [
    "group", "group_alias", "task", "aggregate_metric_list", "metadata",
  ]

  /// Selects what names or globs say; everything where there is none.
  init(_ index: TaskIndex, names: [String]) throws(Failure) {
    self.index = index
    var wanted = index.names
    if !names.isEmpty {
      wanted = []
      for name in names {
        let glob = Glob(name)
        let found = index.names.filter { glob.matches($0) }
        if found.isEmpty { unknown.append(name) }
        wanted += found.filter { !wanted.contains($0) }
      }
    }
    for name in wanted { try add(name) }
  }

  private mutating func add(_ name: String) throws(Failure) {
    switch index.entries[name] {
    case .task(let file): _ = add(file.config, name: name, file: file.path)
    case .tag(let tasks): for task in tasks.sorted() { try add(task) }
    case .group(let file):
      groups.append(try group(name, file.config, overrides: [], file: file.path))
    case nil: break
    }
  }

  /// The position of a task, which is added unless the very same is there.
  private mutating func add(_ config: ConfigValue, name: String, file: String) -> Int {
    let same = positions[name]?.first { tasks[$0].config.withoutLabels == config.withoutLabels }
    if let same { return same }
    positions[name, default: []].append(tasks.count)
    tasks.append(SelectedTask(name: name, config: config, file: file))
    return tasks.count - 1
  }

  private mutating func group(
    _ name: String, _ config: ConfigValue, overrides: [ConfigValue.Entry], file: String
  ) throws(Failure) -> SelectedGroup {
    guard !building.contains(name) else {
      throw Failure(
        .badData, "the group \"\(name)\" contains itself", at: Place(file: file, field: "task"))
    }
    building.append(name)
    defer { building.removeLast() }
    var merged = (config.entries ?? []).filter { !TaskSelection.groupKeys.contains($0.key) }
    ConfigFile.merge(overrides, into: &merged)
    let aggregate = config["aggregate_metric_list"]
    var group = SelectedGroup(
      name: name, alias: config["group_alias"]?.text, tasks: [],
      metrics: aggregate?.items ?? aggregate.map { $0.isNull ? [] : [$0] } ?? [], groups: [])
    for member in config["task"]?.items ?? [] {
      try add(member, to: &group, overrides: merged, file: file)
    }
    return group
  }

  /// Adds a member of a group's `task` list.
  private mutating func add(
    _ member: ConfigValue, to group: inout SelectedGroup, overrides: [ConfigValue.Entry],
    file: String
  ) throws(Failure) {
    if let name = member["group"]?.text {
      if case .group(let known) = index.entries[name] {
        var more = overrides
        ConfigFile.merge((member.entries ?? []).filter { $0.key != "group" }, into: &more)
        let child = try self.group(name, known.config, overrides: more, file: known.path)
        return group.include(child)
      }
      let child = try self.group(
        "\(group.name)::\(name)", member, overrides: overrides, file: file)
      return group.include(child)
    }
    guard let name = member.text ?? member["task"]?.text else { return }
    var own = overrides
    ConfigFile.merge(member.entries ?? [], into: &own)
    switch index.entries[name] {
    case .group(let known):
      let child = try self.group(name, known.config, overrides: own, file: known.path)
      group.include(child)
    case .tag(let tasks):
      for task in tasks.sorted() { include(task, own.filter { $0.key != "task" }, in: &group) }
    case .task: include(name, own, in: &group)
    case nil: addInline(name, member, own, in: &group, file: file)
    }
  }

  /// Adds a task of the index with overrides.
  private mutating func include(
    _ name: String, _ overrides: [ConfigValue.Entry], in group: inout SelectedGroup
  ) {
    guard case .task(let file) = index.entries[name] else { return }
    var entries = file.entries
    ConfigFile.merge(overrides, into: &entries)
    let position = add(.map(entries), name: name, file: file.path)
    if !group.tasks.contains(position) { group.tasks.append(position) }
  }

  /// Adds a task that a group defines itself.
  private mutating func addInline(
    _ name: String, _ member: ConfigValue, _ entries: [ConfigValue.Entry],
    in group: inout SelectedGroup, file: String
  ) {
    guard member.text == nil else {
      if !unknown.contains(name) { unknown.append(name) }
      return
    }
    var entries = entries
    let full = "\(group.name)::\(name)"
    ConfigFile.merge([ConfigValue.Entry(key: "task", value: .text(full))], into: &entries)
    group.tasks.append(add(.map(entries), name: full, file: file))
  }
}

extension SelectedGroup {
  /// Takes a group in, with all its tasks.
  mutating func include(_ child: SelectedGroup) {
    groups.append(child)
    tasks += child.tasks.filter { !tasks.contains($0) }
  }

  /// The group and those inside of it, at any depth.
  var all: [SelectedGroup] { [self] + groups.flatMap(\.all) }
}

extension ConfigValue {
  /// The configuration less what only labels or selects it.
  fileprivate var withoutLabels: ConfigValue {
    .map((entries ?? []).filter { !["tag", "task_alias", "group", "task_list"].contains($0.key) })
  }
}

import Foundation

/// `assay import lm-eval`: tasks in YAML and Jinja become suite files, groups become plans.
package struct LMEvalImport {
  /// Files and folders with tasks.
  package var paths: [String]
  /// Names or globs of tasks, groups and tags; everything where it is empty.
  package var names: [String]
  /// Folders whose tasks groups may name, beside `paths`.
  package var includePaths: [String]
  package var data: [DatasetMapping]
  /// Examples a sample, where a task does not say 0; `nil` for what tasks say.
  package var shots: Int?

  package init(
    paths: [String], names: [String] = [], includePaths: [String] = [],
    data: [DatasetMapping] = [], shots: Int? = nil
  ) {
    self.paths = paths
    self.names = names
    self.includePaths = includePaths
    self.data = data
    self.shots = shots
  }

  /// Imports into a folder; each file in it appears whole.
  ///
  /// - Parameters:
  ///   - out: The folder; files of the same names are replaced.
  ///   - progress: Called before each task with its name, its number from 1 and how many there are.
  /// - Returns: What came of it.
  /// - Throws: `Failure` where nothing can be read or a file cannot be written.
  package func run(
    into out: String, progress: (String, Int, Int) -> Void = { _, _, _ in }
  ) throws -> ImportReport {
    let selection = try selection()
    let folder = try ImportFolder(out)
    var report = ImportReport()
    for name in selection.unknown {
      report.refused.append(
        ImportReport.Refused(
          task: name, file: "", reason: "no task, group or tag has this name",
          remedy: "Name the folder that defines it with --include-path."))
    }
    let ids = SuiteIDs(selection)
    var files: [Int: String] = [:]
    for (index, task) in selection.tasks.enumerated() {
      progress(task.name, index + 1, selection.tasks.count)
      do {
        let configuration = try TaskConfiguration(task, shots: shots)
        let notes = try TaskImport(
          task: configuration, id: ids[index], folder: folder,
          datasets: DatasetFolder(mappings: data)
        ).write()
        files[index] = "\(ids[index]).yaml"
        report.imported.append(
          ImportReport.Imported(task: task.name, file: "\(ids[index]).yaml", notes: notes))
      } catch let refusal as Refusal {
        report.refuse(task, refusal)
      } catch let failures as Failures {
        report.refuse(task, Refusal(unwritable: failures))
      }
    }
    let plans = GroupPlans(selection: selection, ids: ids, imported: Set(files.keys))
    try plans.write(to: folder, &report)
    try folder.write(Array(report.json().utf8), as: "import.json")
    return report
  }

  private func selection() throws(Failure) -> TaskSelection {
    var index = TaskIndex()
    for path in paths { try index.add(path) }
    let own = Set(index.names)
    for path in includePaths { try index.add(path) }
    let isLimited = names.isEmpty && !includePaths.isEmpty
    let wanted = isLimited ? index.names.filter { own.contains($0) } : names
    return try TaskSelection(index, names: wanted)
  }
}

extension ImportReport {
  /// Notes a task that did not become a suite.
  fileprivate mutating func refuse(_ task: SelectedTask, _ refusal: Refusal) {
    refused.append(
      Refused(
        task: task.name, file: task.file, reason: refusal.reason, remedy: refusal.remedy))
  }
}

/// The id of each task's suite: its name where an id can be that, each once.
struct SuiteIDs {
  private var ids: [String] = []

  init(_ selection: TaskSelection) {
    var taken: Set<String> = []
    for task in selection.tasks {
      let base = SuiteName.id(task.name.replacing("::", with: "--"))
      var id = base
      var number = 2
      while !taken.insert(id).inserted {
        id = "\(base)--\(number)"
        number += 1
      }
      ids.append(id)
    }
  }

  subscript(index: Int) -> String { ids[index] }
}

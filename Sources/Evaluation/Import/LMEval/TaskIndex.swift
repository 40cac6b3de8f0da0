import Foundation

/// Every task, group and tag of a folder by name, as lm-evaluation-harness's own index
/// (`tasks/_index.py`).
struct TaskIndex {
  /// What a name stands for.
  enum Entry {
    case task(ConfigFile)
    case group(ConfigFile)
    /// The names of its tasks.
    case tag(Set<String>)
  }

  private(set) var entries: [String: Entry] = [:]
  /// In the order in which they were found.
  private(set) var names: [String] = []
  /// Files that are neither tasks nor groups, with the reason.
  private(set) var unreadable: [Failure] = []

  /// Reads a file, or every `*.yaml` of a folder and the folders in it.
  ///
  /// - Parameter path: A file or a folder.
  /// - Throws: `Failure` where there is no such file or folder.
  mutating func add(_ path: String) throws(Failure) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw Failure(
        .inputMissing, "there is no such file or folder", at: Place(file: path),
        remedy: "Name a task file such as tasks/arc/arc_easy.yaml, or a folder of them.")
    }
    guard isFolder.boolValue else { return try add(file: path) }
    for file in TaskIndex.files(in: path) {
      do throws(Failure) {
        try add(file: file)
      } catch {
        unreadable.append(error)
      }
    }
  }

  private static func files(in folder: String) -> [String] {
    let ignored = ["__pycache__", ".ipynb_checkpoints"]
    let found = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return found.filter { name in
      name.hasSuffix(".yaml")
        && !name.split(separator: "/").contains { ignored.contains(String($0)) }
    }
    .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    .map { FilePath.normalize("\(folder)/\($0)") }
  }

  private mutating func add(file path: String) throws(Failure) {
    let file = try ConfigFile(path)
    if let name = file.config["group"]?.pythonText, file.config["class"] == nil {
      add(name, .group(file))
    } else if let name = file.config["task"]?.text {
      add(name, .task(file))
      for tag in file.config["tag"]?.texts ?? [] { add(tag: tag, of: name) }
    } else {
      throw Failure(
        .badData, "the file has neither \"task\" nor \"group\"", at: Place(file: path),
        remedy: "It is a part that other files include; name one of those.")
    }
  }

  /// The first file of a name counts.
  private mutating func add(_ name: String, _ entry: Entry) {
    guard entries[name] == nil else { return }
    entries[name] = entry
    names.append(name)
  }

  private mutating func add(tag: String, of task: String) {
    switch entries[tag] {
    case .tag(var tasks):
      tasks.insert(task)
      entries[tag] = .tag(tasks)
    case nil: add(tag, .tag([task]))
    case .task, .group: break
    }
  }
}

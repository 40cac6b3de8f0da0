import Foundation

/// What `--data NAME=PATH` says: where data sets that tasks name are on this machine.
package struct DatasetMapping: Sendable {
  /// A hub id, `id/config`, `id/config/split`, a task's name, `task/split`, or a URL.
  package var name: String
  /// A file, or a folder with a file a split.
  package var path: String

  /// Reads `NAME=PATH`; the name ends at the last `=` that a path follows.
  ///
  /// - Throws: `Failure` (`usage`) where there is no `=`.
  package init(_ argument: String) throws(Failure) {
    guard let sign = argument.lastIndex(of: "="), sign > argument.startIndex,
      argument.index(after: sign) < argument.endIndex
    else {
      throw Failure(
        .usage, "--data \(argument) is not NAME=PATH",
        remedy: "Write --data allenai/ai2_arc/ARC-Easy=arc/, or a file for one split.")
    }
    name = String(argument[..<sign])
    path = String(argument[argument.index(after: sign)...])
  }
}

/// Finds the file of a split.
struct DatasetFolder {
  let mappings: [DatasetMapping]

  private static let endings = ["jsonl", "json", "csv", "tsv"].flatMap { [$0, $0 + ".gz"] }

  /// The file of a split, if anything says where it is.
  ///
  /// - Parameters:
  ///   - split: As the task names it.
  ///   - task: The task.
  ///   - isEvaluated: Whether it is the split whose rows are evaluated; a mapping to one file is that.
  /// - Returns: A file that is there.
  func file(of split: String, in task: TaskConfiguration, isEvaluated: Bool) -> String? {
    for (name, config, namesSplit) in names(of: split, task) {
      guard let mapping = mappings.last(where: { $0.name == name }) else { continue }
      if let found = file(
        mapping.path, split: split, config: config, isWhole: namesSplit || isEvaluated)
      {
        return found
      }
    }
    return local(split, task)
  }

  /// From the most to the least exact; each with the configuration that the name leaves open.
  private func names(
    of split: String, _ task: TaskConfiguration
  ) -> [(name: String, config: String?, namesSplit: Bool)] {
    let path = task.config["dataset_path"]?.text ?? ""
    let config = task.config["dataset_name"].flatMap { $0.isNull ? nil : $0.pythonText }
    var names: [(String, String?, Bool)] = [
      ("\(task.name)/\(split)", nil, true), (task.name, nil, false),
    ]
    if let remote = remoteFile(of: split, task) { names.append((remote, nil, true)) }
    if let config {
      names += [("\(path)/\(config)/\(split)", nil, true), ("\(path)/\(config)", nil, false)]
    }
    return names + [("\(path)/\(split)", config, true), (path, config, false)]
  }

  private func file(_ path: String, split: String, config: String?, isWhole: Bool) -> String? {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
    guard isFolder.boolValue else { return isWhole ? path : nil }
    let stems =
      (config.map { ["\($0)/\(split)", "\($0)-\(split)", "\($0)_\(split)"] } ?? []) + [split]
    for stem in stems {
      for ending in DatasetFolder.endings {
        let file = FilePath.normalize("\(path)/\(stem).\(ending)")
        if FileManager.default.fileExists(atPath: file) { return file }
      }
    }
    return nil
  }

  /// The file that `dataset_kwargs.data_files` names, where the data set is local.
  private func local(_ split: String, _ task: TaskConfiguration) -> String? {
    guard let named = DatasetFolder.dataFile(of: split, task), !named.contains("://") else {
      return nil
    }
    let folder = task.config["dataset_kwargs"]?["data_dir"]?.text
    let path = folder.map { "\($0)/\(named)" } ?? named
    // Relative to where the command runs, as over there; else to the task's file.
    return [path, FilePath.join(folderOf: task.file, path)].first {
      FileManager.default.fileExists(atPath: $0)
    }
  }

  private func remoteFile(of split: String, _ task: TaskConfiguration) -> String? {
    DatasetFolder.dataFile(of: split, task).flatMap { $0.contains("://") ? $0 : nil }
  }

  /// What `data_files` names for a split: a text or a list is the split `train`.
  static func dataFile(of split: String, _ task: TaskConfiguration) -> String? {
    guard let files = task.config["dataset_kwargs"]?["data_files"] else { return nil }
    if let named = files[split] { return named.texts.count == 1 ? named.texts[0] : nil }
    return split == "train" && files.texts.count == 1 ? files.texts[0] : nil
  }
}

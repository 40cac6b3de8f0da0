import Foundation
import Yams

/// Reads lm-evaluation-harness's YAML files as its own loader does (`tasks/_yaml_loader.py`).
///
/// `include` comes first and the file's own keys win, one level deep; `task_list` is not inherited;
/// of a key that stands twice the last value counts, as in PyYAML; `!function` is kept by name.
struct ConfigFile {
  /// The file and what it includes, merged.
  let entries: [ConfigValue.Entry]
  /// As the user named it or as it was found.
  let path: String

  var config: ConfigValue { .map(entries) }

  /// Reads a file and everything that it includes.
  ///
  /// - Parameter path: The file.
  /// - Throws: `Failure` where a file is not there, is no mapping, or includes itself.
  init(_ path: String) throws(Failure) {
    var seen: Set<String> = []
    entries = try ConfigFile.load(path, &seen)
    self.path = path
  }

  private static func load(
    _ path: String, _ seen: inout Set<String>
  ) throws(Failure) -> [ConfigValue.Entry] {
    guard seen.insert(FilePath.normalize(path)).inserted else {
      throw Failure(
        .badData, "the file is included twice, which lm-evaluation-harness refuses as a cycle",
        at: Place(file: path), remedy: "Include it once.")
    }
    var own = try read(path)
    let includes = own.last { $0.key == "include" }?.value.texts ?? []
    own.removeAll { $0.key == "include" }
    var merged: [ConfigValue.Entry] = []
    for include in includes {
      let base = try load(FilePath.join(folderOf: path, include), &seen)
      merge(base.filter { $0.key != "task_list" }, into: &merged)
    }
    merge(own, into: &merged)
    return merged
  }

  /// Replaces values of the same keys in their place and adds the others.
  static func merge(_ entries: [ConfigValue.Entry], into merged: inout [ConfigValue.Entry]) {
    for entry in entries {
      if let index = merged.firstIndex(where: { $0.key == entry.key }) {
        merged[index] = entry
      } else {
        merged.append(entry)
      }
    }
  }

  private static func read(_ path: String) throws(Failure) -> [ConfigValue.Entry] {
    let bytes = try FileBytes.read(path, limit: YAMLDocument.byteLimit, place: nil)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure(.badData, "the file is not valid UTF-8", at: Place(file: path))
    }
    let node = try compose(text, path)
    guard let node, let entries = value(node).entries else {
      throw Failure(
        .badData, "the file is not a mapping of keys to values", at: Place(file: path, line: 1))
    }
    return entries
  }

  /// Composes the text; of keys that stand twice in a mapping, which Yams refuses, the earlier ones get
  /// another name and are left out later.
  private static func compose(_ text: String, _ path: String) throws(Failure) -> Node? {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for _ in 0..<duplicateLimit {
      do {
        return try Yams.compose(yaml: lines.joined(separator: "\n"))
      } catch YamlError.duplicatedKeysInMapping(_, let context) {
        let line = context.mark.line - 1
        guard lines.indices.contains(line) else { break }
        var scalars = lines[line].unicodeScalars
        let column = min(scalars.count, max(0, context.mark.column - 1))
        scalars.insert(
          contentsOf: dropped.unicodeScalars,
          at: scalars.index(scalars.startIndex, offsetBy: column))
        lines[line] = String(scalars)
      } catch {
        throw Failure(.badData, "not YAML: \(error)", at: Place(file: path))
      }
    }
    throw Failure(.badData, "too many keys stand twice in one mapping", at: Place(file: path))
  }

  private static let duplicateLimit = 64
  /// What a key begins with whose value a later one of the same name replaces.
  private static let dropped = "replaced-"

  private static func value(_ node: Node) -> ConfigValue {
    switch node {
    case .scalar(let scalar):
      let tag = scalar.tag.description
      if tag.hasPrefix("!function") { return .function(scalar.string) }
      let isPlain = scalar.style == .plain || scalar.style == .any
      return isPlain && tag != "tag:yaml.org,2002:str"
        ? ConfigScalar.value(scalar.string) : .text(scalar.string)
    case .sequence(let sequence): return .list(sequence.map(value))
    case .mapping(let mapping): return .map(mapping.flatMap(entries))
    case .alias: return .null
    }
  }

  /// A pair of a mapping; a merge key (`<<`) stands for the pairs of its mappings.
  private static func entries(_ key: Node, _ node: Node) -> [ConfigValue.Entry] {
    let name = value(key)
    if case .text(let text) = name, text.hasPrefix(dropped) { return [] }
    guard name == .text("<<") else {
      return [ConfigValue.Entry(key: name.pythonText, value: value(node))]
    }
    let bases = value(node)
    return (bases.items ?? [bases]).flatMap { $0.entries ?? [] }
  }
}

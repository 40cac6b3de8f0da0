import Foundation

/// Finds files by a path with wildcards: `*` and `?` within a name, `**` for any folders.
///
/// Names that begin with a dot are matched only by a step that does, and `**` follows no symbolic
/// links.
enum PathGlob {
  /// The files that match, each once, sorted by their UTF-8.
  static func files(_ pattern: String) -> [String] {
    let isAbsolute = pattern.hasPrefix("/")
    let steps = pattern.split(separator: "/").map(String.init)
    var found: Set<String> = []
    search(isAbsolute ? "/" : "", steps[...], &found)
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func search(
    _ folder: String, _ steps: ArraySlice<String>, _ found: inout Set<String>
  ) {
    guard let step = steps.first else { return }
    let rest = steps.dropFirst()
    if step == "**" {
      search(folder, rest, &found)
      for name in names(in: folder) where isPlainFolder(folder + name) && !name.hasPrefix(".") {
        search(folder + name + "/", steps, &found)
      }
      return
    }
    let glob = Glob(step)
    let names = glob.hasWildcard ? names(in: folder).filter { fits($0, glob) } : [step]
    for name in names {
      let path = folder + name
      var isDirectory: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
        continue
      }
      if isDirectory.boolValue {
        search(path + "/", rest, &found)
      } else if rest.isEmpty {
        found.insert(path)
      }
    }
  }

  private static func fits(_ name: String, _ glob: Glob) -> Bool {
    glob.matches(name) && (!name.hasPrefix(".") || glob.pattern.hasPrefix("."))
  }

  private static func names(in folder: String) -> [String] {
    let path = folder.isEmpty ? "." : folder
    return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }

  private static func isPlainFolder(_ path: String) -> Bool {
    let type = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
    return type == .typeDirectory
  }
}

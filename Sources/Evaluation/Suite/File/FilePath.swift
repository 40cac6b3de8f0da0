/// Paths as texts, in the form in which the user wrote them.
enum FilePath {
  /// The folder of a file: "" for one in the working directory.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return String(path[...slash])
  }

  /// A path relative to the folder of a file, without `.` and inner `..` steps.
  static func join(folderOf file: String, _ path: String) -> String {
    normalize(path.hasPrefix("/") ? path : folder(of: file) + path)
  }

  /// The path without `.` steps, doubled slashes, and `..` steps behind a named one.
  static func normalize(_ path: String) -> String {
    var steps: [Substring] = []
    for step in path.split(separator: "/") where step != "." {
      if step == "..", let last = steps.last, last != ".." {
        steps.removeLast()
      } else if step != ".." || !path.hasPrefix("/") {
        steps.append(step)
      }
    }
    return (path.hasPrefix("/") ? "/" : "") + steps.joined(separator: "/")
  }
}

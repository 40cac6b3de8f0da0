/// The dependencies of a `Cargo.toml`.
enum CargoManifest {
  static func mentions(_ code: String) -> [PackageMention] {
    var isDependencies = false
    var found: [String] = []
    for line in code.split(whereSeparator: \.isNewline) {
      let line = TextNormalization.trim(String(line.prefix { $0 != "#" }))
      if line.hasPrefix("[") {
        let header = line.drop { $0 == "[" }.prefix { $0 != "]" }
        isDependencies = header.hasSuffix("dependencies")
        if let dot = header.ranges(of: "dependencies.").last {
          found.append(String(header[dot.upperBound...]))
        }
      } else if isDependencies, let name = dependency(line) {
        found.append(name)
      }
    }
    return found.compactMap { PackageName.read($0, .rust) }.map { PackageMention(name: $0) }
  }

  /// The key of a line, or the package that it renames; `nil` for one of the project's own folders.
  private static func dependency(_ line: String) -> String? {
    guard let equals = line.firstIndex(of: "=") else { return nil }
    let value = line[line.index(after: equals)...]
    let key = TextNormalization.trim(String(line[..<equals]))
    if value.contains("path =") || value.contains("path=") { return nil }
    if let renamed = value.ranges(of: "package = \"").first {
      return String(value[renamed.upperBound...].prefix { $0 != "\"" })
    }
    return String(key.prefix { $0 != "." })
  }
}

/// `use a::b;` and `extern crate a;`.
enum RustImports {
  static func mentions(_ code: String) -> [PackageMention] {
    let lines = code.split(whereSeparator: \.isNewline).map { line in
      withoutVisibility(TextNormalization.trim(String(line)))
    }
    let own = Set(lines.compactMap { behind("mod ", $0) })
    return lines.compactMap(crate)
      .filter { !own.contains($0) && !StandardModules.contains($0, .rust) }
      .map { PackageMention(name: $0, isModule: true) }
  }

  private static func crate(_ line: String) -> String? {
    if line.hasSuffix(";"), let name = behind("extern crate ", line) { return name }
    guard line.contains("::") || line.hasSuffix(";") else { return nil }
    let path = line.hasPrefix("use ::") ? "use " + line.dropFirst(6) : line
    // Types and constants begin with a capital: they are the file's own.
    return behind("use ", path).flatMap { $0.first?.isUppercase == true ? nil : $0 }
  }

  private static func behind(_ word: String, _ line: String) -> String? {
    guard line.hasPrefix(word) else { return nil }
    let name = line.dropFirst(word.count).prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    let next = line.dropFirst(word.count + name.count).first
    let isWhole = next.map { ":; {".contains($0) } ?? false
    return name.isEmpty || !isWhole ? nil : String(name)
  }

  private static func withoutVisibility(_ line: String) -> String {
    line.hasPrefix("pub ") ? String(line.dropFirst(4)) : line
  }
}

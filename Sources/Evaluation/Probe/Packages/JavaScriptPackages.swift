/// `require("a")`, `import … from "a"`, `import "a"`, `import("a")`.
enum JavaScriptImports {
  static func mentions(_ code: String) -> [PackageMention] {
    code.split(whereSeparator: \.isNewline).flatMap(specifiers).compactMap(package)
      .map { PackageMention(name: $0, isModule: true) }
  }

  private static func specifiers(_ line: Substring) -> [String] {
    let trimmed = line.drop(while: \.isWhitespace)
    guard !trimmed.hasPrefix("//"), !trimmed.hasPrefix("*") else { return [] }
    var found = quotedBehind("require(", trimmed) + quotedBehind("import(", trimmed)
    let isImport = trimmed.hasPrefix("import ") || trimmed.hasPrefix("import{")
    let isExport = trimmed.hasPrefix("export ")
    if isImport || isExport || trimmed.hasPrefix("}") {
      found += quotedBehind(" from ", trimmed) + quotedBehind("}from ", trimmed)
    }
    if isImport { found += quotedBehind("import ", trimmed) }
    return found
  }

  /// The texts in quotes right behind a word.
  private static func quotedBehind(_ word: String, _ line: Substring) -> [String] {
    line.ranges(of: word).compactMap { range in
      let rest = line[range.upperBound...].drop(while: \.isWhitespace)
      guard let quote = rest.first, quote == "'" || quote == "\"" || quote == "`" else {
        return nil
      }
      let content = rest.dropFirst()
      return content.firstIndex(of: quote).map { String(content[..<$0]) }
    }
  }

  /// The package of a specifier; `nil` for files, addresses and what Node brings.
  private static func package(_ specifier: String) -> String? {
    guard !specifier.contains(":") else { return nil }
    guard let first = specifier.first, !"./~#$".contains(first), !specifier.hasPrefix("@/") else {
      return nil
    }
    let parts = specifier.split(separator: "/")
    let name = parts.prefix(first == "@" ? 2 : 1).joined(separator: "/")
    guard !StandardModules.contains(String(parts[0]), .javascript) else { return nil }
    return PackageName.read(name, .javascript)
  }
}

/// The dependencies of a `package.json`, of one that is cut off, too.
enum PackageJSON {
  private static let sections = [
    "\"dependencies\"", "\"devDependencies\"", "\"peerDependencies\"", "\"optionalDependencies\"",
  ]

  static func mentions(_ code: String) -> [PackageMention] {
    sections.flatMap { section in
      code.ranges(of: section).flatMap { keys(code[$0.upperBound...]) }
    }.compactMap { PackageName.read($0, .javascript) }.map { PackageMention(name: $0) }
  }

  /// The keys of the object that begins a text, up to its end.
  private static func keys(_ text: Substring) -> [String] {
    var rest = text.drop { $0.isWhitespace || $0 == ":" }
    guard rest.first == "{" else { return [] }
    rest = rest.dropFirst()
    var keys: [String] = []
    while true {
      rest = rest.drop { $0.isWhitespace || $0 == "," }
      guard rest.first == "\"", let key = string(&rest) else { return keys }
      rest = rest.drop(while: \.isWhitespace)
      guard rest.first == ":" else { return keys }
      keys.append(key)
      rest = rest.dropFirst().drop(while: \.isWhitespace)
      guard rest.first == "\"", string(&rest) != nil else { return keys }
    }
  }

  private static func string(_ rest: inout Substring) -> String? {
    let content = rest.dropFirst()
    guard let end = content.firstIndex(of: "\"") else { return nil }
    rest = content[content.index(after: end)...]
    return String(content[..<end])
  }
}

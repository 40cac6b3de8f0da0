/// The packages of a `Package.swift`, and the modules that Swift files import.
///
/// Modules that the manifest names as products or targets are taken for what its packages bring.
enum SwiftPackages {
  static func mentions(_ code: String) -> [PackageMention] {
    let packages = code.ranges(of: ".package(").compactMap { repository(code[$0.upperBound...]) }
    let products = Set(
      code.ranges(of: "name:").compactMap { quoted(code[$0.upperBound...]) })
    let modules = code.split(whereSeparator: \.isNewline).compactMap(module)
      .filter { !StandardModules.contains($0, .swift) && !products.contains($0) }
    return packages.map { PackageMention(name: $0) }
      + modules.map { PackageMention(name: $0, isModule: true) }
  }

  /// The last step of the address behind `url:`.
  private static func repository(_ text: Substring) -> String? {
    let arguments = text.prefix(400).prefix { $0 != ")" }
    guard let url = arguments.ranges(of: "url:").first,
      let address = quoted(arguments[url.upperBound...])
    else { return nil }
    let steps = address.split { $0 == "/" || $0 == ":" }
    guard steps.count >= 2, let last = steps.last else { return nil }
    return PackageName.read(PackageLanguage.swift.normalized(String(last)), .swift)
  }

  private static func quoted(_ text: Substring) -> String? {
    let rest = text.drop(while: \.isWhitespace)
    guard rest.first == "\"" else { return nil }
    let content = rest.dropFirst()
    return content.firstIndex(of: "\"").map { String(content[..<$0]) }
  }

  private static let kinds: Set<String> = [
    "struct", "class", "enum", "protocol", "typealias", "func", "let", "var",
  ]
  private static let levels: Set<String> = [
    "public", "package", "internal", "fileprivate", "private", "@testable", "@preconcurrency",
    "@_exported", "@_spi",
  ]

  private static func module(_ line: Substring) -> String? {
    let code = line.ranges(of: "//").first.map { line[..<$0.lowerBound] } ?? line
    let words = TextNormalization.words(String(code)).drop(while: levels.contains)
    guard words.first == "import" else { return nil }
    let rest = words.dropFirst()
    let isOne = rest.count == 1 || (rest.count == 2 && rest.first.map(kinds.contains) == true)
    guard isOne, let path = rest.last else { return nil }
    let name = path.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    let isPath = name.count == path.count || path.dropFirst(name.count).first == "."
    return name.isEmpty || !isPath ? nil : String(name)
  }
}

/// A package or module that an answer names.
struct PackageMention: Equatable {
  /// As written, without version and extras.
  var name: String
  /// Named by an import, where a module may be called otherwise than its package.
  var isModule = false
}

/// Finds the packages that an answer names: in install commands, in manifests and in imports.
///
/// Imports and manifests are read in code blocks, or anywhere where the answer has no block; install
/// commands also in sentences, there the first name alone, since what follows may be words.
struct PackageReader {
  let language: PackageLanguage
  private(set) var mentions: [PackageMention] = []

  /// The distinct packages of an answer, in its order.
  static func mentions(_ text: String, _ language: PackageLanguage) -> [PackageMention] {
    var reader = PackageReader(language: language)
    reader.read(text)
    return reader.mentions
  }

  private init(language: PackageLanguage) {
    self.language = language
  }

  private mutating func read(_ text: String) {
    let code = MarkdownCode(text)
    let prose = String(decoding: code.prose, as: UTF8.self)
    let fenced = code.blocks.filter(\.isFenced)
    for line in prose.split(whereSeparator: \.isNewline) {
      readInstall(line, isProse: true)
    }
    for block in code.blocks where !block.isFenced {
      readInstall(block.content[...], isProse: false)
    }
    if fenced.isEmpty { readCode(prose, language: "") }
    for block in fenced {
      for line in block.content.split(whereSeparator: \.isNewline) {
        readInstall(line, isProse: false)
      }
      readCode(block.content, language: block.language)
    }
    let listed = prose.lowercased().contains("requirements")
    if language == .python, listed {
      for block in fenced where ["", "txt", "text", "plaintext"].contains(block.language) {
        add(RequirementLines.bare(block.content))
      }
    }
  }

  private mutating func readCode(_ code: String, language label: String) {
    switch language {
    case .python: add(RequirementLines.pinned(code) + PythonImports.mentions(code))
    case .javascript: add(JavaScriptImports.mentions(code) + PackageJSON.mentions(code))
    case .rust: add(CargoManifest.mentions(code) + RustImports.mentions(code))
    case .swift: add(SwiftPackages.mentions(code))
    }
  }

  private mutating func readInstall(_ line: Substring, isProse: Bool) {
    add(InstallCommand.packages(line, language, isProse: isProse).map { PackageMention(name: $0) })
  }

  private mutating func add(_ found: [PackageMention]) {
    for mention in found where !mentions.contains(mention) && mentions.count < 500 {
      mentions.append(mention)
    }
  }
}

/// `pip install …`, `npm install …`, `cargo add …`.
enum InstallCommand {
  /// The words of a command, and the flags that take a value.
  private static func forms(_ language: PackageLanguage) -> (
    commands: [[String]], valued: Set<String>
  ) {
    switch language {
    case .python:
      (
        [
          ["pip", "install"], ["pip3", "install"], ["uv", "add"], ["poetry", "add"],
          ["pipenv", "install"],
        ],
        [
          "-r", "-c", "-i", "-f", "-e", "-t", "--requirement", "--constraint", "--index-url",
          "--extra-index-url", "--find-links", "--editable", "--target", "--prefix", "--python",
        ]
      )
    case .javascript:
      (
        [
          ["npm", "install"], ["npm", "i"], ["npm", "add"], ["yarn", "add"], ["pnpm", "add"],
          ["pnpm", "install"], ["pnpm", "i"], ["bun", "add"], ["bun", "install"],
        ],
        ["--registry", "--prefix", "-w", "--workspace", "--filter"]
      )
    case .rust:
      (
        [["cargo", "add"], ["cargo", "install"]],
        [
          "--features", "-F", "--git", "--path", "--branch", "--tag", "--rev", "--rename", "-p",
          "--package", "--registry", "--version", "--vers",
        ]
      )
    case .swift: ([], [])
    }
  }

  /// The packages that the commands of a line install.
  static func packages(
    _ line: Substring, _ language: PackageLanguage, isProse: Bool
  ) -> [String] {
    let words = TextNormalization.words(String(line))
    let (commands, valued) = forms(language)
    var found: [String] = []
    var index = 0
    while index + 2 < words.count {
      let first = bare(words[index])
      guard commands.contains(where: { $0[0] == first && $0[1] == words[index + 1] }) else {
        index += 1
        continue
      }
      // A line that begins with the command is one; a sentence names one package.
      let isCommand =
        !isProse
        || words[..<index].allSatisfy {
          ["$", "!", "%", "-m"].contains($0) || $0.hasPrefix("python")
        }
      let names = arguments(words[(index + 2)...], valued, language)
      found += isCommand ? names : Array(names.prefix(1))
      index += 2
    }
    return found
  }

  /// A first word without the marks of notebooks and quotes.
  private static func bare(_ word: String) -> String {
    String(word.drop { "!%$`'\"(".contains($0) })
  }

  private static let sentenceWords: Set<String> = [
    "to", "and", "for", "then", "or", "in", "with", "the", "from", "on", "if", "as", "is", "a",
    "this", "your", "you", "command", "using", "it", "will", "before", "first", "again",
  ]

  private static func arguments(
    _ words: ArraySlice<String>, _ valued: Set<String>, _ language: PackageLanguage
  ) -> [String] {
    var names: [String] = []
    var skipsNext = false
    for word in words {
      if skipsNext {
        skipsNext = false
        continue
      }
      if ["&&", "||", ";", "|", "#", "&", "\\"].contains(word) || word.hasPrefix("#") { break }
      if word.hasPrefix("-") {
        skipsNext = valued.contains(word)
        continue
      }
      if sentenceWords.contains(word.lowercased()) { break }
      let isLast = word.last.map { ";,.:)`".contains($0) } ?? false
      if let name = PackageName.read(word, language) { names.append(name) }
      if isLast, word.last != "," { break }
    }
    return names
  }
}

/// A package's name out of what stands beside it.
enum PackageName {
  /// A name without quotes, extras, version and the marks of a sentence; `nil` for paths and addresses.
  static func read(_ word: String, _ language: PackageLanguage) -> String? {
    var word = word.trimmed { "'\"`()*,;:.".contains($0) }
    let isScoped = language == .javascript && word.hasPrefix("@")
    if isScoped { word.removeFirst() }
    let stops: Set<Character> = ["[", "=", "<", ">", "~", "!", "@", ";", "'", "\"", "`", ",", ")"]
    var name = String(word.prefix { !stops.contains($0) })
    if word.contains("://") || word.hasPrefix("/") || name.hasPrefix(".") { return nil }
    if isScoped {
      guard name.split(separator: "/").count == 2 else { return nil }
      name = "@" + name
    } else if name.contains("/") {
      return nil
    }
    let allowed = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "."), UInt8(ascii: "@"), UInt8(ascii: "/"):
        true
      default: false
      }
    }
    let hasLetter = name.contains { $0.isLetter }
    // Placeholders of the form <name> leave nothing.
    return allowed && hasLetter && name.utf8.count <= 214 ? name : nil
  }
}

extension String {
  /// Without what belongs at either end.
  fileprivate func trimmed(_ belongs: (Character) -> Bool) -> String {
    var rest = self[...]
    while let last = rest.last, belongs(last) { rest.removeLast() }
    return String(rest.drop(while: belongs))
  }
}

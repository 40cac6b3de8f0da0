/// Files that a configuration of promptfoo names, relative to its folder.
struct PromptfooFiles {
  /// The configuration file.
  let config: String

  /// What stands before the path of a file.
  static let scheme = "file://"

  /// The endings of files that are programs.
  private static let programs = [
    "js", "cjs", "mjs", "ts", "cts", "mts", "py", "rb", "sh", "bash", "pl", "php", "exe",
  ]
  /// The endings of files that are neither text nor data.
  private static let media = [
    "pdf", "png", "jpg", "jpeg", "gif", "bmp", "webp", "svg", "mp4", "webm", "mov", "mp3", "wav",
    "xlsx", "xls",
  ]

  /// The path in a `file://` reference; `nil` where a text is none.
  static func reference(_ text: String) -> String? {
    text.hasPrefix(scheme) ? String(text.dropFirst(scheme.count)) : nil
  }

  /// The files that a path or pattern names.
  ///
  /// - Parameters:
  ///   - path: As the configuration writes it.
  ///   - what: What refusals call it.
  /// - Returns: At least one, sorted.
  /// - Throws: `Refusal` where it is a program or picture, or names nothing.
  func named(_ path: String, _ what: String) throws(Refusal) -> [String] {
    try check(path, what)
    let full = FilePath.join(folderOf: config, path)
    let files = Glob(full).hasWildcard ? PathGlob.files(full) : [full]
    guard !files.isEmpty else {
      throw Refusal(
        "\(what) names \(path), which matches no file", remedy: "Check the path.")
    }
    return files
  }

  private func check(_ path: String, _ what: String) throws(Refusal) {
    let name = path.split(separator: ":", omittingEmptySubsequences: false).first.map(String.init)
    let ending = PromptfooFiles.ending(name ?? path)
    let endings = [ending, PromptfooFiles.ending(path)]
    if endings.contains(where: PromptfooFiles.programs.contains) {
      throw Refusal(
        "\(what) is a program (\(path))",
        remedy: "Run it once and write what it gives into a JSON or text file.")
    }
    if PromptfooFiles.media.contains(ending) {
      throw Refusal(
        "\(what) is neither text nor data (\(path))",
        remedy: "Write its text, or its table as CSV, into a file.")
    }
  }

  /// What stands behind the last dot of a name, in lower case.
  static func ending(_ path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: ".") else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }

  /// The name of a file without folder and ending.
  static func stem(_ path: String) -> String {
    SourceName(path, isOneOfSeveral: false).name
  }

  func text(_ path: String) throws(Refusal) -> String {
    do throws(Failure) {
      let bytes = try FileBytes.read(path, limit: YAMLDocument.byteLimit, place: nil)
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw Failure(.badData, "\(path) is not valid UTF-8", remedy: "Save it as UTF-8.")
      }
      return text
    } catch {
      throw Refusal(unreadable: error)
    }
  }

  /// A YAML or JSON file as data.
  func data(_ path: String) throws(Refusal) -> JSONValue {
    do throws(Failure) {
      return try PromptfooDocument.read(path)
    } catch {
      throw Refusal(unreadable: error)
    }
  }

  /// Lines of JSON as data.
  func lines(_ path: String) throws(Refusal) -> [JSONValue] {
    var values: [JSONValue] = []
    for (index, line) in try text(path).split(whereSeparator: \.isNewline).enumerated()
    where line.contains(where: { !$0.isWhitespace }) {
      do throws(Failure) {
        values.append(try JSONValue.parse(String(line), file: "\(path), row \(index + 1)"))
      } catch {
        throw Refusal(unreadable: error)
      }
    }
    return values
  }

  /// The rows of a table with a header.
  func table(_ path: String) throws(Refusal) -> [[JSONValue.Member]] {
    do throws(Failure) {
      let place = Place(file: path)
      let file = try DataFile(
        LocatedFile(source: try ByteSource.open(path, place: place), path: path), DataLayout(),
        prefersName: false, isOneOfSeveral: false, place: place)
      let rows = try DataRows([file], place: place)
      var reader = DataRows.Reader(rows, ahead: ByteSource.block)
      var members: [[JSONValue.Member]] = []
      for index in 0..<rows.count { members.append(try reader.record(index).members) }
      return members
    } catch {
      throw Refusal(unreadable: error)
    }
  }
}

extension Refusal {
  /// A file that cannot be read.
  fileprivate init(unreadable failure: Failure) {
    self.init(
      "\(failure.place.map { "\($0): " } ?? "")\(failure.message)",
      remedy: failure.remedy ?? "Check the file.")
  }
}

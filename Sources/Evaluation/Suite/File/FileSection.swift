import Foundation
import Patterns

/// Which files rows come from, and how their rows are found: a part of `data`, `join` and `few_shot`.
struct FileSection {
  /// Files and patterns relative to the suite; inside the archive where `remote` names one.
  var paths: [DataPath] = []
  /// Files that are fetched before a run.
  var remote: [RemoteFile] = []
  /// The SHA-256 of each file of `paths`, in order, `nil` where it is not known; empty where none is
  /// stated.
  var digests: [String?] = []
  var layout = DataLayout()
  /// Where the suite names the files.
  var place: Place

  static let fileKeys = ["path", "url", "sha256"]
  static let layoutKeys = ["format", "columns", "rows", "split"]

  /// Reads the keys of a mapping; what is wrong goes to its log.
  ///
  /// - Parameters:
  ///   - map: Has `path` or `url`.
  ///   - place: Where to report that it has neither.
  /// - Returns: `nil` where no file is named.
  static func read(_ map: YAMLMapping, at place: Place) -> FileSection? {
    let named = map["path"] ?? map["url"]
    var section = FileSection(place: named?.place ?? place)
    let paths = (map["path"].map(FileSection.list) ?? []).compactMap(DataPath.read)
    let urls = (map["url"].map(FileSection.list) ?? []).compactMap(DataPath.read)
    section.paths = paths.filter { $0.url == nil }
    section.remote = (urls + paths).compactMap { path in
      path.url.map { RemoteFile(url: $0, sha256: nil, place: path.place) }
    }
    for path in urls where path.url == nil {
      map["url"]?.log.add(
        Failure(
          .badData, "\"\(path.path)\" is no URL", at: path.place,
          remedy: "Write https://… or hf://datasets/…, or name a file as path."))
    }
    section.readDigests(map["sha256"])
    section.readLayout(map)
    section.checkArchives(map)
    guard named != nil else {
      _ = map.required("path", at: place, remedy: "Name the data file.")
      return nil
    }
    return section.paths.isEmpty && section.remote.isEmpty ? nil : section
  }

  private static func list(_ value: YAMLValue) -> [YAMLValue] {
    guard value.isList else { return [value] }
    let values = value.list() ?? []
    if values.isEmpty { value.wrong("at least one file") }
    return values
  }

  /// A digest for each file that is named without a wildcard.
  private mutating func readDigests(_ value: YAMLValue?) {
    guard let value else { return }
    let stated = FileSection.list(value).map { $0.isNull ? nil : FileSection.digest($0) }
    let count = remote.isEmpty ? paths.count : remote.count
    guard stated.count == count || count == 0 else {
      return value.log.add(
        Failure(
          .badData, "\(stated.count) digests are stated for \(count) files", at: value.place,
          remedy: "State one for each file, in the order of the files."))
    }
    if remote.isEmpty, let pattern = paths.first(where: { Glob($0.path).hasWildcard }) {
      return value.log.add(
        Failure(
          .badData, "a digest is stated for \"\(pattern.path)\", which may match any file",
          at: value.place, remedy: "Name the files one by one, or leave the digest out."))
    }
    for (index, digest) in stated.enumerated() where remote.indices.contains(index) {
      remote[index].sha256 = digest
    }
    if remote.isEmpty { digests = stated }
  }

  private static func digest(_ value: YAMLValue) -> String? {
    guard let text = value.text("a SHA-256 digest") else { return nil }
    guard text.utf8.count == 64, text.allSatisfy(\.isHexDigit) else {
      value.wrong("a SHA-256 digest of 64 hexadecimal digits")
      return nil
    }
    return text.lowercased()
  }

  private mutating func readLayout(_ map: YAMLMapping) {
    layout.format = map["format"]?.word(DataFormat.self)
    layout.columns = map["columns"].flatMap(FileSection.columns)
    layout.rows = map["rows"].flatMap { value in
      guard let text = value.nonEmptyText("a path to rows") else { return nil }
      if let path = RowPath(text) { return path }
      value.wrong("a path such as data[*].items[*], which ends at the items of a list")
      return nil
    }
    layout.split = map["split"].flatMap { value in
      guard let source = value.nonEmptyText("a regular expression") else { return nil }
      do throws(PatternError) {
        return RowSplit(pattern: try Pattern(source))
      } catch {
        value.log.add(
          Failure(
            .badData, "the regular expression \"\(source)\" does not compile: \(error.message)",
            at: value.place, remedy: "Write it in PCRE2's dialect."))
        return nil
      }
    }
  }

  private static func columns(_ value: YAMLValue) -> [String]? {
    guard let values = value.list("a list of field names") else { return nil }
    let names = values.compactMap { $0.nonEmptyText("the name of a field") }
    guard names.count == values.count else { return nil }
    if names.isEmpty || Set(names).count < names.count {
      value.wrong("different field names, at least one")
    }
    return names
  }

  /// A path beside a URL is one inside an archive.
  private func checkArchives(_ map: YAMLMapping) {
    for file in remote where file.isArchive == paths.isEmpty {
      map["url"]?.log.add(
        Failure(
          .badData,
          file.isArchive
            ? "\(file.url) is an archive, and no path says which of its files hold the rows"
            : "\(file.url) is no archive, so there is no path inside it", at: file.place,
          remedy: file.isArchive
            ? "State path, such as data/test/*.csv." : "Remove path, or remove url."))
    }
  }
}

/// One file or pattern, as a suite names it.
struct DataPath {
  /// Resolved against the folder of the suite file; a URL as it stands.
  var path: String
  /// As written.
  var text: String
  /// Where the suite names it.
  var place: Place

  /// The URL that it is, if it is one.
  var url: String? { text.contains("://") ? text : nil }

  static func read(_ value: YAMLValue) -> DataPath? {
    guard let text = value.nonEmptyText("the path of a data file") else { return nil }
    if let range = text.range(of: "://") {
      if let reason = RemoteFile.refusal(text, scheme: String(text[..<range.lowerBound])) {
        value.log.add(
          Failure(
            .badData, "\(text) is not fetched: \(reason)", at: value.place,
            remedy: "Write https://HOST/PATH or hf://datasets/OWNER/NAME/CONFIG/SPLIT, or download "
              + "the file and name it as path."))
        return nil
      }
      return DataPath(path: text, text: text, place: value.place)
    }
    return DataPath(
      path: FilePath.join(folderOf: value.file, text), text: text, place: value.place)
  }
}

import Foundation

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

  private static let keys = FileKeys()

  /// The digests that a file states.
  struct Digests {
    var stated: [String?]
    var value: YAMLValue
  }

  /// Reads the keys of a mapping; what is wrong goes to its log.
  ///
  /// - Parameter map: Has `path` or `url`; where it has neither, that is reported.
  /// - Returns: `nil` where no file is named.
  static func read(_ map: YAMLMapping) -> FileSection? {
    let keys = FileSection.keys
    let named = map[keys.path] ?? map[keys.url]
    var section = FileSection(place: named?.place ?? map.place)
    let paths = map.read(keys.path) ?? []
    let urls = map.read(keys.url) ?? []
    section.paths = paths.filter { $0.url == nil }
    section.remote = (urls + paths).compactMap { path in
      path.url.map { RemoteFile(url: $0, sha256: nil, place: path.place) }
    }
    for path in urls where path.url == nil {
      map.log.add(
        Failure(
          .badData, "\"\(path.path)\" is no URL", at: path.place,
          remedy: "Write https://… or hf://datasets/…, or name a file as path."))
    }
    if let digests = map.read(keys.sha256) { section.take(digests) }
    section.layout = DataLayout(map)
    section.checkArchives(map)
    guard named != nil else {
      _ = map.required(keys.path.name, at: map.place, remedy: "Name the data file.")
      return nil
    }
    return section.paths.isEmpty && section.remote.isEmpty ? nil : section
  }

  /// A digest for each file that is named without a wildcard.
  private mutating func take(_ digests: Digests) {
    let (stated, value) = (digests.stated, digests.value)
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
    if remote.isEmpty { self.digests = stated }
  }

  /// A path beside a URL is one inside an archive.
  private func checkArchives(_ map: YAMLMapping) {
    for file in remote where file.isArchive == paths.isEmpty {
      map.log.add(
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

extension DataLayout {
  /// Reads the keys of a mapping that say how rows are found.
  init(_ map: YAMLMapping) {
    let keys = LayoutKeys()
    self.init()
    format = map.read(keys.format)
    columns = map.read(keys.columns)
    rows = map.read(keys.rows)
    split = map.read(keys.split).map { RowSplit(pattern: $0) }
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

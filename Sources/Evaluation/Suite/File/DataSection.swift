import Foundation

/// The `data` of a suite: which rows it has and what they are called.
struct DataSection {
  /// The name of a data field, with the place where the suite names it.
  struct FieldName {
    var name: String
    var place: Place

    init?(_ value: YAMLValue) {
      guard let name = value.nonEmptyText("the name of a data field") else { return nil }
      self.name = name
      place = value.place
    }
  }

  var path: DataPath
  var sha256: String?
  var id: FieldName?
  var cluster: FieldName?
  var filter: SuiteTemplate?
  var limit: Int?
  var slices: [FieldName]

  static func read(_ value: YAMLValue) -> DataSection? {
    guard let map = value.mapping("a mapping such as {path: items.jsonl}") else { return nil }
    map.check(known: ["path", "sha256", "id", "cluster", "where", "limit", "slices"])
    let path = map.required("path", at: value.place, remedy: "Name the data file.")
      .flatMap(DataPath.read)
    let section = DataSection(
      path: path ?? DataPath(path: "", place: value.place),
      sha256: map["sha256"].flatMap(digest),
      id: map["id"].flatMap(FieldName.init), cluster: map["cluster"].flatMap(FieldName.init),
      filter: map["where"].flatMap(SuiteTemplate.init), limit: map["limit"]?.whole(1...Int.max),
      slices: (map["slices"]?.list("a list of field names") ?? []).compactMap(FieldName.init))
    return path == nil ? nil : section
  }

  private static func digest(_ value: YAMLValue) -> String? {
    guard let text = value.text("a SHA-256 digest") else { return nil }
    guard text.utf8.count == 64, text.allSatisfy(\.isHexDigit) else {
      value.wrong("a SHA-256 digest of 64 hexadecimal digits")
      return nil
    }
    return text.lowercased()
  }
}

/// The path of a data file, resolved against the folder of the suite file.
struct DataPath {
  var path: String
  /// Where the suite names it.
  var place: Place

  static func read(_ value: YAMLValue) -> DataPath? {
    guard let text = value.nonEmptyText("the path of a data file") else { return nil }
    if let scheme = text.range(of: "://").map({ text[..<$0.lowerBound] }) {
      value.log.add(
        Failure(
          .badData, "remote data (\(scheme)://) is not fetched by this version", at: value.place,
          remedy: remedy(text, scheme: String(scheme))))
      return nil
    }
    return DataPath(path: FilePath.join(folderOf: value.file, text), place: value.place)
  }

  private static func remedy(_ text: String, scheme: String) -> String {
    let name = text.split(separator: "/").last.map(String.init) ?? "items.jsonl"
    let fetch =
      scheme == "hf"
      ? "Download the file from its data set's page"
      : "Download it (curl -L -o \(name) \(text))"
    return "\(fetch), then name the file here and state its sha256."
  }
}

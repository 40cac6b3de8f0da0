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

  var files: FileSection
  var join: JoinSection?
  var shaping: RowShaping
  var id: FieldName?
  var cluster: FieldName?
  var filter: SuiteTemplate?
  var limit: Int?
  var slices: [FieldName]

  static let keys =
    FileSection.fileKeys + FileSection.layoutKeys + [
      "join", "split_fields", "fields", "id", "cluster", "where", "limit", "slices",
    ]

  static func read(_ value: YAMLValue) -> DataSection? {
    guard let map = value.mapping("a mapping such as {path: items.jsonl}") else { return nil }
    map.check(known: keys)
    let files = FileSection.read(map, at: value.place)
    let section = DataSection(
      files: files ?? FileSection(place: value.place), join: map["join"].flatMap(JoinSection.read),
      shaping: RowShaping.read(split: map["split_fields"], fields: map["fields"]),
      id: map["id"].flatMap(FieldName.init), cluster: map["cluster"].flatMap(FieldName.init),
      filter: map["where"].flatMap(SuiteTemplate.init), limit: map["limit"]?.whole(1...Int.max),
      slices: (map["slices"]?.list("a list of field names") ?? []).compactMap(FieldName.init))
    return files == nil ? nil : section
  }
}

/// The `join` of `data`: a second table whose fields the rows also have.
struct JoinSection {
  var files: FileSection
  /// The field by whose value rows meet; `nil` where they stand side by side.
  var field: String?

  static func read(_ value: YAMLValue) -> JoinSection? {
    guard let map = value.mapping("a mapping such as {path: labels.csv}") else { return nil }
    map.check(known: FileSection.fileKeys + FileSection.layoutKeys + ["on"])
    let field = map["on"]?.nonEmptyText("the name of a field")
    return FileSection.read(map, at: value.place).map { JoinSection(files: $0, field: field) }
  }
}

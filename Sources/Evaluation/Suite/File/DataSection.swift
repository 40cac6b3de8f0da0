/// The keys of `data`.
struct DataKeys: KeySet {
  let files = FileKeys()
  let layout = LayoutKeys()
  let join = OptionalKey(
    "join", JoinSection.shape, "A second table whose fields the rows also have.")
  let splitFields = OptionalKey(
    "split_fields", RowShaping.separators,
    "Fields whose texts are lists, with what separates the items.")
  let fields = OptionalKey(
    "fields",
    .table(.nonEmptyText("the name of a field"), of: .template, "a mapping of names to templates"),
    "Further fields of a row, or new values of known ones. Jinja templates over its fields.")
  let id = OptionalKey(
    "id", DataSection.FieldName.shape, "The field that names a row.",
    otherwise: "line and digest of the row")
  let cluster = OptionalKey(
    "cluster", DataSection.FieldName.shape,
    "The field that rows share that are not independent.")
  let filter = OptionalKey(
    "where", .template,
    "Rows for which it is false are left out. A Jinja template over the row's fields.")
  let limit = OptionalKey(
    "limit", .whole(1...Int.max), "At most so many rows, a seeded choice.", otherwise: "all")
  let slices = OptionalKey(
    "slices", .list(of: DataSection.FieldName.shape, "a list of field names"),
    "The fields to report metrics by.")

  var rules: [SchemaForm] { [FileKeys.areNamed] }
}

/// The `data` of a suite: which rows it has and what they are called.
struct DataSection {
  /// The name of a data field, with the place where the suite names it.
  struct FieldName {
    var name: String
    var place: Place

    static let shape = Shape<FieldName>(.nonEmptyText) { value in
      value.nonEmptyText("the name of a data field").map { FieldName(name: $0, place: value.place) }
    }
  }

  var files: FileSection
  var join: JoinSection?
  var shaping = RowShaping()
  var id: FieldName?
  var cluster: FieldName?
  var filter: SuiteTemplate?
  var limit: Int?
  var slices: [FieldName] = []

  static let shape = Shape.mapping(
    DataKeys(), "a mapping such as {path: items.jsonl}"
  ) { map, keys -> DataSection? in
    let files = FileSection.read(map)
    var section = DataSection(place: map.place)
    section.join = map.read(keys.join)
    section.shaping = RowShaping(
      splits: map.read(keys.splitFields) ?? [], fields: map.read(keys.fields) ?? [])
    section.id = map.read(keys.id)
    section.cluster = map.read(keys.cluster)
    section.filter = map.read(keys.filter)
    section.limit = map.read(keys.limit)
    section.slices = map.read(keys.slices) ?? []
    guard let files else { return nil }
    section.files = files
    return section
  }

  /// Data without files.
  init(place: Place) {
    files = FileSection(place: place)
  }
}

/// The keys of `join`.
struct JoinKeys: KeySet {
  let files = FileKeys()
  let layout = LayoutKeys()
  let on = OptionalKey(
    "on", .nonEmptyText("the name of a field"), "The field by whose value rows meet.",
    otherwise: "they stand side by side")

  var rules: [SchemaForm] { [FileKeys.areNamed] }
}

/// The `join` of `data`: a second table whose fields the rows also have.
struct JoinSection {
  var files: FileSection
  /// The field by whose value rows meet; `nil` where they stand side by side.
  var field: String?

  static let shape = Shape.mapping(
    JoinKeys(), "a mapping such as {path: labels.csv}"
  ) { map, keys -> JoinSection? in
    let field = map.read(keys.on)
    return FileSection.read(map).map { JoinSection(files: $0, field: field) }
  }
}

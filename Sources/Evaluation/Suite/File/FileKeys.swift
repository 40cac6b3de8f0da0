/// The keys that name files of rows: in `data`, `join`, `few_shot` and `calibration`.
struct FileKeys: KeySet {
  /// Of these and `url` one is needed, but for exemplars.
  let path: OptionalKey<[DataPath]>
  let url = OptionalKey(
    "url", DataPath.urls,
    "Where assay data pull fetches the files: https:// or hf://datasets/OWNER/NAME/CONFIG/SPLIT.")
  let sha256 = OptionalKey(
    "sha256", FileSection.digests,
    "The SHA-256 that the stored bytes of each file must have; null where it is not known.")

  /// - Parameters:
  ///   - meaning: Of `path`.
  ///   - absence: What holds where neither `path` nor `url` is there, if anything.
  init(
    path meaning: String =
      "Files and patterns, relative to this file; inside the archive where url names one.",
    otherwise absence: String = "none"
  ) {
    path = OptionalKey("path", DataPath.paths, meaning, otherwise: absence)
  }

  /// Some file is named.
  static let areNamed = SchemaForm.any(.has("path"), .has("url"))
}

/// The keys that say how rows are found in files.
struct LayoutKeys: KeySet {
  let format = OptionalKey(
    "format", .word(DataFormat.self), "How the files are written.",
    otherwise: "what their names say")
  let columns = OptionalKey(
    "columns", FileSection.columns,
    "The names of the fields, for tables without a header, lines and text.")
  let rows = OptionalKey(
    "rows", FileSection.rowPath,
    "The way to the rows of a JSON document, such as data[*].paragraphs[*].qas[*].")
  let split = OptionalKey(
    "split", .compiled(.pcre),
    "For the format text: a regular expression before whose matches the text is cut into rows.")
}

extension DataPath {
  private static let path = Shape<DataPath>(.nonEmptyText, read: read)
  private static let url = Shape<DataPath>(
    .nonEmptyText.with("pattern", .string("^([Hh][Tt][Tt][Pp][Ss]?|[Hh][Ff])://")), read: read)

  /// A file or pattern, or a list of them.
  static let paths = several(path, called: "paths")
  /// A URL, or a list of them.
  static let urls = several(url, called: "urls")

  private static func several(_ one: Shape<DataPath>, called name: String) -> Shape<[DataPath]> {
    Shape(.any(one.schema, .list(of: one.schema, least: 1)).named(name)) { value in
      FileSection.list(value).compactMap(one.read)
    }
  }
}

extension FileSection {
  private static let digest = SchemaForm.type("string", "number", "null")
    .with("pattern", .string("^[0-9a-fA-F]{64}$"))

  /// The digests with the value that states them; `nil` for those that are not known.
  static let digests = Shape<Digests>(
    .any(digest, .list(of: digest, least: 1)).named("digests")
  ) { value in
    Digests(
      stated: FileSection.list(value).map { $0.isNull ? nil : FileSection.digest($0) },
      value: value)
  }

  /// Field names, each once.
  static let columns = Shape<[String]>(.list(of: .nonEmptyText, least: 1, isUnique: true)) {
    value in
    guard let values = value.list("a list of field names") else { return nil }
    let names = values.compactMap { $0.nonEmptyText("the name of a field") }
    guard names.count == values.count else { return nil }
    if names.isEmpty || Set(names).count < names.count {
      value.wrong("different field names, at least one")
    }
    return names
  }

  /// The way to the rows of a document.
  static let rowPath = Shape<RowPath>(
    .nonEmptyText.with("pattern", .string("\\[\\*\\]$"))
  ) { value in
    guard let text = value.nonEmptyText("a path to rows") else { return nil }
    if let path = RowPath(text) { return path }
    value.wrong("a path such as data[*].items[*], which ends at the items of a list")
    return nil
  }

  /// One value, or the items of a list that must not be empty.
  static func list(_ value: YAMLValue) -> [YAMLValue] {
    guard value.isList else { return [value] }
    let values = value.list() ?? []
    if values.isEmpty { value.wrong("at least one file") }
    return values
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

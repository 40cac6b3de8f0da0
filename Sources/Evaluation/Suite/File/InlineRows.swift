/// Rows that stand in a suite file instead of a data file.
enum InlineRows {
  static let shape = Shape<[DataRecord]>(.list(of: .type("object"), least: 1), read: read)

  /// Reads a list of mappings; what is wrong goes to the value's log.
  ///
  /// Plain scalars are what JSON would make of them (numbers, `true`, `false`, `null`); all others,
  /// and whatever stands in quotes, are texts.
  private static func read(_ value: YAMLValue) -> [DataRecord]? {
    guard let values = value.list("a list of rows such as {question: …, answer: …}") else {
      return nil
    }
    if values.isEmpty { value.wrong("at least one row") }
    let source = SourceName(value.file, isOneOfSeveral: false)
    var rows: [DataRecord] = []
    for value in values {
      guard let map = value.mapping("a row such as {question: …, answer: …}") else { continue }
      let members = map.entries.compactMap { key, value in
        key.text("the name of a field").map { JSONValue.Member($0, json(value)) }
      }
      rows.append(DataRecord(source: source, line: value.place.line ?? 1, members: members))
    }
    return rows.count == values.count && !rows.isEmpty ? rows : nil
  }

  private static func json(_ value: YAMLValue) -> JSONValue {
    if value.isList { return .array((value.list() ?? []).map(json)) }
    if value.isMapping {
      let entries = value.mapping()?.entries ?? []
      return .object(
        entries.map { JSONValue.Member($0.key.scalarText ?? "null", json($0.value)) })
    }
    guard let text = value.scalarText else { return .null }
    guard value.isPlain, let scalar = try? JSONValue.parse(text, file: value.file) else {
      return .string(text)
    }
    return scalar
  }
}

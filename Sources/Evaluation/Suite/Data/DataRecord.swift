/// One row of a data file.
struct DataRecord: Sendable {
  /// The file that it stands in.
  let source: SourceName
  /// The line on which it begins, from 1.
  let line: Int
  /// Its fields in the order of the file; names are unique.
  var members: [JSONValue.Member]

  /// Which of the samples that a row makes is meant, from 0, where it makes several.
  var variant = 0

  /// The field that every row has: the name of its file without folder and ending.
  static let fileField = "_file"

  /// A field's value; `_file` is there where the row has no field of that name.
  subscript(name: String) -> JSONValue? {
    if let member = members.first(where: { $0.name == name }) { return member.value }
    return name == DataRecord.fileField ? .string(source.name) : nil
  }

  /// The names of its fields.
  var names: [String] { members.map(\.name) }

  /// The row as a place.
  func place(_ field: String? = nil) -> Place {
    Place(file: source.path, line: line, field: field)
  }
}

/// What a data file is called.
struct SourceName: Sendable, Equatable {
  /// As messages name it.
  let path: String
  /// Without folder and ending: `anatomy_test` for `test/anatomy_test.csv.gz`.
  let name: String
  /// What stands before the ids of its rows: the name where a suite has several files, else "".
  let prefix: String

  init(_ path: String, isOneOfSeveral: Bool) {
    self.path = path
    let last = path.split(separator: "/").last.map(String.init) ?? path
    let base = last.lowercased().hasSuffix(".gz") ? String(last.dropLast(3)) : last
    let dot = base.lastIndex(of: ".").flatMap { $0 > base.startIndex ? $0 : nil }
    name = dot.map { String(base[..<$0]) } ?? base
    prefix = isOneOfSeveral ? "\(name):" : ""
  }
}

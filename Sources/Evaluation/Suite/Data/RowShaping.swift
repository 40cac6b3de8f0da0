import Jinja

/// What is made of a row before anything else sees it: texts split into lists, further fields.
struct RowShaping: Sendable {
  /// A field whose text is a list.
  struct SplitField: Sendable {
    var name: String
    var separator: String
    var place: Place
  }

  private var splits: [SplitField] = []
  private var fields: [(name: String, template: SuiteTemplate)] = []
  /// The names that the templates of the further fields look up.
  private var variables: [String] = []

  /// What separates the items of a text, with its place.
  typealias Separator = (text: String, place: Place)

  /// Separators by the names of fields.
  static let separators = Shape.table(
    .nonEmptyText("the name of a field"),
    of: Shape<Separator>(.nonEmptyText) { value in
      value.nonEmptyText("a separator").map { ($0, value.place) }
    }, "a mapping such as {answers: \"; \"}")

  /// Leaves rows as they are.
  init() {}

  /// - Parameters:
  ///   - splits: Of `split_fields`.
  ///   - fields: Of `fields`, in their order.
  init(
    splits: [(key: String, value: Separator)], fields: [(key: String, value: SuiteTemplate)]
  ) {
    self.splits = splits.map {
      SplitField(name: $0.key, separator: $0.value.text, place: $0.value.place)
    }
    for (name, template) in fields {
      self.fields.append((name, template))
      let names = template.variables + (template.namesFile ? [DataRecord.fileField] : [])
      variables += names.filter { !variables.contains($0) }
    }
  }

  /// Whether rows stay as they are.
  var isEmpty: Bool { splits.isEmpty && fields.isEmpty }

  /// The row with its lists and further fields.
  func apply(_ record: DataRecord) throws(Failure) -> DataRecord {
    var record = record
    for split in splits { try apply(split, &record) }
    for (name, template) in fields {
      let row = RowScope(record, variables: variables)
      let value = JSONValue(try template.value(row))
      if let index = record.members.firstIndex(where: { $0.name == name }) {
        record.members[index].value = value
      } else {
        record.members.append(JSONValue.Member(name, value))
      }
    }
    return record
  }

  private func apply(_ split: SplitField, _ record: inout DataRecord) throws(Failure) {
    guard let index = record.members.firstIndex(where: { $0.name == split.name }) else {
      throw Failure(
        .badData, "the row has no field \"\(split.name)\", which data.split_fields names",
        at: record.place(split.name),
        remedy: Spelling.remedy(split.name, among: record.names, called: "row's fields"))
    }
    switch record.members[index].value {
    case .string(let text):
      let parts = text.split(separator: split.separator).map { TextNormalization.trim(String($0)) }
      record.members[index].value = .array(parts.filter { !$0.isEmpty }.map { .string($0) })
    case .null: record.members[index].value = .array([])
    case .array: break
    case let value:
      throw Failure(
        .badData,
        "data.split_fields splits a text, and the field is \(value.kindName)",
        at: record.place(split.name))
    }
  }
}

extension JSONValue {
  /// The value of a template as data: what JSON does not have becomes the nearest that it has.
  init(_ value: JinjaValue) {
    switch value {
    case .undefined, .none: self = .null
    case .bool(let value): self = .bool(value)
    case .int(let value): self = .int(value)
    case .double(let value): self = .double(value)
    case .string(let value): self = .string(value)
    case .list(let items), .tuple(let items): self = .array(items.map { JSONValue($0) })
    case .dict(let dictionary):
      self = .object(
        dictionary.entries.map { Member($0.key.plainText ?? "", JSONValue($0.value)) })
    case .object: self = .null
    }
  }
}

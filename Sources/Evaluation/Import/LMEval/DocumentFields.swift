import Jinja

/// What lm-evaluation-harness makes of a row: its question, target and choices
/// (`ConfigurableTask.doc_to_text`, `doc_to_target`, `doc_to_choice`).
///
/// It is the yardstick for the suite that an import writes: wherever that reads a row differently, the
/// import writes down what this finds.
struct DocumentFields {
  /// A field of the configuration, ready for any row.
  enum Form {
    /// A text that equals a column's name is that column, with whatever type it has.
    case column(String)
    case template(Template)
    case value(JinjaValue)
  }

  let text: Form
  let target: Form
  let choice: Form?
  let prefix: Form?
  private let file: String

  init(
    _ fields: TaskConfiguration.Fields, columns: Set<String>, file: String
  ) throws(Refusal) {
    text = try DocumentFields.form(fields.text, "doc_to_text", columns)
    target = try DocumentFields.form(fields.target, "doc_to_target", columns)
    if let field = fields.choice {
      choice = try DocumentFields.form(field, "doc_to_choice", columns)
    } else {
      choice = nil
    }
    if let field = fields.prefix, !field.isEmpty {
      prefix = try DocumentFields.form(.text(field), "gen_prefix", columns)
    } else {
      prefix = nil
    }
    self.file = file
  }

  private static func form(
    _ field: ConfigValue, _ key: String, _ columns: Set<String>
  ) throws(Refusal) -> Form {
    guard let source = field.text else {
      let values = field.entries?.map(\.value) ?? field.items
      if let values {
        return .value(.list(values.compactMap { JSONValue($0).map { JinjaValue($0) } }))
      }
      return .value(JSONValue(field).map { JinjaValue($0) } ?? .none)
    }
    if columns.contains(source) { return .column(source) }
    do throws(JinjaError) {
      return .template(try Template(source, options: SuiteTemplate.options))
    } catch {
      throw Refusal(
        "\(key) is not a template: \(error)",
        remedy: "Correct it; lm-evaluation-harness cannot render it either.")
    }
  }

  /// The question: a text, or an index where the choices are contexts.
  func text(_ row: DatasetRow) throws(Refusal) -> JinjaValue {
    let value = try self.value(text, "doc_to_text", row)
    return choice == nil ? value : DocumentFields.digits(value, text)
  }

  /// The target: a text, an index, or a list of either.
  func target(_ row: DatasetRow) throws(Refusal) -> JinjaValue {
    let value = try self.value(target, "doc_to_target", row)
    guard case .template = target, case .string(let text) = value else { return value }
    if choice != nil, case .int(let index) = DocumentFields.digits(value, target) {
      return .int(index)
    }
    guard text.unicodeScalars.count >= 2, text.hasPrefix("["), text.hasSuffix("]") else {
      return value
    }
    return PythonLiteral.value(text) ?? value
  }

  /// The choices.
  func choices(_ row: DatasetRow) throws(Refusal) -> [JinjaValue] {
    guard let choice else { return [] }
    let value = try self.value(choice, "doc_to_choice", row)
    if case .template = choice, case .string(let text) = value,
      let items = PythonLiteral.value(text)?.items
    {
      return items
    }
    guard let items = value.items else {
      throw Refusal(
        "doc_to_choice gives \(value.kindName) for row \(row.number), and no list",
        remedy: "Correct it; lm-evaluation-harness cannot use it either.")
    }
    return items
  }

  func prefix(_ row: DatasetRow) throws(Refusal) -> String {
    guard let prefix else { return "" }
    let value = try self.value(prefix, "gen_prefix", row)
    return value == .none ? "" : value.pythonText
  }

  private static func digits(_ value: JinjaValue, _ form: Form) -> JinjaValue {
    guard case .template = form, case .string(let text) = value, !text.isEmpty,
      text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text)
    else { return value }
    return .int(number)
  }

  private func value(
    _ form: Form, _ key: String, _ row: DatasetRow
  ) throws(Refusal) -> JinjaValue {
    switch form {
    case .value(let value): return value
    case .column(let name):
      guard let value = row.values[name] else {
        throw Refusal(
          "row \(row.number) has no field \"\(name)\", which \(key) names",
          remedy: "Give the rows that field.")
      }
      return value
    case .template(let template):
      do throws(JinjaError) {
        return .string(try template.render(row.values))
      } catch {
        throw Refusal(
          "\(key) fails on row \(row.number): \(error.message)",
          remedy: "Check that the data is what the task expects.")
      }
    }
  }
}

/// A row of a data set as templates see it.
struct DatasetRow {
  /// From 1.
  let number: Int
  let members: [JSONValue.Member]
  let values: [String: JinjaValue]

  init(_ members: [JSONValue.Member], number: Int) {
    self.number = number
    self.members = members
    values = Dictionary(
      members.map { ($0.name, JinjaValue($0.value)) }, uniquingKeysWith: { _, last in last })
  }
}

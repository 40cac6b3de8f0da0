import Jinja

/// A template of a suite file, compiled, with the place that messages name.
final class SuiteTemplate: Sendable {
  let source: String
  let place: Place
  /// The names that rendering looks up, sorted.
  let variables: [String]
  private let template: Template

  /// Compiles the text of a field; what is wrong with it goes to the field's log.
  init?(_ value: YAMLValue) {
    guard let source = value.text() else { return nil }
    do throws(JinjaError) {
      template = try Template(source, options: SuiteTemplate.options)
    } catch {
      value.log.add(
        Failure(
          .badData, "not a template: \(error.message)\(SuiteTemplate.position(error))",
          at: value.place))
      return nil
    }
    self.source = source
    place = value.place
    variables = template.undeclaredVariables.sorted()
  }

  /// As lm-evaluation-harness renders prompts, its filter `regex_replace` included.
  static let options: Template.Options = {
    var options = Template.Options.prompt
    options.replaceRegularExpression = RegexReplacement.replace
    return options
  }()

  /// Whether the text has no placeholder or statement in it.
  var isLiteral: Bool {
    !source.contains("{{") && !source.contains("{%") && !source.contains("{#")
  }

  /// Whether it asks for the row's file.
  var namesFile: Bool { source.contains(DataRecord.fileField) }

  /// The text that a row gives.
  func text(_ row: RowScope) throws(Failure) -> String {
    do throws(JinjaError) {
      return try template.render(row.values)
    } catch {
      throw failure(error, row)
    }
  }

  /// The value that a row gives: of a lone `{{ … }}` the value itself, otherwise a text.
  func value(_ row: RowScope) throws(Failure) -> JinjaValue {
    do throws(JinjaError) {
      return try template.evaluate(row.values)
    } catch {
      throw failure(error, row)
    }
  }

  private func failure(_ error: JinjaError, _ row: RowScope) -> Failure {
    let missing = variables.filter { row.values[$0] == nil }
    if error.kind == .undefined,
      let name = missing.first(where: { error.message.contains($0) }) ?? missing.first
    {
      return Failure(
        .badData, "the template uses \"\(name)\", which \(row.name) does not have", at: place,
        remedy: row.remedy(forMissing: name))
    }
    return Failure(
      .badData,
      "the template fails on \(row.name): \(error.message)\(SuiteTemplate.position(error))",
      at: place)
  }

  private static func position(_ error: JinjaError) -> String {
    error.line > 0 ? " (line \(error.line), column \(error.column) of the template)" : ""
  }
}

/// What templates see of one row: its fields by name.
struct RowScope {
  let values: Bindings
  let record: DataRecord

  /// Makes the values that the templates of a suite use.
  ///
  /// - Parameters:
  ///   - record: The row.
  ///   - variables: The names that templates look up; others are left out. With `_file` among them the
  ///     whole row has it too.
  ///   - canary: The value of `canary`, if the suite has it.
  init(_ record: DataRecord, variables: [String], canary: String? = nil) {
    var values = Bindings()
    for name in variables {
      if let member = record.members.first(where: { $0.name == name }) {
        values[name] = JinjaValue(member.value)
      } else if name == DataRecord.fileField {
        values[name] = .string(record.source.name)
      } else if name == RowScope.whole {
        values[name] = RowScope.whole(record, variables)
      }
    }
    if let canary { values[RowScope.canary] = .string(canary) }
    self.values = values
    self.record = record
  }

  /// The whole row, with `_file` where templates ask for it.
  private static func whole(_ record: DataRecord, _ variables: [String]) -> JinjaValue {
    var members = record.members
    let file = DataRecord.fileField
    if variables.contains(file), !members.contains(where: { $0.name == file }) {
      members.append(JSONValue.Member(file, .string(record.source.name)))
    }
    return JinjaValue(.object(members))
  }

  /// The variable that holds the sample's canary.
  static let canary = "canary"
  /// The variable that holds the whole row, for fields whose names are no identifiers.
  static let whole = "row"

  /// The row in messages.
  var name: String { "\(record.source.path):\(record.line)" }

  /// The row as a place.
  func place(_ field: String? = nil) -> Place { record.place(field) }

  func remedy(forMissing name: String) -> String {
    name == RowScope.canary
      ? "\"canary\" is there for probes with judge: canary or structure."
      : Spelling.remedy(name, among: record.names, called: "row's fields")
  }
}

extension JinjaValue {
  init(_ value: JSONValue) {
    switch value {
    case .null: self = .none
    case .bool(let value): self = .bool(value)
    case .int(let value): self = .int(value)
    case .double(let value): self = .double(value)
    case .string(let value): self = .string(value)
    case .array(let items): self = .list(items.map { JinjaValue($0) })
    case .object(let members):
      self = .dict(JinjaDictionary(members.map { ($0.name, JinjaValue($0.value)) }))
    }
  }

  /// The value as a plain text, if it is a text or a number.
  var plainText: String? {
    switch self {
    case .string(let text): text
    case .int(let number): String(number)
    case .double(let number): number.description
    default: nil
    }
  }

  /// The items of a list or tuple.
  var items: [JinjaValue]? {
    switch self {
    case .list(let items), .tuple(let items): items
    default: nil
    }
  }

  /// What the value is, in a message.
  var kindName: String {
    switch self {
    case .undefined: "undefined"
    case .none: "none"
    case .bool(let value): value ? "true" : "false"
    case .int(let value): "the number \(value)"
    case .double(let value): "the number \(value)"
    case .string(let text): "the text \"\(text.prefix(60))\""
    case .list, .tuple: "a list"
    case .dict: "a mapping"
    case .object: "a function"
    }
  }
}

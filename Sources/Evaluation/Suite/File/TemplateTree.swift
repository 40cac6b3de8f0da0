import Jinja

/// A value of a suite file whose texts are templates over the fields of a row.
indirect enum TemplateTree: Sendable {
  case text(SuiteTemplate)
  case plain(JSONValue)
  case list([TemplateTree])
  case map([(key: String, value: TemplateTree)])

  /// Reads a value: plain scalars by YAML's core schema, texts as templates.
  ///
  /// - Parameter value: The value; what is wrong goes to its log.
  /// - Returns: `nil` where something is wrong.
  static func read(_ value: YAMLValue) -> TemplateTree? {
    if value.isList {
      let values = value.list() ?? []
      let items = values.compactMap(read)
      return items.count == values.count ? .list(items) : nil
    }
    if value.isMapping {
      let entries = value.mapping()?.entries ?? []
      let members = entries.compactMap { key, value -> (key: String, value: TemplateTree)? in
        guard let name = key.text("a name"), let item = read(value) else { return nil }
        return (name, item)
      }
      return members.count == entries.count ? .map(members) : nil
    }
    let scalar = value.scalarJSON
    guard case .string = scalar else { return .plain(scalar) }
    return SuiteTemplate(value).map { .text($0) }
  }

  var templates: [SuiteTemplate] {
    switch self {
    case .text(let template): [template]
    case .plain: []
    case .list(let items): items.flatMap(\.templates)
    case .map(let members): members.flatMap(\.value.templates)
    }
  }

  /// The value where no text has a placeholder; `nil` where the row decides.
  var literal: JSONValue? {
    switch self {
    case .text(let template): return template.isLiteral ? .string(template.source) : nil
    case .plain(let value): return value
    case .list(let items):
      let values = items.compactMap(\.literal)
      return values.count == items.count ? .array(values) : nil
    case .map(let members):
      let values = members.compactMap { member in
        member.value.literal.map { JSONValue.Member(member.key, $0) }
      }
      return values.count == members.count ? .object(values) : nil
    }
  }

  /// The value for a row: a text that is one lone placeholder gives the value itself.
  func value(_ row: RowScope) throws(Failure) -> JSONValue {
    switch self {
    case .text(let template): return JSONValue(try template.value(row))
    case .plain(let value): return value
    case .list(let items):
      return .array(try items.map { item throws(Failure) in try item.value(row) })
    case .map(let members):
      return .object(
        try members.map { member throws(Failure) in
          JSONValue.Member(member.key, try member.value.value(row))
        })
    }
  }
}

/// Writes a form as a whole JSON Schema, with the forms that have names in its `$defs`.
struct SchemaDocument {
  private var definitions: [(name: String, value: JSONValue)] = []

  /// The document.
  ///
  /// - Parameters:
  ///   - form: Of the root.
  ///   - id: The `$id`.
  ///   - title: What editors show.
  ///   - meaning: The root's description.
  /// - Returns: The schema as JSON.
  static func make(_ form: SchemaForm, id: String, title: String, meaning: String) -> JSONValue {
    var document = SchemaDocument()
    var members: [JSONValue.Member] = [
      JSONValue.Member("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
      JSONValue.Member("$id", .string(id)), JSONValue.Member("title", .string(title)),
      JSONValue.Member("description", .string(meaning)),
    ]
    members += document.members(of: form)
    let definitions = document.definitions.map { JSONValue.Member($0.name, $0.value) }
    if !definitions.isEmpty { members.append(JSONValue.Member("$defs", .object(definitions))) }
    return .object(members)
  }

  private mutating func json(_ form: SchemaForm) -> JSONValue {
    if form.isNever { return .bool(false) }
    guard let name = form.name else { return .object(members(of: form)) }
    if !definitions.contains(where: { $0.name == name }) {
      let place = definitions.count
      definitions.append((name, .null))
      definitions[place].value = .object(members(of: form))
    }
    return .object([JSONValue.Member("$ref", .string("#/$defs/\(name)"))])
  }

  private mutating func members(of form: SchemaForm) -> [JSONValue.Member] {
    form.parts.map { keyword, part in
      switch part {
      case .value(let value): JSONValue.Member(keyword, value)
      case .form(let form):
        // A reference is the value of its keyword, and not a schema beneath it.
        JSONValue.Member(keyword, keyword == "$ref" ? json(form)["$ref"] ?? .null : json(form))
      case .forms(let forms): JSONValue.Member(keyword, .array(forms.map { json($0) }))
      case .named(let forms):
        JSONValue.Member(
          keyword, .object(forms.map { JSONValue.Member($0.name, json($0.form)) }))
      }
    }
  }
}

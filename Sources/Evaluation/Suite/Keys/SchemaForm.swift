/// A part of a JSON Schema (draft 2020-12), its keywords in the order in which they are written.
struct SchemaForm: Sendable {
  /// What stands behind a keyword.
  enum Part: Sendable {
    case value(JSONValue)
    case form(SchemaForm)
    case forms([SchemaForm])
    case named([(name: String, form: SchemaForm)])
  }

  private(set) var parts: [(keyword: String, part: Part)] = []
  /// The name under which it stands in `$defs`, for forms that are used in several places.
  private(set) var name: String?

  /// Whether it refuses everything.
  private(set) var isNever = false

  /// The form that refuses everything; inside `properties` it forbids a key.
  static let never: SchemaForm = {
    var form = SchemaForm()
    form.isNever = true
    return form
  }()

  func with(_ keyword: String, _ value: JSONValue) -> SchemaForm {
    with(keyword, part: .value(value))
  }

  func with(_ keyword: String, form: SchemaForm) -> SchemaForm {
    with(keyword, part: .form(form))
  }

  func with(_ keyword: String, forms: [SchemaForm]) -> SchemaForm {
    with(keyword, part: .forms(forms))
  }

  func with(_ keyword: String, named forms: [(name: String, form: SchemaForm)]) -> SchemaForm {
    with(keyword, part: .named(forms))
  }

  private func with(_ keyword: String, part: Part) -> SchemaForm {
    var form = self
    form.parts.append((keyword, part))
    return form
  }

  /// The same form, written once in `$defs` and referred to.
  func named(_ name: String) -> SchemaForm {
    var form = self
    form.name = name
    return form
  }

  /// The form as that of a key: what the key means comes first, its default last.
  func described(_ meaning: String, default standard: JSONValue? = nil) -> SchemaForm {
    var form = SchemaForm().with("description", .string(meaning))
    form.parts += name == nil ? parts : [("$ref", .form(self))]
    return standard.map { form.with("default", $0) } ?? form
  }
}

// MARK: Values

extension SchemaForm {
  static func type(_ names: String...) -> SchemaForm {
    SchemaForm().with(
      "type", names.count == 1 ? .string(names[0]) : .array(names.map { .string($0) }))
  }

  /// A scalar that is read as it is written: where a text is expected, a number or flag is one, too.
  static let text = type("string", "number", "boolean")
  static let nonEmptyText = text.with("minLength", .int(1))

  static func words(_ words: [String]) -> SchemaForm {
    SchemaForm().with("enum", .array(words.map { .string($0) }))
  }

  static func word(_ word: String) -> SchemaForm { SchemaForm().with("const", .string(word)) }

  static func list(of items: SchemaForm, least: Int = 0, isUnique: Bool = false) -> SchemaForm {
    var form = type("array").with("items", form: items)
    if least > 0 { form = form.with("minItems", .int(least)) }
    return isUnique ? form.with("uniqueItems", .bool(true)) : form
  }

  /// One of several forms.
  static func any(_ forms: SchemaForm...) -> SchemaForm { SchemaForm().with("anyOf", forms: forms) }
}

// MARK: Conditions over the keys of a mapping

extension SchemaForm {
  static func all(_ forms: SchemaForm...) -> SchemaForm { SchemaForm().with("allOf", forms: forms) }
  static func not(_ form: SchemaForm) -> SchemaForm { SchemaForm().with("not", form: form) }

  /// Has all of some keys.
  static func has(_ keys: String...) -> SchemaForm { requires(keys) }

  static func requires(_ keys: [String]) -> SchemaForm {
    SchemaForm().with("required", .array(keys.map { .string($0) }))
  }

  static func lacks(_ key: String) -> SchemaForm { not(has(key)) }

  /// Where a key is there, its value has a form.
  static func value(of key: String, _ form: SchemaForm) -> SchemaForm {
    SchemaForm().with("properties", named: [(key, form)])
  }

  /// Has a key whose value has a form.
  static func has(_ key: String, _ form: SchemaForm) -> SchemaForm {
    value(of: key, form).with("required", .array([.string(key)]))
  }

  /// Has a key that is one of some words.
  static func has(_ key: String, in words: [String]) -> SchemaForm {
    has(key, words.count == 1 ? .word(words[0]) : .words(words))
  }

  /// None of some keys is there; an editor marks the key itself.
  static func without(_ keys: [String]) -> SchemaForm {
    SchemaForm().with("properties", named: keys.map { ($0, .never) })
  }

  /// Where the first form holds, the second must hold, and elsewhere the third.
  static func when(
    _ condition: SchemaForm, _ then: SchemaForm, otherwise: SchemaForm? = nil
  ) -> SchemaForm {
    let form = SchemaForm().with("if", form: condition).with("then", form: then)
    return otherwise.map { form.with("else", form: $0) } ?? form
  }
}

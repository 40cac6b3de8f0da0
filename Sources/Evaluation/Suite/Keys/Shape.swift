import Patterns

/// What a value of a suite or plan file may be: how it is read, and how a JSON Schema says the same.
struct Shape<Value>: Sendable {
  let schema: SchemaForm
  /// Reads a value; what is wrong goes to its log.
  let read: @Sendable (YAMLValue) -> Value?
  /// A value as a schema's `default` states it; `nil` for values that none states.
  let written: @Sendable (Value) -> JSONValue?

  init(
    _ schema: SchemaForm, written: @escaping @Sendable (Value) -> JSONValue? = { _ in nil },
    read: @escaping @Sendable (YAMLValue) -> Value?
  ) {
    self.schema = schema
    self.read = read
    self.written = written
  }
}

// MARK: Texts

extension Shape where Value == String {
  static var text: Shape {
    Shape(.text, written: { .string($0) }, read: { $0.text() })
  }

  static var nonEmptyText: Shape { nonEmptyText("a text") }

  /// A text that is not empty.
  ///
  /// - Parameter wanted: What messages call it.
  /// - Returns: The shape.
  static func nonEmptyText(_ wanted: String) -> Shape {
    Shape(.nonEmptyText, written: { .string($0) }, read: { $0.nonEmptyText(wanted) })
  }

  /// An id of a suite, plan or condition.
  static var identifier: Shape {
    Shape(.text.with("pattern", .string("^[a-z0-9._-]+$")), read: Identifier.read)
  }

  /// A regular expression of a dialect, as it is written.
  static func pattern(_ dialect: PatternReader.Dialect) -> Shape {
    Shape(.nonEmptyText) { value in PatternReader.read(value, dialect).flatMap { _ in value.text() }
    }
  }
}

extension Shape where Value == Pattern {
  /// A regular expression, compiled.
  static func compiled(_ dialect: PatternReader.Dialect) -> Shape {
    Shape(.nonEmptyText) { PatternReader.read($0, dialect) }
  }
}

extension Shape where Value == SuiteTemplate {
  /// A template over the fields of a row.
  static var template: Shape { Shape(.text, read: { SuiteTemplate($0) }) }
}

extension Shape where Value: RawRepresentable & CaseIterable & Sendable, Value.RawValue == String {
  /// One of the words of an enumeration.
  static func word(_: Value.Type) -> Shape {
    Shape(
      .words(Value.allCases.map(\.rawValue)), written: { .string($0.rawValue) },
      read: { $0.word(Value.self) })
  }
}

// MARK: Numbers and flags

extension Shape where Value == Int {
  static func whole(_ range: ClosedRange<Int>) -> Shape {
    var schema = SchemaForm.type("integer")
    if range.lowerBound != .min { schema = schema.with("minimum", .int(range.lowerBound)) }
    if range.upperBound != .max { schema = schema.with("maximum", .int(range.upperBound)) }
    return Shape(schema, written: { .int($0) }, read: { $0.whole(range) })
  }
}

extension Shape where Value == UInt64 {
  static var seed: Shape {
    Shape(.type("integer").with("minimum", .int(0)), read: { $0.seed() })
  }
}

extension Shape where Value == Double {
  static func number(_ range: NumberRange = .any) -> Shape {
    Shape(
      range.schema, written: { NumberRange.json($0) },
      read: { $0.number(range.wanted, where: range.contains) })
  }
}

extension Shape where Value == Bool {
  static var flag: Shape { Shape(.type("boolean"), written: { .bool($0) }, read: { $0.flag() }) }
}

// MARK: Collections

extension Shape {
  /// A list; items that are wrong are left out of what is read.
  ///
  /// - Parameters:
  ///   - item: Of each item.
  ///   - wanted: What messages call the list.
  ///   - least: What an empty list lacks, such as "at least one metric"; `nil` where it may be empty.
  /// - Returns: The shape.
  static func list<Item>(
    of item: Shape<Item>, _ wanted: String, least: String? = nil
  ) -> Shape where Value == [Item] {
    Shape(.list(of: item.schema, least: least == nil ? 0 : 1)) { value in
      guard let values = value.list(wanted) else { return nil }
      if values.isEmpty, let least { value.wrong(least) }
      return values.compactMap(item.read)
    }
  }

  /// A mapping whose keys are names of the user's.
  ///
  /// - Parameters:
  ///   - name: Of each key.
  ///   - item: Of each value.
  ///   - wanted: What messages call the mapping.
  ///   - least: What an empty mapping lacks; `nil` where it may be empty.
  /// - Returns: The shape.
  static func table<Name, Item>(
    _ name: Shape<Name>, of item: Shape<Item>, _ wanted: String, least: String? = nil
  ) -> Shape where Value == [(key: Name, value: Item)] {
    var schema = SchemaForm.type("object")
    if !name.schema.limits.parts.isEmpty {
      schema = schema.with("propertyNames", form: name.schema.limits)
    }
    schema = schema.with("additionalProperties", form: item.schema)
    if least != nil { schema = schema.with("minProperties", .int(1)) }
    return Shape(schema) { value in
      guard let map = value.mapping(wanted) else { return nil }
      if map.entries.isEmpty, let least { value.wrong(least) }
      return map.entries.compactMap { key, value in
        guard let key = name.read(key), let item = item.read(value) else { return nil }
        return (key, item)
      }
    }
  }

  /// A mapping of declared keys.
  ///
  /// - Parameters:
  ///   - keys: The declarations; keys that are none of them are reported.
  ///   - wanted: What messages call the mapping.
  ///   - read: Reads the keys; what is wrong goes to the mapping's log.
  /// - Returns: The shape.
  static func mapping<Keys: KeySet>(
    _ keys: Keys, _ wanted: String, read: @escaping @Sendable (YAMLMapping, Keys) -> Value?
  ) -> Shape {
    Shape(keys.schema) { value in
      guard let map = value.mapping(wanted) else { return nil }
      map.check(keys)
      return read(map, keys)
    }
  }
}

extension SchemaForm {
  /// What a name of a property must be besides a text, which it always is.
  fileprivate var limits: SchemaForm {
    parts.filter { $0.keyword != "type" }.reduce(into: SchemaForm()) { form, entry in
      if case .value(let value) = entry.part { form = form.with(entry.keyword, value) }
    }
  }
}

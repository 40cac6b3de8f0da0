/// The keys of one kind of mapping: a structure whose stored properties are the declarations.
///
/// What a set declares is found by reflection, so that a key cannot be declared and forgotten in a
/// list. A property that is itself a set adds its keys in its place.
protocol KeySet: Sendable {
  /// Keys of the design whose features come later, refused by name.
  var planned: [String] { get }
  /// What the schema says of the keys together; the reader has its own words for each.
  var rules: [SchemaForm] { get }
}

extension KeySet {
  var planned: [String] { [] }
  var rules: [SchemaForm] { [] }

  /// In the order of their declaration.
  var declarations: [any KeyDeclaration] {
    Mirror(reflecting: self).children.flatMap { child -> [any KeyDeclaration] in
      if let key = child.value as? any KeyDeclaration { return [key] }
      return (child.value as? any KeySet)?.declarations ?? []
    }
  }

  var names: [String] { declarations.map(\.name) }

  /// A mapping of these keys and no others.
  var schema: SchemaForm {
    let keys = declarations
    var form = SchemaForm.type("object").with("additionalProperties", .bool(false))
      .with("properties", named: keys.map { ($0.name, $0.schema) })
    let required = keys.filter(\.isRequired).map(\.name)
    if !required.isEmpty {
      form = form.with("required", .array(required.map { .string($0) }))
    }
    return rules.isEmpty ? form : form.with("allOf", forms: rules)
  }
}

// MARK: Reading

extension YAMLMapping {
  /// Reports keys that a set does not declare.
  func check(_ keys: some KeySet) {
    check(known: keys.names, planned: keys.planned)
  }

  /// What stands there for a key; `nil` where the key is absent.
  subscript(key: some KeyDeclaration) -> YAMLValue? { self[key.name] }

  /// The value of a key; `nil` where it is absent or wrong.
  func read<Value>(_ key: OptionalKey<Value>) -> Value? {
    self[key].flatMap(key.shape.read)
  }

  /// The value of a key, or its default where it is absent or wrong.
  func read<Value>(_ key: DefaultedKey<Value>) -> Value {
    self[key].flatMap(key.shape.read) ?? key.standard
  }

  /// The value of a key that must be there.
  ///
  /// - Parameters:
  ///   - key: The key.
  ///   - place: Where to report its absence; the mapping's own place where none is named.
  /// - Returns: `nil` where it is absent or wrong.
  func read<Value>(_ key: RequiredKey<Value>, at place: Place? = nil) -> Value? {
    required(key.name, at: place ?? self.place, remedy: key.remedy).flatMap(key.shape.read)
  }
}

extension YAMLMapping? {
  /// The value of a key; `nil` where it, or the whole mapping, is absent.
  func read<Value>(_ key: OptionalKey<Value>) -> Value? { flatMap { $0.read(key) } }

  /// The value of a key, or its default where it, or the whole mapping, is absent.
  func read<Value>(_ key: DefaultedKey<Value>) -> Value { self?.read(key) ?? key.standard }
}

/// A key of a mapping, declared once: the reader, the JSON Schema and the tests of the reference
/// page take it from here.
protocol KeyDeclaration: Sendable {
  var name: String { get }
  /// Its value with what it means and what stands for it where it is absent.
  var schema: SchemaForm { get }
  var isRequired: Bool { get }
}

/// A key that must be there.
struct RequiredKey<Value>: KeyDeclaration {
  let name: String
  let shape: Shape<Value>
  /// One line for editors.
  let meaning: String
  /// What to do about its absence.
  let remedy: String

  var isRequired: Bool { true }
  var schema: SchemaForm { shape.schema.described(meaning) }

  init(_ name: String, _ shape: Shape<Value>, _ meaning: String, remedy: String) {
    self.name = name
    self.shape = shape
    self.meaning = meaning
    self.remedy = remedy
  }
}

/// A key that may be left out and then has a value all the same.
struct DefaultedKey<Value: Sendable>: KeyDeclaration {
  let name: String
  let shape: Shape<Value>
  let standard: Value
  let meaning: String

  var isRequired: Bool { false }
  var schema: SchemaForm {
    shape.schema.described(meaning, default: shape.written(standard))
  }

  init(_ name: String, _ shape: Shape<Value>, _ standard: Value, _ meaning: String) {
    self.name = name
    self.shape = shape
    self.standard = standard
    self.meaning = meaning
  }
}

/// A key that may be left out, and whose absence says something of its own.
struct OptionalKey<Value>: KeyDeclaration {
  let name: String
  let shape: Shape<Value>
  let meaning: String
  /// What holds where it is absent, such as "the run's"; "none" where nothing does.
  let absence: String

  var isRequired: Bool { false }
  var schema: SchemaForm {
    shape.schema.described(absence == "none" ? meaning : "\(meaning) Default: \(absence).")
  }

  init(_ name: String, _ shape: Shape<Value>, _ meaning: String, otherwise absence: String = "none")
  {
    self.name = name
    self.shape = shape
    self.meaning = meaning
    self.absence = absence
  }
}

import Patterns

/// Reads the keywords of one schema.
struct SchemaReader {
  /// Gives a subschema its number.
  typealias Number = (JSONValue, String) -> Int
  /// Gives what a `$ref` names its number.
  typealias Resolve = (String, String) throws(Failure) -> Int

  private let value: JSONValue
  private let pointer: String
  private let file: String

  /// Keywords that change nothing.
  private static let annotations: Set<String> = [
    "$schema", "$id", "$anchor", "$comment", "$defs", "$vocabulary", "definitions", "title",
    "description", "default", "examples", "deprecated", "readOnly", "writeOnly", "format",
    "contentEncoding", "contentMediaType", "contentSchema",
  ]
  /// Keywords that change the meaning, and are not there, with what to write instead.
  private static let refused: [String: String] = [
    "unevaluatedItems": "State items beside prefixItems.",
    "unevaluatedProperties": "State additionalProperties.", "$dynamicRef": "Use $ref.",
    "$dynamicAnchor": "Use $anchor.", "$recursiveRef": "Use $ref.",
    "$recursiveAnchor": "Use $anchor.",
    "dependencies": "Use dependentRequired or dependentSchemas.",
    "additionalItems": "Use prefixItems, and items for the rest.",
  ]

  init(_ value: JSONValue, at pointer: String, file: String) {
    self.value = value
    self.pointer = pointer
    self.file = file
  }

  /// The checks of the schema.
  mutating func read(
    _ number: Number, resolving resolve: Resolve
  ) throws(Failure) -> [SchemaCheck] {
    switch value {
    case .bool(true): return []
    case .bool(false): return [.never]
    case .object(let members):
      var checks: [SchemaCheck] = []
      for member in members {
        checks += try self.checks(member.name, member.value, number, resolve)
      }
      return checks
    default: throw wrong(nil, value, "a schema: an object, true or false")
    }
  }

  private func checks(
    _ name: String, _ value: JSONValue, _ number: Number, _ resolve: Resolve
  ) throws(Failure) -> [SchemaCheck] {
    if name == "$id", !pointer.isEmpty {
      throw failure(name, "an inner $id is not supported", "Remove it, and use paths in $ref.")
    }
    if SchemaReader.annotations.contains(name) || name.hasPrefix("x-") { return [] }
    if let check = try scalarCheck(name, value) { return [check] }
    if let check = try countCheck(name, value) { return check }
    if let check = try applicator(name, value, number, resolve) { return check }
    if let remedy = SchemaReader.refused[name] {
      throw failure(name, "the keyword \"\(name)\" is not supported", remedy)
    }
    throw failure(
      name, "\"\(name)\" is no keyword of JSON Schema 2020-12",
      Spelling.nearest(name, in: SchemaReader.keywords).map { "Did you mean \"\($0)\"?" }
        ?? "Remove it, or begin it with x-.")
  }

  /// For suggestions.
  private static let keywords = [
    "type", "enum", "const", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
    "multipleOf", "minLength", "maxLength", "pattern", "items", "prefixItems", "contains",
    "minContains", "maxContains", "minItems", "maxItems", "uniqueItems", "properties",
    "patternProperties", "additionalProperties", "propertyNames", "required", "minProperties",
    "maxProperties", "dependentRequired", "dependentSchemas", "allOf", "anyOf", "oneOf", "not",
    "if", "then", "else", "$ref",
  ]

  // MARK: Failures

  private func failure(_ name: String?, _ message: String, _ remedy: String? = nil) -> Failure {
    let field = SchemaCompiler.field("\(pointer)/\(name ?? "")")
    return Failure(
      .badData, message, at: Place(file: file, field: field.isEmpty ? nil : field), remedy: remedy)
  }

  private func wrong(_ name: String?, _ value: JSONValue, _ wanted: String) -> Failure {
    let found = (try? value.jsonText()).map { String($0.prefix(40)) } ?? "?"
    return failure(name, "expected \(wanted), found \(found)")
  }
}

// MARK: Single values

extension SchemaReader {
  private func scalarCheck(_ name: String, _ value: JSONValue) throws(Failure) -> SchemaCheck? {
    switch name {
    case "type": return .types(try types(value))
    case "enum": return .values(Set(try list(name, value).map(JSONIdentity.init)))
    case "const": return .values([JSONIdentity(value)])
    case "minimum": return .atLeast(try number(name, value))
    case "maximum": return .atMost(try number(name, value))
    case "exclusiveMinimum": return .above(try number(name, value))
    case "exclusiveMaximum": return .below(try number(name, value))
    case "multipleOf":
      let unit = try number(name, value)
      guard SchemaNumbers.holds(.above(.int(0)), unit) else {
        throw wrong(name, value, "a number above 0")
      }
      return .multipleOf(unit)
    case "pattern": return .pattern(try pattern(name, try text(name, value)))
    case "required": return .required(try texts(name, value))
    case "uniqueItems":
      guard case .bool(let flag) = value else { throw wrong(name, value, "true or false") }
      return flag ? .uniqueItems : .all([])
    case "dependentRequired":
      return .dependentRequired(
        try members(name, value).map { member throws(Failure) in
          (member.name, try texts(name, member.value))
        })
    default: return nil
    }
  }

  private func types(_ value: JSONValue) throws(Failure) -> Set<SchemaType> {
    let names: [String]
    if case .string(let name) = value { names = [name] } else { names = try texts("type", value) }
    var types: Set<SchemaType> = []
    for name in names {
      guard let type = SchemaType(rawValue: name) else {
        let all = SchemaType.allCases.map(\.rawValue)
        throw failure(
          "type", "\"\(name)\" is no type", Spelling.remedy(name, among: all, called: "types"))
      }
      types.insert(type)
    }
    return types
  }

  private func number(_ name: String, _ value: JSONValue) throws(Failure) -> JSONValue {
    switch value {
    case .int, .double: return value
    default: throw wrong(name, value, "a number")
    }
  }

  private func text(_ name: String, _ value: JSONValue) throws(Failure) -> String {
    guard case .string(let text) = value else { throw wrong(name, value, "a text") }
    return text
  }

  private func list(_ name: String, _ value: JSONValue) throws(Failure) -> [JSONValue] {
    guard case .array(let items) = value else { throw wrong(name, value, "a list") }
    return items
  }

  private func texts(_ name: String, _ value: JSONValue) throws(Failure) -> [String] {
    try list(name, value).map { item throws(Failure) in try text(name, item) }
  }

  private func members(
    _ name: String, _ value: JSONValue
  ) throws(Failure) -> [JSONValue.Member] {
    guard case .object(let members) = value else { throw wrong(name, value, "an object") }
    return members
  }

  private func pattern(_ name: String, _ source: String) throws(Failure) -> Pattern {
    do throws(PatternError) {
      return try Pattern(source)
    } catch {
      throw failure(name, error.description, "Write it in PCRE2's dialect.")
    }
  }
}

// MARK: Counts

extension SchemaReader {
  /// Pairs of least and most, read with the first of a pair that stands in the schema.
  private func countCheck(_ name: String, _ value: JSONValue) throws(Failure) -> [SchemaCheck]? {
    switch name {
    case "minLength", "maxLength":
      return try range(name, "minLength", "maxLength").map { [.length($0)] } ?? []
    case "minItems", "maxItems":
      return try range(name, "minItems", "maxItems").map { [.itemCount($0)] } ?? []
    case "minProperties", "maxProperties":
      return try range(name, "minProperties", "maxProperties").map { [.propertyCount($0)] } ?? []
    case "minContains", "maxContains":
      _ = try count(name)
      return []
    default: return nil
    }
  }

  private func range(
    _ name: String, _ least: String, _ most: String
  ) throws(Failure) -> ClosedRange<Int>? {
    if name == most, value[least] != nil { return nil }
    return try range(least, most, default: 0)
  }

  private func range(
    _ least: String, _ most: String, default lowest: Int
  ) throws(Failure) -> ClosedRange<Int> {
    let low = try count(least) ?? lowest
    let high = try count(most) ?? .max
    // Nothing is in a range whose end comes first: as no count is.
    return low <= high ? low...high : .max ... .max
  }

  private func count(_ name: String) throws(Failure) -> Int? {
    switch value[name] {
    case nil: return nil
    case .int(let count)? where count >= 0: return count
    case .double(let count)? where count >= 0 && count < 1e15 && count.rounded() == count:
      return Int(count)
    case let other?: throw wrong(name, other, "a whole number of at least 0")
    }
  }
}

// MARK: Subschemas

extension SchemaReader {
  private func applicator(
    _ name: String, _ value: JSONValue, _ number: Number, _ resolve: Resolve
  ) throws(Failure) -> [SchemaCheck]? {
    func schema(_ name: String) -> Int? {
      self.value[name].map { number($0, "\(pointer)/\(name)") }
    }
    switch name {
    case "$ref": return [.all([try resolve(try text(name, value), pointer)])]
    case "allOf": return [.all(try schemas(name, value, number))]
    case "anyOf": return [.any(try schemas(name, value, number))]
    case "oneOf": return [.one(try schemas(name, value, number))]
    case "not": return schema(name).map { [.not($0)] }
    case "if":
      return schema(name).map {
        [.conditional($0, then: schema("then"), otherwise: schema("else"))]
      }
    case "then", "else": return []
    case "prefixItems":
      return [.items(prefix: try schemas(name, value, number), rest: schema("items"))]
    case "items":
      if case .array = value {
        throw failure(name, "items is one schema in 2020-12", "Use prefixItems for a list.")
      }
      return self.value["prefixItems"] == nil ? [.items(prefix: [], rest: schema(name))] : []
    case "contains":
      let range = try range("minContains", "maxContains", default: 1)
      return schema(name).map { [.contains($0, range)] }
    case "propertyNames": return schema(name).map { [.propertyNames($0)] }
    case "dependentSchemas": return [.dependentSchemas(try named(name, value, number))]
    case "properties", "patternProperties", "additionalProperties":
      return try properties(name, number)
    default: return nil
    }
  }

  /// The three keywords of members together, with the first of them that stands in the schema.
  private func properties(_ name: String, _ number: Number) throws(Failure) -> [SchemaCheck] {
    let keywords = ["properties", "patternProperties", "additionalProperties"]
    guard name == keywords.first(where: { value[$0] != nil }) else { return [] }
    let named = try value["properties"].map { value throws(Failure) in
      try self.named("properties", value, number)
    }
    let patterns = try value["patternProperties"].map { value throws(Failure) in
      try self.named("patternProperties", value, number)
    }
    var compiled: [(Pattern, Int)] = []
    for entry in patterns ?? [] {
      compiled.append((try pattern("patternProperties", entry.name), entry.schema))
    }
    let rest = value["additionalProperties"].map { number($0, "\(pointer)/additionalProperties") }
    return [.properties(named: named ?? [], patterns: compiled, rest: rest)]
  }

  private func schemas(
    _ name: String, _ value: JSONValue, _ number: Number
  ) throws(Failure) -> [Int] {
    let items = try list(name, value)
    guard !items.isEmpty else { throw wrong(name, value, "at least one schema") }
    return items.enumerated().map { number($0.element, "\(pointer)/\(name)/\($0.offset)") }
  }

  private func named(
    _ name: String, _ value: JSONValue, _ number: Number
  ) throws(Failure) -> [(name: String, schema: Int)] {
    try members(name, value).map { member in
      (
        member.name,
        number(member.value, "\(pointer)/\(name)/\(SchemaCompiler.escaped(member.name))")
      )
    }
  }
}

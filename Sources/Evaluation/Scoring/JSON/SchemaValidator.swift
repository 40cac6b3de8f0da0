import Patterns

/// Checks one value against a schema.
struct SchemaValidator {
  /// How many checks one value may cost, and how deep they may lie in one another.
  private static let mostChecks = 1_000_000
  private static let deepest = 1_500

  private let nodes: [JSONSchema.Node]
  private var checks = 0
  private var depth = 0
  /// Whether the value cost too much: then it is not accepted, whatever the checks said.
  private var isGivenUp = false

  init(_ schema: JSONSchema) {
    nodes = schema.nodes
  }

  /// Whether a value is valid by a schema.
  mutating func validates(_ value: JSONValue, _ schema: Int) throws(PatternError) -> Bool {
    try accepts(value, schema) && !isGivenUp
  }

  private mutating func accepts(_ value: JSONValue, _ schema: Int) throws(PatternError) -> Bool {
    depth += 1
    defer { depth -= 1 }
    for check in nodes[schema].checks {
      checks += 1
      if checks > SchemaValidator.mostChecks || depth > SchemaValidator.deepest { isGivenUp = true }
      guard !isGivenUp, try holds(check, value) else { return false }
    }
    return true
  }

  private mutating func holds(
    _ check: SchemaCheck, _ value: JSONValue
  ) throws(PatternError) -> Bool {
    switch check {
    case .never: return false
    case .types(let types): return types.contains { $0.holds(value) }
    case .values(let values): return values.contains(JSONIdentity(value))
    case .all, .any, .one, .not, .conditional: return try combines(check, value)
    default: break
    }
    switch value {
    case .int, .double: return SchemaNumbers.holds(check, value)
    case .string(let text): return try holds(check, text: text)
    case .array(let items): return try holds(check, items: items)
    case .object(let members): return try holds(check, members: members, value)
    case .null, .bool: return true
    }
  }

  private mutating func combines(
    _ check: SchemaCheck, _ value: JSONValue
  ) throws(PatternError) -> Bool {
    switch check {
    case .all(let schemas): return try count(schemas, value, atMost: nil) == schemas.count
    case .any(let schemas): return try count(schemas, value, atMost: 1) >= 1
    case .one(let schemas): return try count(schemas, value, atMost: 2) == 1
    case .not(let schema): return try !accepts(value, schema)
    case .conditional(let condition, let then, let otherwise):
      let branch = try accepts(value, condition) ? then : otherwise
      guard let branch else { return true }
      return try accepts(value, branch)
    default: return true
    }
  }

  /// How many schemas accept a value; counting stops at `atMost`, or without it at the first that does not.
  private mutating func count(
    _ schemas: [Int], _ value: JSONValue, atMost: Int?
  ) throws(PatternError) -> Int {
    var count = 0
    for schema in schemas {
      if try accepts(value, schema) {
        count += 1
        if count == atMost { break }
      } else if atMost == nil {
        break
      }
    }
    return count
  }

  private func holds(_ check: SchemaCheck, text: String) throws(PatternError) -> Bool {
    switch check {
    case .length(let range): range.contains(text.unicodeScalars.count)
    case .pattern(let pattern): try pattern.firstMatch(in: text) != nil
    default: true
    }
  }

  private mutating func holds(
    _ check: SchemaCheck, items: [JSONValue]
  ) throws(PatternError) -> Bool {
    switch check {
    case .itemCount(let range): return range.contains(items.count)
    case .uniqueItems: return Set(items.map(JSONIdentity.init)).count == items.count
    case .contains(let schema, let range):
      var count = 0
      for item in items where try accepts(item, schema) { count += 1 }
      return range.contains(count)
    case .items(let prefix, let rest):
      for (index, item) in items.enumerated() {
        guard let schema = index < prefix.count ? prefix[index] : rest else { continue }
        guard try accepts(item, schema) else { return false }
      }
      return true
    default: return true
    }
  }
}

// MARK: Objects

extension SchemaValidator {
  private mutating func holds(
    _ check: SchemaCheck, members: [JSONValue.Member], _ value: JSONValue
  ) throws(PatternError) -> Bool {
    switch check {
    case .properties(let named, let patterns, let rest):
      return try holds(named, patterns, rest, SchemaValidator.unique(members))
    case .required(let names): return names.allSatisfy { value[$0] != nil }
    case .propertyCount(let range):
      return range.contains(SchemaValidator.unique(members).count)
    case .propertyNames(let schema):
      for member in members where try !accepts(.string(member.name), schema) { return false }
      return true
    case .dependentRequired(let entries):
      return entries.allSatisfy { entry in
        value[entry.name] == nil || entry.required.allSatisfy { value[$0] != nil }
      }
    case .dependentSchemas(let entries):
      for entry in entries where value[entry.name] != nil {
        guard try accepts(value, entry.schema) else { return false }
      }
      return true
    default: return true
    }
  }

  private mutating func holds(
    _ named: [(name: String, schema: Int)], _ patterns: [(Pattern, Int)], _ rest: Int?,
    _ members: [JSONValue.Member]
  ) throws(PatternError) -> Bool {
    for member in members {
      var isKnown = false
      for entry in named where SchemaValidator.areEqual(entry.name, member.name) {
        isKnown = true
        guard try accepts(member.value, entry.schema) else { return false }
      }
      for (pattern, schema) in patterns where try pattern.firstMatch(in: member.name) != nil {
        isKnown = true
        guard try accepts(member.value, schema) else { return false }
      }
      if !isKnown, let rest, try !accepts(member.value, rest) { return false }
    }
    return true
  }

  private static func areEqual(_ first: String, _ second: String) -> Bool {
    first.utf8.elementsEqual(second.utf8)
  }

  /// The members, of a repeated name the last.
  private static func unique(_ members: [JSONValue.Member]) -> [JSONValue.Member] {
    var places: [[UInt8]: Int] = [:]
    var unique: [JSONValue.Member] = []
    for member in members {
      let key = Array(member.name.utf8)
      if let place = places[key] {
        unique[place] = member
      } else {
        places[key] = unique.count
        unique.append(member)
      }
    }
    return unique
  }
}

/// Checks of numbers.
enum SchemaNumbers {
  static func holds(_ check: SchemaCheck, _ value: JSONValue) -> Bool {
    switch check {
    case .atLeast(let limit): !isLess(value, limit)
    case .above(let limit): isLess(limit, value)
    case .atMost(let limit): !isLess(limit, value)
    case .below(let limit): isLess(value, limit)
    case .multipleOf(let unit): isMultiple(value, of: unit)
    default: true
    }
  }

  private static func isLess(_ first: JSONValue, _ second: JSONValue) -> Bool {
    if case (.int(let a), .int(let b)) = (first, second) { return a < b }
    return number(first) < number(second)
  }

  /// As Python's jsonschema: by the remainder of a whole unit, by the quotient of another.
  private static func isMultiple(_ value: JSONValue, of unit: JSONValue) -> Bool {
    if case (.int(let a), .int(let b)) = (value, unit) {
      return b == -1 || a.isMultiple(of: b)
    }
    if case .int(let b) = unit {
      return number(value).truncatingRemainder(dividingBy: Double(b)) == 0
    }
    let quotient = number(value) / number(unit)
    return quotient.isFinite && quotient.rounded() == quotient
  }

  private static func number(_ value: JSONValue) -> Double {
    switch value {
    case .int(let number): Double(number)
    case .double(let number): number
    default: .nan
    }
  }
}

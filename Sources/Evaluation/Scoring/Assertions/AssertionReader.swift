import Patterns

/// Why something is no assertion.
package struct AssertionFault: Error, Equatable {
  package var message: String
  /// The key that is wrong, such as `value`; `nil` for the whole.
  package var field: String?
  package var remedy: String?

  init(_ message: String, _ field: String? = nil, remedy: String? = nil) {
    self.message = message
    self.field = field
    self.remedy = remedy
  }
}

/// Reads assertions as data states them: `{type, value, threshold, weight, not, metric}`.
enum AssertionReader {
  static let keys = ["type", "value", "threshold", "weight", "not", "metric", "assert"]

  /// Reads one assertion.
  ///
  /// - Parameters:
  ///   - item: An object.
  ///   - isMember: Whether it belongs to a set, which holds no other set.
  /// - Returns: The assertion, checked: its pattern or schema compiles.
  /// - Throws: `AssertionFault` in words.
  static func assertion(
    _ item: JSONValue, isMember: Bool = false
  ) throws(AssertionFault) -> Assertion {
    guard case .object(let members) = item else {
      throw AssertionFault(
        "an assertion must be {type, value, …}, and is \(item.kindName)",
        remedy: "Give each as {\"type\": \"contains\", \"value\": …}.")
    }
    for member in members where !keys.contains(member.name) {
      throw AssertionFault(
        "an assertion has no \"\(member.name)\"", member.name,
        remedy: Spelling.remedy(member.name, among: keys, called: "keys"))
    }
    let (kind, isNegative) = try type(item["type"])
    var assertion = Assertion(kind)
    assertion.isNegated = isNegative != (try flag(item, "not"))
    assertion.weight = try number(item, "weight", "a number of at least 0") { $0 >= 0 } ?? 1
    assertion.threshold = try threshold(item, kind)
    assertion.metric = try metric(item["metric"])
    if kind == .assertSet {
      try readSet(item, isMember: isMember, into: &assertion)
    } else {
      if stated(item, "assert") != nil {
        throw AssertionFault("only an assert-set holds other assertions", "assert")
      }
      assertion.value = try AssertionValueReader(kind: kind).value(stated(item, "value"))
    }
    return assertion
  }

  private static func readSet(
    _ item: JSONValue, isMember: Bool, into assertion: inout Assertion
  ) throws(AssertionFault) {
    if isMember { throw AssertionFault("an assert-set holds no other", "type") }
    if assertion.isNegated {
      throw AssertionFault("an assert-set cannot be negated", "type", remedy: "Negate its members.")
    }
    if stated(item, "value") != nil {
      throw AssertionFault("an assert-set has no value", "value", remedy: "Remove it.")
    }
    guard case .array(let items)? = item["assert"], !items.isEmpty else {
      throw AssertionFault("an assert-set needs a list of assertions", "assert")
    }
    assertion.members = try items.enumerated().map { index, item throws(AssertionFault) in
      do throws(AssertionFault) {
        return try self.assertion(item, isMember: true)
      } catch {
        var fault = error
        fault.field = "assert[\(index)]" + (error.field.map { ".\($0)" } ?? "")
        throw fault
      }
    }
  }

  // MARK: Keys

  private static func type(
    _ value: JSONValue?
  ) throws(AssertionFault) -> (kind: AssertionKind, isNegated: Bool) {
    guard case .string(let text)? = value else {
      throw AssertionFault(
        "the type must be a text, and is \(value?.kindName ?? "missing")", "type")
    }
    let isNegated = text.hasPrefix(AssertionKind.negation)
    let name = isNegated ? String(text.dropFirst(AssertionKind.negation.count)) : text
    if let kind = AssertionKind(rawValue: name) { return (kind, isNegated) }
    throw AssertionFault(
      "there is no assertion \"\(text)\"", "type",
      remedy: Spelling.remedy(
        name, among: AssertionKind.allCases.map(\.rawValue), called: "assertions"))
  }

  private static func threshold(
    _ item: JSONValue, _ kind: AssertionKind
  ) throws(AssertionFault) -> Double? {
    let threshold = try number(item, "threshold", "a number") { _ in true }
    if threshold != nil, kind.standardThreshold == nil, kind != .assertSet {
      throw AssertionFault(
        "the assertion \(kind.rawValue) has no threshold", "threshold",
        remedy: "Remove it; the sample's own is assertions.threshold.")
    }
    return threshold
  }

  private static func metric(_ value: JSONValue?) throws(AssertionFault) -> String? {
    switch value {
    case nil, .null: return nil
    case .string(let text)? where AssertionMetrics.isName(text): return text
    default:
      throw AssertionFault(
        "a metric's name must be of the characters a-z, 0-9 and \"_\", and is "
          + (value?.string.map { "\"\($0)\"" } ?? value?.kindName ?? "missing"), "metric")
    }
  }

  /// What stands there, unless it is null.
  private static func stated(_ item: JSONValue, _ key: String) -> JSONValue? {
    item[key] == .null ? nil : item[key]
  }

  private static func flag(_ item: JSONValue, _ key: String) throws(AssertionFault) -> Bool {
    switch stated(item, key) {
    case nil: return false
    case .bool(let flag)?: return flag
    case let value?:
      throw AssertionFault("\"\(key)\" must be true or false, and is \(value.kindName)", key)
    }
  }

  private static func number(
    _ item: JSONValue, _ key: String, _ wanted: String, _ accepts: (Double) -> Bool
  ) throws(AssertionFault) -> Double? {
    guard let value = stated(item, key) else { return nil }
    // Templates and tables give numbers as texts.
    let number = value.number ?? value.string.flatMap { Double($0) }
    guard let number, number.isFinite, accepts(number) else {
      throw AssertionFault(
        "the \(key) must be \(wanted), and is "
          + (value.string.map { "\"\($0)\"" } ?? value.number.map { "\($0)" } ?? value.kindName),
        key)
    }
    return number
  }
}

import Patterns

/// Reads the `value` of an assertion: what it may be depends on the kind.
struct AssertionValueReader {
  let kind: AssertionKind

  /// The value, checked.
  ///
  /// - Parameter value: `nil` where none is stated.
  /// - Returns: What the kind looks for.
  /// - Throws: `AssertionFault` in words.
  func value(_ value: JSONValue?) throws(AssertionFault) -> Assertion.Value {
    switch kind {
    case .equals: return try equal(value)
    case .contains, .icontains, .startsWith: return .text(try text(value))
    case .rougeN, .levenshtein: return .text(try text(value))
    case .regex: return try pattern(value)
    case .containsAny, .containsAll, .icontainsAny, .icontainsAll:
      return .texts(try texts(value, isListOnly: true))
    case .bleu: return .texts(try texts(value, isListOnly: false))
    case .isJSON, .containsJSON: return try schema(value)
    case .wordCount: return try words(value)
    case .isRefusal, .assertSet:
      guard value == nil else {
        throw AssertionFault(
          "the assertion \(kind.rawValue) has no value", "value", remedy: "Remove it.")
      }
      return .none
    }
  }

  private func wrong(_ wanted: String, _ value: JSONValue?) -> AssertionFault {
    AssertionFault(
      "the value of \(kind.rawValue) must be \(wanted), and is \(value?.kindName ?? "missing")",
      "value")
  }

  /// A text or number as a text.
  private func plain(_ value: JSONValue) -> String? {
    switch value {
    case .string(let text): text
    case .int(let number): String(number)
    case .double(let number): Int(exactly: number).map { String($0) } ?? number.description
    default: nil
    }
  }

  private func text(_ value: JSONValue?) throws(AssertionFault) -> String {
    guard let text = value.flatMap(plain) else { throw wrong("a text", value) }
    guard !text.isEmpty else {
      throw AssertionFault("the value of \(kind.rawValue) is empty", "value")
    }
    return text
  }

  private func texts(
    _ value: JSONValue?, isListOnly: Bool
  ) throws(AssertionFault) -> [String] {
    if !isListOnly, let text = value.flatMap(plain), !text.isEmpty { return [text] }
    guard case .array(let items)? = value else {
      throw wrong(isListOnly ? "a list of texts" : "a text or a list of texts", value)
    }
    let texts = items.compactMap(plain)
    guard texts.count == items.count, !texts.isEmpty, !texts.contains("") else {
      throw AssertionFault(
        "the value of \(kind.rawValue) must be a list of texts that are not empty", "value")
    }
    return texts
  }

  private func equal(_ value: JSONValue?) throws(AssertionFault) -> Assertion.Value {
    switch value {
    case .string, .int, .double: return .text(value.flatMap(plain) ?? "")
    case .bool(let flag)?: return .text(flag ? "true" : "false")
    case .array?, .object?: return .json(try json(value))
    case nil, .null: throw wrong("a text, a number or JSON", value)
    }
  }

  private func pattern(_ value: JSONValue?) throws(AssertionFault) -> Assertion.Value {
    let source = try text(value)
    do throws(PatternError) {
      _ = try Pattern(source)
    } catch {
      throw AssertionFault(error.description, "value")
    }
    return .text(source)
  }

  /// A JSON Schema, as a value or as JSON; none where none is stated.
  private func schema(_ value: JSONValue?) throws(AssertionFault) -> Assertion.Value {
    var stated = value
    if case .string(let text)? = value {
      if text.isEmpty { return .none }
      do throws(Failure) {
        stated = try JSONValue.parse(text, file: "value")
      } catch {
        throw AssertionFault("the schema is no JSON: \(error.message)", "value")
      }
    }
    switch stated {
    case nil: return .none
    case .object?, .bool?: break
    default: throw wrong("a JSON Schema", stated)
    }
    let source = try json(stated)
    do throws(Failure) {
      _ = try JSONSchema(source, file: "value")
    } catch {
      throw AssertionFault(
        error.message, "value" + (error.place?.field.map { ".\($0)" } ?? ""), remedy: error.remedy)
    }
    return .json(source)
  }

  private func json(_ value: JSONValue?) throws(AssertionFault) -> String {
    do throws(Failure) {
      return try (value ?? .null).jsonText(.sorted)
    } catch {
      throw AssertionFault(error.message, "value")
    }
  }

  /// A number of words, or `{min, max}`.
  private func words(_ value: JSONValue?) throws(AssertionFault) -> Assertion.Value {
    if let count = value?.int ?? value?.string.flatMap({ Int($0) }), count >= 0 {
      return .words(least: count, most: count)
    }
    guard case .object(let members)? = value, !members.isEmpty,
      members.allSatisfy({ ["min", "max"].contains($0.name) && ($0.value.int ?? -1) >= 0 })
    else { throw wrong("a whole number or {min, max}", value) }
    let (least, most) = (value?["min"]?.int, value?["max"]?.int)
    guard least ?? 0 <= most ?? .max else {
      throw AssertionFault("no number of words is from \(least ?? 0) to \(most ?? 0)", "value")
    }
    return .words(least: least, most: most)
  }
}

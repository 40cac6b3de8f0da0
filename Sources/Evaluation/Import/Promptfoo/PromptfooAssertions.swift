import Patterns

/// Assertions of promptfoo in the form of a suite's rows.
struct PromptfooAssertions {
  let files: PromptfooFiles
  /// `assertionTemplates` of the configuration.
  let templates: JSONValue

  /// Keys that say nothing about the answer.
  private static let ignored = ["provider", "rubricPrompt", "config", "description", "title"]
  private static let reference = "#/assertionTemplates/"

  /// Whether a type is one of promptfoo's.
  static func knows(_ type: String) -> Bool {
    AssertionKind(rawValue: type) != nil || ForeignAssertions.refusal(type) != nil
  }

  /// An assertion as a row states it.
  ///
  /// - Parameters:
  ///   - stated: As the configuration states it.
  ///   - variables: What its templates see.
  /// - Returns: `{type, value, …}`, checked.
  /// - Throws: `Refusal` naming the assertion.
  func row(
    _ stated: JSONValue, _ variables: [JSONValue.Member]
  ) throws(Refusal) -> JSONValue {
    let item = try resolved(stated)
    guard let type = item["type"]?.string else {
      throw Refusal("an assertion has no type", remedy: "State its type.")
    }
    let row = try row(item, type, variables)
    do throws(AssertionFault) {
      _ = try AssertionReader.assertion(row)
    } catch {
      throw Refusal(
        "the assertion \(type): \(error.message)", remedy: error.remedy ?? "Correct it.")
    }
    return row
  }

  private func row(
    _ item: JSONValue, _ type: String, _ variables: [JSONValue.Member]
  ) throws(Refusal) -> JSONValue {
    let isNegated = type.hasPrefix(AssertionKind.negation)
    let base = isNegated ? String(type.dropFirst(AssertionKind.negation.count)) : type
    guard let kind = AssertionKind(rawValue: base) else {
      throw PromptfooAssertions.unknown(base, type)
    }
    try checkKeys(item, type)
    var members = [JSONValue.Member("type", .string(type))]
    if kind == .assertSet {
      guard case .array(let parts)? = item["assert"] else {
        throw Refusal("an assert-set has no assertions", remedy: "State them as assert.")
      }
      let rows = try parts.map { part throws(Refusal) in try row(part, variables) }
      members.append(JSONValue.Member("assert", .array(rows)))
    } else if let value = try value(item["value"], kind, type, variables) {
      members.append(JSONValue.Member("value", value))
    }
    let hasThreshold = kind.standardThreshold != nil || kind == .assertSet
    for key in ["threshold", "weight"] where key == "weight" || hasThreshold {
      if let number = item[key], number != .null { members.append(JSONValue.Member(key, number)) }
    }
    if let metric = item["metric"]?.string {
      let name = try NunjucksTemplate(metric).text(variables)
      members.append(JSONValue.Member("metric", .string(PromptfooAssertions.metricName(name))))
    }
    return .object(members)
  }

  /// Why there is no such assertion here.
  private static func unknown(_ base: String, _ type: String) -> Refusal {
    if let refusal = ForeignAssertions.refusal(base) {
      let reason = refusal.reason.replacing("assertion \(base) ", with: "assertion \(type) ")
      return Refusal(reason, remedy: refusal.remedy)
    }
    let near = Spelling.nearest(base, in: AssertionKind.allCases.map(\.rawValue))
    return Refusal(
      "there is no assertion \"\(type)\" here",
      remedy: near.map { "Did you mean \"\($0)\"?" } ?? "Check the spelling.")
  }

  /// A metric's name as a suite can have it.
  static func metricName(_ name: String) -> String {
    let text = String(
      name.lowercased().unicodeScalars.map { scalar -> Character in
        let isAllowed =
          scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
        return isAllowed ? Character(scalar) : "_"
      })
    return text.isEmpty ? "unnamed" : text
  }

  private func checkKeys(_ item: JSONValue, _ type: String) throws(Refusal) {
    guard case .object(let members) = item else { return }
    let known = ["type", "value", "threshold", "weight", "metric", "assert"]
    for member in members where !known.contains(member.name) && member.value != .null {
      if PromptfooAssertions.ignored.contains(member.name) { continue }
      let isCode = ["transform", "contextTransform"].contains(member.name)
      let reason = isCode ? "which is code" : "which the import does not know"
      throw Refusal(
        "the assertion \(type) has \"\(member.name)\", \(reason)",
        remedy: isCode
          ? "State extract steps in the suite, such as trim, first_line, json or a regex."
          : "Remove it.")
    }
  }

  /// What a `$ref` stands for; keys beside it win.
  private func resolved(_ stated: JSONValue) throws(Refusal) -> JSONValue {
    guard case .object(let own) = stated, let path = stated["$ref"]?.string else { return stated }
    guard path.hasPrefix(PromptfooAssertions.reference),
      case .object(let base)? = templates[
        String(path.dropFirst(PromptfooAssertions.reference.count))]
    else {
      throw Refusal(
        "$ref names \(path), which assertionTemplates does not have",
        remedy: "Write #/assertionTemplates/NAME.")
    }
    let others = own.filter { $0.name != "$ref" }
    return .object(base.filter { member in !others.contains { $0.name == member.name } } + others)
  }

  // MARK: Values

  private func value(
    _ stated: JSONValue?, _ kind: AssertionKind, _ type: String, _ variables: [JSONValue.Member]
  ) throws(Refusal) -> JSONValue? {
    guard var value = stated, value != .null else { return nil }
    if kind == .isRefusal { return nil }
    switch value {
    case .string(let text): value = try rendered(text, variables)
    case .array(let items):
      value = .array(
        try items.map { item throws(Refusal) in
          try item.string.map { text throws(Refusal) in try rendered(text, variables) } ?? item
        })
    default: break
    }
    switch (kind, value) {
    case (_, .string(let text)) where kind.isList:
      return .array(CommaSeparated.values(text).map { .string($0) })
    case (.regex, .string(let text)): return .string(JavaScriptPattern.translate(text))
    case (.isJSON, .string(let text)), (.containsJSON, .string(let text)):
      if TextNormalization.trim(text).isEmpty { return nil }
      do throws(Failure) {
        return try PromptfooDocument.parse(text, file: "the schema")
      } catch {
        throw Refusal(
          "the schema of \(type) cannot be read: \(error.message)", remedy: "Write it as JSON.")
      }
    default: return value
    }
  }

  /// A text with its templates filled in, or what its file holds.
  private func rendered(
    _ text: String, _ variables: [JSONValue.Member]
  ) throws(Refusal) -> JSONValue {
    guard let path = PromptfooFiles.reference(text) else {
      return .string(try NunjucksTemplate(text).text(variables))
    }
    let file = try files.named(path, "the value of an assertion")[0]
    switch PromptfooFiles.ending(file) {
    case "json", "yaml", "yml": return try files.data(file)
    default: return .string(TextNormalization.trim(try files.text(file)))
    }
  }
}

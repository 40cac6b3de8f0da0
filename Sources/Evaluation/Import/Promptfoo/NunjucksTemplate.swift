import Jinja
import Patterns

/// A template of promptfoo as one of ours.
///
/// Nunjucks and Jinja agree on what prompts use: placeholders, filters, `if`, `for` and `set`. What is
/// JavaScript's alone is refused by name; and where values print differently, they are made what
/// JavaScript prints before the template sees them.
struct NunjucksTemplate {
  let source: String
  private let template: Template
  /// The names that it reads.
  let variables: [String]
  /// Names that stand alone in a placeholder: `{{ name }}`.
  private let printed: Set<String>
  /// Names that it uses otherwise.
  private let used: Set<String>

  /// Reads a template.
  ///
  /// - Parameter source: Nunjucks.
  /// - Throws: `Refusal` naming what Jinja does not have.
  init(_ source: String) throws(Refusal) {
    try NunjucksTemplate.check(source)
    self.source = source
    do throws(JinjaError) {
      template = try Template(source, options: SuiteTemplate.options)
      variables = template.undeclaredVariables.sorted()
      let names = try? NunjucksTemplate.alone.pattern.allMatches(in: source)
      printed = Set((names ?? []).compactMap { $0.groups[1] })
      let rest = try? NunjucksTemplate.alone.pattern.replacing(in: source, with: "")
      used =
        rest.flatMap { try? Template($0, options: SuiteTemplate.options).undeclaredVariables }
        ?? []
    } catch {
      throw Refusal(
        "its template is none for our Jinja: \(error.message)",
        remedy:
          "Write it with what Jinja has too: filters such as upper, join and tojson, if and for.")
    }
    for name in ["env", "_conversation"] where variables.contains(name) {
      throw Refusal(
        name == "env"
          ? "its template reads the environment ({{ env }})"
          : "its template reads earlier answers ({{ _conversation }})",
        remedy: name == "env"
          ? "Write the value into the file." : "State the conversation so far as chat messages.")
    }
    for name in [RowScope.whole, RowScope.canary] where variables.contains(name) {
      throw Refusal(
        "its template uses \"\(name)\", which means something else in a suite",
        remedy: "Rename the variable.")
    }
  }

  private static let alone = FixedPattern(#"\{\{-?\s*([A-Za-z_][A-Za-z0-9_]*)\s*-?\}\}"#)
  private static let placeholder = FixedPattern(#"\{[{%].*?[%}]\}"#, options: .dotMatchesNewline)
  /// What Jinja would take for something else without complaint.
  private static let foreign: [(FixedPattern, String)] = [
    (FixedPattern(#"\.length\b"#), "| length"),
    (FixedPattern(#"\.replace\s*\("#), "| replace(old, new), which replaces all"),
    (FixedPattern(#"[=!]=="#), "== or !="),
    (FixedPattern(#"&&|\|\|"#), "and, or"),
  ]

  /// Refuses what only JavaScript has.
  private static func check(_ source: String) throws(Refusal) {
    let parts = (try? placeholder.pattern.allMatches(in: source)) ?? []
    for part in parts {
      let text = part.groups[0] ?? ""
      for (pattern, instead) in foreign {
        guard let found = try? pattern.pattern.firstMatch(in: text)?.groups[0] else { continue }
        throw Refusal(
          "its template uses JavaScript (\(found) in \(text.prefix(60)))",
          remedy: "Write \(instead).")
      }
    }
  }

  // MARK: Values

  /// What a suite's row must hold so that the template prints what Nunjucks would.
  ///
  /// - Parameters:
  ///   - variables: Those of a test.
  ///   - missing: Gets the names that the test lacks, which Nunjucks prints as nothing.
  /// - Returns: All variables, those that are printed as JavaScript prints them.
  /// - Throws: `Refusal` where a value cannot be both printed and used.
  func adapted(
    _ variables: [JSONValue.Member], missing: inout [String]
  ) throws(Refusal) -> [JSONValue.Member] {
    var result = variables
    for name in self.variables where printed.contains(name) {
      guard let index = result.firstIndex(where: { $0.name == name }) else {
        missing.append(name)
        result.append(JSONValue.Member(name, .string("")))
        continue
      }
      let value = result[index].value
      let text = try JavaScriptText.of(value, name)
      guard text != value.printed else { continue }
      if used.contains(name) {
        throw Refusal(
          "the variable \"\(name)\" is \(value.kindName), and its template both prints and uses it",
          remedy: "Make it a text, or a variable of its own for what is printed.")
      }
      result[index].value = .string(text)
    }
    return result
  }

  /// The text for a test's variables.
  ///
  /// - Parameter variables: Those of a test.
  /// - Returns: What Nunjucks would write.
  /// - Throws: `Refusal` where the template fails.
  func text(_ variables: [JSONValue.Member]) throws(Refusal) -> String {
    var missing: [String] = []
    let values = try adapted(variables, missing: &missing)
    do throws(JinjaError) {
      return try template.render(
        Bindings(
          Dictionary(values.map { ($0.name, JinjaValue($0.value)) }, uniquingKeysWith: { $1 })))
    } catch {
      throw Refusal(
        "its template \"\(source.prefix(60))\" fails: \(error.message)",
        remedy: "Give the test what the template reads.")
    }
  }
}

/// What JavaScript's `String` makes of a value.
enum JavaScriptText {
  static func of(_ value: JSONValue, _ name: String) throws(Refusal) -> String {
    switch value {
    case .null: return ""
    case .bool(let flag): return flag ? "true" : "false"
    case .int(let number): return String(number)
    case .double(let number): return number.description
    case .string(let text): return text
    case .array(let items):
      return try items.map { item throws(Refusal) in try of(item, name) }.joined(separator: ",")
    case .object:
      throw Refusal(
        "the variable \"\(name)\" is an object, which prints as [object Object]",
        remedy: "Print its members, as in {{ \(name).member }}.")
    }
  }
}

extension JSONValue {
  /// What Jinja prints.
  fileprivate var printed: String { JinjaValue(self).pythonText }
}

/// The filters of the language, by name.
enum Filters {
  typealias Filter =
    @Sendable (Interpreter, JinjaValue, Arguments) throws(JinjaError) -> JinjaValue

  private static let table: [String: Filter] = [
    textFilters, htmlFilters, numberFilters, itemFilters, orderFilters, selectionFilters,
    dataFilters,
  ].reduce(into: [:]) { table, part in table.merge(part) { _, new in new } }

  private static let regularExpressionFilter = "regex_replace"

  /// Whether the options give a filter of the name.
  static func exists(_ name: String, _ options: Template.Options) -> Bool {
    table[name] != nil
      || name == regularExpressionFilter && options.replaceRegularExpression != nil
  }

  /// The message for a filter that does not exist.
  static func missing(_ name: String) -> String {
    switch name {
    case "random": "the filter 'random' is left out, so that a template has one text; pick an item"
    case "urlize": "the filter 'urlize' is left out, as a template here makes no web page"
    case regularExpressionFilter: "the filter 'regex_replace' is not available here; use replace"
    default: "there is no filter '\(String(name.prefix(100)))'; see Jinja2's list of filters"
    }
  }

  /// The value that a filter makes of another.
  static func apply(
    _ name: String, to value: JinjaValue, _ arguments: Arguments, _ interpreter: Interpreter
  ) throws(JinjaError) -> JinjaValue {
    if let filter = table[name] { return try filter(interpreter, value, arguments) }
    if name == regularExpressionFilter,
      let replace = interpreter.options.replaceRegularExpression
    {
      return try replaceRegularExpression(interpreter, value, arguments, replace)
    }
    throw .type(missing(name))
  }

  private static func replaceRegularExpression(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments,
    _ replace: Template.Options.RegularExpressionReplacement
  ) throws(JinjaError) -> JinjaValue {
    let bound = try arguments.bind("pattern", "repl", "count", in: regularExpressionFilter)
    let text = try interpreter.string(value)
    let pattern = try string(bound[0], "pattern", regularExpressionFilter)
    let replacement = try string(bound[1], "repl", regularExpressionFilter)
    let count = try integer(bound[2], default: 0, "count", regularExpressionFilter)
    try interpreter.spend(text: text.utf8.count)
    do {
      return try interpreter.text(try replace(text, pattern, replacement, count))
    } catch let error as JinjaError {
      throw error
    } catch {
      throw .type("regex_replace failed: \(error)")
    }
  }

  // MARK: Arguments

  /// An argument that must be a str.
  static func string(
    _ value: JinjaValue?, _ name: String, _ filter: String
  ) throws(JinjaError) -> String {
    guard case .string(let text) = value else {
      throw .type("'\(filter)' needs a str as '\(name)'\(found(value))")
    }
    return text
  }

  /// An argument that must be an int if it is given.
  static func integer(
    _ value: JinjaValue?, default standard: Int, _ name: String, _ filter: String
  ) throws(JinjaError) -> Int {
    guard let value else { return standard }
    guard let integer = value.integer else {
      throw .type("'\(filter)' needs an int as '\(name)'\(found(value))")
    }
    return integer
  }

  private static func found(_ value: JinjaValue?) -> String {
    value.map { ", not a \($0.typeName)" } ?? ""
  }
}

extension Interpreter {
  /// A one-pass sequence, as filters that work item by item give.
  func iterator(_ label: String, _ items: [JinjaValue]) throws(JinjaError) -> JinjaValue {
    try spend(items.count)
    return .object(JinjaObject(.iterator(label: "generator object \(label)", items: items[...])))
  }

  /// The truth of an argument, false where it is not given.
  func flag(_ value: JinjaValue?) throws(JinjaError) -> Bool {
    guard let value else { return false }
    return try truth(value)
  }
}

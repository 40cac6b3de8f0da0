import Patterns

/// Reads regular expressions of suite files, and compiles them to find what is wrong.
enum PatternReader {
  /// Which language a regular expression is written in.
  enum Dialect { case pcre, python }

  /// The compiled expression; what is wrong goes to the value's log.
  static func read(_ value: YAMLValue, _ dialect: Dialect) -> Pattern? {
    guard let source = value.nonEmptyText("a regular expression") else { return nil }
    do throws(PatternError) {
      switch dialect {
      case .pcre: return try Pattern(source)
      case .python: return try PythonDialect.pattern(source)
      }
    } catch {
      let offset = error.offset.map { ", at offset \($0)" } ?? ""
      value.log.add(
        Failure(
          .badData,
          "the regular expression \"\(source)\" does not compile: \(error.message)\(offset)",
          at: value.place,
          remedy: dialect == .pcre
            ? "Write it in PCRE2's dialect." : "Write it in the dialect of Python's re."))
      return nil
    }
  }
}

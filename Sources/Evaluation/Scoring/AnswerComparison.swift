package import Patterns

/// Makes texts alike as a suite compares them, its regular expressions compiled.
package struct AnswerComparison: Sendable {
  let comparison: Comparison
  private let ignored: [Pattern]

  /// Compiles what is to be ignored.
  ///
  /// - Parameters:
  ///   - comparison: What counts as equal.
  ///   - file: The suite file, for messages.
  /// - Throws: `Failure` naming the regular expression that does not compile.
  package init(_ comparison: Comparison, file: String) throws(Failure) {
    self.comparison = comparison
    var ignored: [Pattern] = []
    for (index, source) in comparison.ignored.enumerated() {
      do throws(PatternError) {
        ignored.append(try PythonDialect.pattern(source))
      } catch {
        throw Failure(
          .badData, error.description, at: Place(file: file, field: "compare.ignore[\(index)]"),
          remedy: "Write it in the dialect of Python's re.")
      }
    }
    self.ignored = ignored
  }

  /// Compiles what the suite's scorer has compiled before; what does not compile ignores nothing.
  init(checked comparison: Comparison) {
    self.comparison = comparison
    ignored = comparison.ignored.compactMap { try? PythonDialect.pattern($0) }
  }

  /// A text as the suite compares it: what the regular expressions match is dropped first, in their
  /// order, then follow the rules of `TextNormalization`.
  ///
  /// - Parameter text: Any text.
  /// - Returns: The text with that made alike.
  /// - Throws: `PatternError` where a match cost too much.
  package func normalize(_ text: String) throws(PatternError) -> String {
    TextNormalization.normalize(try withoutIgnored(text), comparison)
  }

  /// A text without what the regular expressions match.
  func withoutIgnored(_ text: String) throws(PatternError) -> String {
    var result = text
    for pattern in ignored { result = try pattern.replacing(in: result, with: "") }
    return result
  }
}

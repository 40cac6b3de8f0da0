import Jinja
import Patterns

/// Words that an answer must or must not have.
///
/// They are regular expressions, as in IFEval, whatever their case.
enum KeywordInstructions {
  static let all = [
    InstructionDefinition(
      "keywords:existence", [("keywords", .patterns)]
    ) { arguments, text throws(PatternError) in
      for keyword in arguments.texts("keywords") where try !occurs(keyword, in: text) {
        return false
      }
      return true
    },
    InstructionDefinition(
      "keywords:frequency", [("keyword", .pattern), ("frequency", .count), ("relation", .relation)]
    ) { arguments, text throws(PatternError) in
      let keyword = TextNormalization.trim(arguments.text("keyword"))
      let pattern = try PythonDialect.pattern(keyword, options: .ignoreCase)
      let count = try pattern.matchRanges(inUTF8: Array(text.utf8)).count
      return arguments.holds(count, "relation", arguments.number("frequency"))
    },
    InstructionDefinition(
      "keywords:forbidden_words", [("forbidden_words", .patterns)]
    ) { arguments, text throws(PatternError) in
      for word in arguments.texts("forbidden_words") where try occurs("\\b\(word)\\b", in: text) {
        return false
      }
      return true
    },
    InstructionDefinition(
      "keywords:letter_frequency",
      [("letter", .letter), ("let_frequency", .count), ("let_relation", .relation)]
    ) { arguments, text in
      let letter = TextNormalization.trim(arguments.text("letter")).pythonLowercased
      let count = text.pythonLowercased.unicodeScalars.count { String($0) == letter }
      return arguments.holds(count, "let_relation", arguments.number("let_frequency"))
    },
  ]

  private static func occurs(_ pattern: String, in text: String) throws(PatternError) -> Bool {
    try PythonDialect.pattern(pattern, options: .ignoreCase).firstMatch(in: text) != nil
  }
}

import Jinja
import Patterns

/// Capital and small letters.
enum CaseInstructions {
  static let all = [
    InstructionDefinition(
      "change_case:capital_word_frequency",
      [("capital_frequency", .count), ("capital_relation", .relation)]
    ) { arguments, text throws(PatternError) in
      var count = 0
      for sentence in try SentenceSplitter.english.sentences(of: text) {
        count += try TreebankWords.split(sentence).count { $0.isCased(upper: true) }
      }
      return arguments.holds(count, "capital_relation", arguments.number("capital_frequency"))
    },
    InstructionDefinition("change_case:english_capital") { _, text in
      text.isCased(upper: true) && isEnglish(text)
    },
    InstructionDefinition("change_case:english_lowercase") { _, text in
      text.isCased(upper: false) && isEnglish(text)
    },
  ]

  private static func isEnglish(_ text: String) -> Bool {
    let language = LanguageDetector.standard.language(of: text)
    return language == nil || language == "en"
  }
}

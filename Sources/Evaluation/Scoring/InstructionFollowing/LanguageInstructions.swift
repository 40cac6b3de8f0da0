/// The language of an answer.
enum LanguageInstructions {
  static let all = [
    InstructionDefinition(
      "language:response_language", [("language", .language)]
    ) { arguments, text in
      // A text without a letter is in any language, as in lm-evaluation-harness.
      let language = LanguageDetector.standard.language(of: text)
      return language == nil || language == arguments.text("language")
    }
  ]
}

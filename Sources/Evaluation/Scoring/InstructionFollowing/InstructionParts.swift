package import Patterns

/// What instructions count in a text, for those who want to see it.
package enum InstructionParts {
  /// The English sentences of a text.
  package static func sentences(of text: String) throws(PatternError) -> [String] {
    try SentenceSplitter.english.sentences(of: text)
  }

  /// The words of each of its sentences, punctuation as words of its own.
  package static func words(of text: String) throws(PatternError) -> [String] {
    var words: [String] = []
    for sentence in try sentences(of: text) { words += try TreebankWords.split(sentence) }
    return words
  }

  /// The likeliest language of a text; `nil` where it has no letters.
  package static func language(of text: String) -> String? {
    LanguageDetector.standard.language(of: text)
  }
}

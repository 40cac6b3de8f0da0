import Jinja
import Patterns

/// How many words, sentences and paragraphs an answer has.
enum LengthInstructions {
  static let all = [
    InstructionDefinition(
      "length_constraints:number_words", [("num_words", .count), ("relation", .relation)]
    ) { arguments, text throws(PatternError) in
      let count = try word.pattern.matchRanges(inUTF8: Array(text.utf8)).count
      return arguments.holds(count, "relation", arguments.number("num_words"))
    },
    InstructionDefinition(
      "length_constraints:number_sentences", [("num_sentences", .count), ("relation", .relation)]
    ) { arguments, text throws(PatternError) in
      let count = try SentenceSplitter.english.sentences(of: text).count
      return arguments.holds(count, "relation", arguments.number("num_sentences"))
    },
    InstructionDefinition(
      "length_constraints:number_paragraphs", [("num_paragraphs", .count)]
    ) { arguments, text throws(PatternError) in
      let pieces = try divider.pattern.split(text).map(TextNormalization.trim)
      guard !pieces.dropFirst().dropLast().contains("") else { return false }
      return pieces.count { !$0.isEmpty } == arguments.number("num_paragraphs")
    },
    InstructionDefinition(
      "length_constraints:nth_paragraph_first_word",
      [("num_paragraphs", .count), ("nth_paragraph", .count), ("first_word", .text)]
    ) { arguments, text in
      startsParagraph(arguments, text)
    },
  ]

  private static let word = FixedPattern(#"\w+"#)
  private static let divider = FixedPattern(#"\s?\*\*\*\s?"#)

  private static func startsParagraph(_ arguments: InstructionArguments, _ text: String) -> Bool {
    let paragraphs = text.pieces(between: "\n\n")
    let count = paragraphs.count { !TextNormalization.trim($0).isEmpty }
    let place = arguments.number("nth_paragraph")
    guard place <= count, count == arguments.number("num_paragraphs"),
      let word = TextNormalization.words(paragraphs[place - 1]).first
    else { return false }
    let opened = word.unicodeScalars.drop { $0 == "'" }.drop { $0 == "\"" }
    let letters = opened.prefix { !".,?!'\"".unicodeScalars.contains($0) }
    // Letter by letter, as IFEval does: no sigma is a final one.
    let first = letters.map(\.properties.lowercaseMapping).joined()
    return TextNormalization.areEqual(first, arguments.text("first_word").pythonLowercased)
  }
}

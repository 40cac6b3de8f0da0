import Patterns

/// Cuts a sentence into words as NLTK 3.10.4's `NLTKWordTokenizer`.
enum TreebankWords {
  /// A pattern with what takes the place of its groups: texts, and numbers of groups.
  private struct Rule: Sendable {
    let pattern: FixedPattern
    let parts: [String]

    init(_ source: String, _ parts: [String], options: Pattern.Options = []) {
      pattern = FixedPattern(source, options: options)
      self.parts = parts
    }

    func apply(_ text: String) throws(PatternError) -> String {
      try pattern.pattern.replacing(in: text) { groups in
        parts.map { part in
          part.hasPrefix("$") ? Int(part.dropFirst()).flatMap { groups[$0] } ?? "" : part
        }.joined()
      }
    }
  }

  private static let openingRules = [
    Rule("([«“‘„]|[`]+)", [" ", "$1", " "]),
    Rule("^\"", ["``"]),
    Rule("(``)", [" ", "$1", " "]),
    Rule(#"([ (\[{<])("|'{2})"#, ["$1", " `` "]),
    Rule(
      #"(?<!\w)(')(?!(?:re|ve|ll|m|t|s|d|n)\b)(?=\w)"#, ["$1", " "], options: .ignoreCase),
  ]

  private static let markRules = [
    Rule(#"([^.])(\.)([\])}>"'»”’ ]*+)\s*$"#, ["$1", " ", "$2", " ", "$3", " "]),
    Rule(#"([:,])([^\d])"#, [" ", "$1", " ", "$2"]),
    Rule("([:,])$", [" ", "$1", " "]),
    Rule(#"\.{2,}"#, [" ", "$0", " "]),
    Rule("[;@#$%&]", [" ", "$0", " "]),
    Rule("[\u{2012}-\u{2015}]", [" ", "$0", " "]),
    Rule(#"([^.])(\.)([\])}>"']*)\s*$"#, ["$1", " ", "$2", "$3", " "]),
    Rule("[?!]", [" ", "$0", " "]),
    Rule("([^'])' ", ["$1", " ' "]),
    Rule("[*]", [" ", "$0", " "]),
    Rule(#"[\]\[(){}<>]"#, [" ", "$0", " "]),
    Rule("--", [" -- "]),
  ]

  private static let closingRules = [
    Rule("([»”’])", [" ", "$1", " "]),
    Rule("''", [" '' "]),
    Rule("\"", [" '' "]),
    Rule(#"\s+"#, [" "]),
    Rule("([^' ])('[sS]|'[mM]|'[dD]|') ", ["$1", " ", "$2", " "]),
    Rule("([^' ])('ll|'LL|'re|'RE|'ve|'VE|n't|N'T) ", ["$1", " ", "$2", " "]),
  ]

  private static let contractions = [
    #"\b(can)(not)\b"#, #"\b(d)('ye)\b"#, #"\b(gim)(me)\b"#, #"\b(gon)(na)\b"#, #"\b(got)(ta)\b"#,
    #"\b(lem)(me)\b"#, #"\b(more)('n)\b"#, #"\b(wan)(na)(?=\s)"#, #" ('t)(is)\b"#,
    #" ('t)(was)\b"#,
  ].map { Rule($0, [" ", "$1", " ", "$2", " "], options: .ignoreCase) }

  /// The words of a sentence, punctuation as words of its own.
  ///
  /// - Throws: `PatternError` where a match cost too much.
  static func split(_ sentence: String) throws(PatternError) -> [String] {
    var text = sentence
    for rule in openingRules + markRules { text = try rule.apply(text) }
    text = " \(text) "
    for rule in closingRules + contractions { text = try rule.apply(text) }
    return TextNormalization.words(text)
  }
}

/// English words written together and apart.
enum ContractionTables {
  private static let negated = [
    ("is", "isn't"), ("are", "aren't"), ("was", "wasn't"), ("were", "weren't"), ("do", "don't"),
    ("does", "doesn't"), ("did", "didn't"), ("has", "hasn't"), ("have", "haven't"),
    ("had", "hadn't"), ("will", "won't"), ("would", "wouldn't"), ("could", "couldn't"),
    ("should", "shouldn't"), ("must", "mustn't"), ("need", "needn't"),
  ]
  private static let joined = [
    ("I am", "I'm"), ("you are", "you're"), ("we are", "we're"), ("they are", "they're"),
    ("he is", "he's"), ("she is", "she's"), ("it is", "it's"), ("that is", "that's"),
    ("there is", "there's"), ("here is", "here's"), ("what is", "what's"), ("who is", "who's"),
    ("where is", "where's"), ("I have", "I've"), ("you have", "you've"), ("we have", "we've"),
    ("they have", "they've"), ("I will", "I'll"), ("you will", "you'll"), ("he will", "he'll"),
    ("she will", "she'll"), ("it will", "it'll"), ("we will", "we'll"), ("they will", "they'll"),
    ("I would", "I'd"), ("you would", "you'd"), ("he would", "he'd"), ("she would", "she'd"),
    ("we would", "we'd"), ("they would", "they'd"),
  ]

  /// What stands apart, written together; verbs only where the sentence goes on.
  static let contracted = SubstitutionTable(
    negated.map { SubstitutionTable.Rule("\($0.0) not", $0.1) }
      + [.init("cannot", "can't"), .init("can not", "can't"), .init("let us", "let's", .word)]
      + joined.map { SubstitutionTable.Rule($0.0, $0.1, .word) })

  /// What is written together, apart.
  static let expanded = SubstitutionTable(
    negated.map { SubstitutionTable.Rule($0.1, "\($0.0) not") }
      + [.init("can't", "cannot"), .init("let's", "let us"), .init("shan't", "shall not")]
      + joined.map { SubstitutionTable.Rule($0.1, $0.0) })
}

extension Mutator {
  static let contractions = substitution(
    "contractions", "`it is` as `it's`, `do not` as `don't`, and so on.",
    ContractionTables.contracted)
  static let expansions = substitution(
    "expansions", "`it's` as `it is`, `don't` as `do not`, and so on.", ContractionTables.expanded)

  /// A mutator that replaces words by a table.
  ///
  /// - Parameters:
  ///   - name: What suites call it.
  ///   - summary: A sentence for the reference page.
  ///   - table: The rules.
  /// - Returns: The mutator.
  package static func substitution(
    _ name: String, _ summary: String, _ table: SubstitutionTable
  ) -> Mutator {
    let substitution = Substitution(table)
    return Mutator(name, .quality, summary) { text, _ in substitution.apply(text).text }
  }
}

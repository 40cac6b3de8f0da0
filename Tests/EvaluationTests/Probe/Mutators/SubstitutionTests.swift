import Evaluation
import Testing

struct SubstitutionTests {
  private func swap(_ table: String, _ text: String) throws -> String {
    Substitution(try SubstitutionTable(table, file: "t.tsv")).apply(text)
  }

  private static let pronouns = """
    # he and she
    he\tshe
    she\the
    him\ther
    her\this\tdeterminer
    her\thim\tpronoun
    his\ther\tdeterminer
    his\thers\tpronoun
    hers\this
    himself\therself
    herself\thimself
    """

  @Test func wholeWordsAreReplacedAndKeepTheirCase() throws {
    let table = "man\twoman\nolder man\tgrandmother"
    #expect(
      try swap(table, "A man, the MAN; Man! human mankind")
        == "A woman, the WOMAN; Woman! human mankind")
    #expect(try swap(table, "an Older Man and an older  man") == "a Grandmother and a grandmother")
  }

  @Test func theLongestRuleIsTakenAndWhatARuleWroteIsLeftAlone() throws {
    let table = "a b\t1\na b c\t2\nb\tc\nc\tb"
    #expect(try swap(table, "a b c, a b, b c") == "2, 1, c b")
  }

  @Test func namesAreReplacedWhereTheyAreWrittenAsNames() throws {
    let table = "Will\tEmily\nMary Ann\tJohn Paul"
    #expect(try swap(table, "Will will. WILL Mary Ann's") == "Emily will. EMILY John Paul's")
    #expect(try swap(table, "Mary\nAnn saw Will's cat") == "John Paul saw Emily's cat")
  }

  @Test func pronounsFollowTheirPlaceInTheSentence() throws {
    let text =
      "She lost her book; he gave her his. Her friend saw him and his dog. It was his. I saw her again."
    #expect(
      try swap(Self.pronouns, text)
        == "He lost his book; she gave him hers. His friend saw her and her dog. It was hers. I saw him again."
    )
    #expect(try swap(Self.pronouns, "HERSELF, Hers") == "HIMSELF, His")
  }

  @Test func theArticleFollowsTheReplacedWord() throws {
    #expect(
      try swap("actor\twaitress", "An actor, AN ACTOR, the actor")
        == "A waitress, A WAITRESS, the waitress")
    #expect(try swap("man\told woman", "a man, A man") == "an old woman, An old woman")
  }

  @Test func placesAreCounted() throws {
    let substitution = Substitution(try SubstitutionTable("he\tshe", file: "t"))
    #expect(substitution.count(in: "He said he would; she did.") == 2)
  }

  @Test func otherScriptsAndCurlyApostrophesAreWords() throws {
    #expect(try swap("don't\tdo not\nмир\tвойна", "Don’t; Мир") == "Do not; Война")
    #expect(try swap("é\tx", "e\u{301}é") == "e\u{301}é")
  }

  @Test func everyLineThatIsNoRuleIsReported() {
    let text = "he\tshe\nalone\na\tb\tnoun\n\n# note\nhe\tit\n-\tx"
    let failures = #expect(throws: Failures.self) { try SubstitutionTable(text, file: "t.tsv") }
    #expect(
      failures?.all.map(\.description) == [
        "t.tsv:2: \"alone\" is no rule. Write what is replaced, a tab, and what stands for it.",
        "t.tsv:3: \"noun\" does not say where a rule holds. The conditions are: determiner, pronoun, word.",
        "t.tsv:6: \"he\" has a rule on line 1 already. Remove one of them, or state in a third column where each holds.",
        "t.tsv:7: \"-\" has no word in it. Rules replace whole words.",
      ])
  }

  @Test func anyTextIsTaken() throws {
    let substitution = Substitution(try SubstitutionTable(Self.pronouns, file: "t"))
    for text in MutatorTexts.all { _ = substitution.apply(text) }
  }
}

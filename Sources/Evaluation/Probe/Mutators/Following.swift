/// What stands behind a word of a text, as far as it decides what kind of word it is.
struct Following {
  /// The next word in small letters, where only white space stands between.
  private let next: String?

  init(after index: Int, _ spans: [WordSpan], _ text: [Unicode.Scalar]) {
    guard index + 1 < spans.count else {
      next = nil
      return
    }
    let gap = text[spans[index].range.upperBound..<spans[index + 1].range.lowerBound]
    next = gap.allSatisfy { $0.properties.isWhitespace } ? spans[index + 1].key : nil
  }

  /// Whether a rule with this condition holds here.
  func meets(_ condition: SubstitutionTable.Condition?) -> Bool {
    switch condition {
    case nil: true
    case .word: next != nil
    case .determiner: isNounPhrase
    case .pronoun: !isNounPhrase
    }
  }

  /// Whether the next word may be, or begin, what a determiner stands before.
  private var isNounPhrase: Bool {
    next.map { !Following.functionWords.contains($0) } ?? false
  }

  /// Words that begin no noun phrase behind a possessive.
  private static let functionWords = Set(
    """
    a about above across after again against all along already also although always am an and any \
    are around as at away back be because been before behind being below beneath beside between beyond \
    but by can cannot could did do does done down during either else ever every for from had has have \
    he her here hers herself him himself his home how i if in inside instead into is it its itself just \
    later like may me might more most must my myself near never nor not now of off often on once only \
    onto or our ours out outside over perhaps please quite rather really said says shall she should \
    since so some soon still such than that the their theirs them themselves then there these they \
    this those though through throughout till to today together tomorrow tonight too toward towards \
    under unless until up upon us usually very was we were what when whenever where whether which while \
    who whom whose why will with within without would yesterday yet you your yours
    """.split(separator: " ").map(String.init))
}

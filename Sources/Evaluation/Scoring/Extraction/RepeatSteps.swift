/// Steps over all repeats of a sample.
enum RepeatSteps {
  /// The first repeats alone.
  static func takeFirst(_ count: Int) -> AnswerExtractor.Step {
    .all { Array($0.prefix(count)) }
  }

  /// The answer that most repeats give, of equals the one that came first.
  ///
  /// Repeats without an answer vote for none.
  static let majorityVote = AnswerExtractor.Step.all { answers in
    var votes: [[UInt8]?: Int] = [:]
    for answer in answers { votes[answer.map { Array($0.utf8) }, default: 0] += 1 }
    var best: (answer: String?, votes: Int)?
    for answer in answers {
      let count = votes[answer.map { Array($0.utf8) }] ?? 0
      if count > best?.votes ?? 0 { best = (answer, count) }
    }
    return best.map { [$0.answer] } ?? []
  }
}

/// Right choices that are the longest more often than chance: they can be guessed without the question.
enum AnswerLengthCheck: LintCheck {
  static let name = "answer-length"
  private static let level = 0.001

  static func findings(_ samples: [LintSample], _ suite: SuiteDefinition) -> [LintFinding] {
    guard suite.task == .multipleChoice, Set(samples.map { Set($0.choices) }).count > 1 else {
      return []
    }
    var trials = 0
    var longest = 0
    var chance = 0.0
    for sample in samples {
      guard let right = sample.rightChoice, sample.choices.indices.contains(right) else { continue }
      let lengths = sample.choices.map(\.unicodeScalars.count)
      let greatest = lengths.max() ?? 0
      // Where several are longest, length tells nothing.
      guard lengths.count(where: { $0 == greatest }) == 1 else { continue }
      trials += 1
      longest += lengths[right] == greatest ? 1 : 0
      chance += 1 / Double(lengths.count)
    }
    guard trials > 0 else { return [] }
    chance /= Double(trials)
    let share = Double(longest) / Double(trials)
    let above =
      1 - BinomialDistribution.cumulative(longest - 1, trials: trials, probability: chance)
    guard above < level, share >= chance + 0.1 else { return [] }
    return [
      LintFinding(
        name,
        "the right choice is the longest in \(LintWording.percent(share)) of \(trials) samples, where chance is "
          + LintWording.percent(chance), severity: .note, at: Place(file: suite.file),
        remedy: "Read acc beside acc_norm, or even out the lengths of the choices.")
    ]
  }
}

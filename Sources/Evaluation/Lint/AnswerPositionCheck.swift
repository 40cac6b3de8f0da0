/// Right answers that stand at one position more often than chance would put them there.
///
/// Choices that are the same for all samples are classes, whose shares `LabelBalanceCheck` looks at.
enum AnswerPositionCheck: LintCheck {
  static let name = "answer-position"
  /// The chance of a false alarm for a suite without bias.
  private static let level = 0.001

  static func findings(_ samples: [LintSample], _ suite: SuiteDefinition) -> [LintFinding] {
    guard suite.task == .multipleChoice, Set(samples.map { Set($0.choices) }).count > 1 else {
      return []
    }
    let byCount = Dictionary(grouping: samples.filter { $0.rightChoice != nil }) {
      $0.choices.count
    }
    guard
      let (count, members) = byCount.max(by: { ($0.value.count, $1.key) < ($1.value.count, $0.key) }
      ),
      count > 1
    else { return [] }
    var counts = [Int](repeating: 0, count: count)
    for position in members.lazy.compactMap(\.rightChoice) where position < count {
      counts[position] += 1
    }
    let (position, most) =
      counts.enumerated().max { ($0.element, $1.offset) < ($1.element, $0.offset) } ?? (0, 0)
    // Binomial, with Bonferroni's correction for the choice of the position.
    let above =
      1
      - BinomialDistribution.cumulative(
        most - 1, trials: members.count, probability: 1 / Double(count))
    guard above * Double(count) < level else { return [] }
    let share = Double(most) / Double(members.count)
    return [
      LintFinding(
        name,
        "\(LintWording.percent(share)) of the right choices stand at position \(position + 1) of "
          + "\(count) (\(counts.map(String.init).joined(separator: ", ")) from the first to the last)",
        at: Place(file: suite.file),
        remedy:
          "Shuffle the choices once with a fixed seed: a model that prefers a position looks better "
          + "or worse than it is.")
    ]
  }
}

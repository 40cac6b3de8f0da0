import Patterns

/// Everything that a sample's answer must be.
///
/// promptfoo's page "Assertions & metrics", sections "Weighted assertions" and "Setting a score
/// requirement": the score is the mean of the assertions' scores by their weights; without a
/// threshold all assertions must pass, with one the score must reach it, whatever else fails. A
/// weight of 0 always passes.
package struct AssertionList: Sendable, Equatable, Codable {
  package var items: [Assertion]
  package var threshold: Double?

  package init(_ items: [Assertion] = [], threshold: Double? = nil) {
    self.items = items
    self.threshold = threshold
  }

  package var isEmpty: Bool { items.isEmpty }

  /// What an answer makes of a list.
  struct Verdict {
    var whole: AssertionOutcome
    /// One an assertion, before its weight is looked at.
    var outcomes: [AssertionOutcome]
    /// The assertions that are no sets, with what became of them.
    var leaves: [(assertion: Assertion, outcome: AssertionOutcome)]
  }

  /// Holds an answer against all assertions.
  ///
  /// - Parameter answer: The answer; `nil` where there is none, which passes nothing.
  /// - Returns: What became of each and of all.
  /// - Throws: `PatternError` where a match cost too much.
  func verdict(_ answer: String?) throws(PatternError) -> Verdict {
    var outcomes: [AssertionOutcome] = []
    var leaves: [(assertion: Assertion, outcome: AssertionOutcome)] = []
    for item in items {
      let own = try item.leaves.map { leaf throws(PatternError) in
        (assertion: leaf, outcome: try answer.map(leaf.outcome) ?? AssertionOutcome(false))
      }
      leaves += own
      outcomes.append(
        item.kind == .assertSet
          ? AssertionList.combine(own.map { ($0.outcome, $0.assertion.weight) }, item.threshold)
          : own[0].outcome)
    }
    var whole = AssertionList.combine(
      Array(zip(outcomes, items.map(\.weight))), threshold)
    if answer == nil { whole = AssertionOutcome(false) }
    return Verdict(whole: whole, outcomes: outcomes, leaves: leaves)
  }

  /// Several outcomes as one.
  static func combine(
    _ parts: [(outcome: AssertionOutcome, weight: Double)], _ threshold: Double?
  ) -> AssertionOutcome {
    let total = parts.reduce(0) { $0 + $1.weight }
    let sum = parts.reduce(0) { $0 + $1.weight * $1.outcome.score }
    let score = total > 0 ? sum / total : 0
    let passes =
      threshold.map { score >= $0 } ?? parts.allSatisfy { $0.outcome.passes || $0.weight == 0 }
    return AssertionOutcome(passes: passes, score: score)
  }
}

extension AssertionList {
  /// Roughly the memory that it takes, in bytes.
  var footprint: Int {
    items.reduce(0) { sum, item in
      sum
        + ([item] + item.members).reduce(0) { $0 + 96 + $1.summary.utf8.count }
    }
  }
}

import Foundation

/// Reads which choice the model finds likeliest, under several normalisations.
///
/// Values, with lm-evaluation-harness's definitions: `acc` (raw), `acc_norm` (÷ Unicode scalars of
/// the choice without delimiter), `acc_bytes` (÷ UTF-8 bytes), `acc_tokens` (÷ tokens), and
/// `acc_pmi` (minus the unconditional log-likelihood) where the sample asks it: its requests are
/// the choices first, then as many unconditional ones. The first index wins ties. From the softmax
/// over the raw log-likelihoods: `p_gold`, `p_max` (of the choice that `acc` judges), `brier` (Σ over
/// choices of (p − [right])², 0 to 2), `log_loss` (natural) and `p_choice_0`, `p_choice_1`, …. Where the
/// suite asks for them, `target_mass` and `greedy_match` (`RightChoices`).
package struct MultipleChoiceScorer: Scorer {
  package let name = TaskKind.multipleChoice.rawValue
  private let metrics: [String]

  /// - Parameter metrics: The suite's; what only they ask for is computed for them.
  package init(metrics: [String] = []) {
    self.metrics = metrics
  }

  /// The value that holds the probability of a choice.
  package static func probabilityName(_ choice: Int) -> String { "p_choice_\(choice)" }

  package func score(_ sample: Sample, _ responses: [ModelResponse]) -> Score {
    do throws(ScoringFailure) {
      let answers = try ResponseReading.loglikelihoods(sample, responses)
      let gold = try MultipleChoiceScorer.gold(sample, answers.count)
      let sums = answers.prefix(sample.choices.count).map(\.sum)
      var values = try accuracies(sample, answers, gold)
      let chosen = MultipleChoiceScorer.best(sums)
      let logs = LogProbability.normalized(sums)
      let probabilities = logs.map { exp($0) }
      values["p_gold"] = probabilities[gold]
      values["p_max"] = probabilities[chosen]
      values["log_loss"] = max(0, -logs[gold])
      values["brier"] = probabilities.enumerated().reduce(0) { total, choice in
        let error = choice.element - (choice.offset == gold ? 1 : 0)
        return total + error * error
      }
      for (index, probability) in probabilities.enumerated() {
        values[MultipleChoiceScorer.probabilityName(index)] = probability
      }
      let bias = sample.biasQuestion?.values(choosing: chosen, isRight: chosen == gold) ?? [:]
      values.merge(bias) { $1 }
      let right = RightChoices([gold])
      if metrics.contains("target_mass") {
        values["target_mass"] = right.mass(of: probabilities)
      }
      if metrics.contains("greedy_match") {
        values["greedy_match"] = right.isGreedy(answers) ? 1 : 0
      }
      return Score(
        scorer: name, status: .scored(values), prediction: sample.choices[chosen],
        target: sample.choices[gold],
        explanation: MultipleChoiceScorer.explanation(probabilities, chosen, gold))
    } catch {
      return failed(sample, error)
    }
  }

  private static func gold(_ sample: Sample, _ answers: Int) throws(ScoringFailure) -> Int {
    let count = sample.choices.count
    guard count > 0, answers == count || answers == 2 * count else {
      throw ScoringFailure("\(answers) responses for \(count) choices")
    }
    guard case .choice(let gold) = sample.target, sample.choices.indices.contains(gold) else {
      throw ScoringFailure("the target is none of the \(count) choices")
    }
    return gold
  }

  private func accuracies(
    _ sample: Sample, _ answers: [Loglikelihood], _ gold: Int
  ) throws(ScoringFailure) -> [String: Double] {
    let count = sample.choices.count
    let conditional = Array(answers.prefix(count))
    let sums = conditional.map(\.sum)
    func right(_ numbers: [Double]) -> Double {
      MultipleChoiceScorer.best(numbers) == gold ? 1 : 0
    }
    func right(dividedBy lengths: [Int]) -> Double {
      right(zip(sums, lengths).map { $0 / Double(max(1, $1)) })
    }
    if let empty = sample.choices.firstIndex(of: "") {
      throw ScoringFailure("choice \(empty + 1) is empty")
    }
    var values = [
      "acc": right(sums),
      "acc_norm": right(dividedBy: sample.choices.map(\.unicodeScalars.count)),
      "acc_bytes": right(dividedBy: sample.choices.map(\.utf8.count)),
      "acc_tokens": right(dividedBy: conditional.map(\.tokenLogprobs.count)),
    ]
    if answers.count == 2 * count {
      values["acc_pmi"] = right(zip(sums, answers.dropFirst(count)).map { $0 - $1.sum })
    }
    return values
  }

  /// The index of the largest number; the first of equals.
  private static func best(_ numbers: [Double]) -> Int {
    var best = 0
    for (index, number) in numbers.enumerated() where number > numbers[best] { best = index }
    return best
  }

  private static func explanation(_ p: [Double], _ chosen: Int, _ gold: Int) -> String {
    let percent = { (share: Double) in String(format: "%.1f %%", 100 * share) }
    return chosen == gold
      ? "right, with \(percent(p[chosen])) of the probability over the choices"
      : "wrong: chose with \(percent(p[chosen])), the right choice had \(percent(p[gold]))"
  }
}

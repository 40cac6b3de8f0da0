import Foundation

/// Reads which choice the model finds likeliest, under several normalisations.
///
/// Values, with lm-evaluation-harness's definitions: `acc` (raw), `acc_norm` (÷ Unicode scalars of
/// the choice without delimiter), `acc_bytes` (÷ UTF-8 bytes), `acc_tokens` (÷ tokens), and
/// `acc_pmi` (minus the unconditional log-likelihood) where the sample asks it: its requests are
/// the choices first, then as many unconditional ones. The first index wins ties; of several right
/// choices any will do. From the softmax over the raw log-likelihoods: `p_gold` (of the right choices
/// together), `p_max` (of the choice that `acc` judges), `brier` (Σ over choices of (p − [right])², 0 to
/// 2), `log_loss` (natural, of `p_gold`; none where no choice is right) and `p_choice_0`,
/// `p_choice_1`, …. Where the suite asks for them, `target_mass` and `greedy_match` (`RightChoices`).
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
      let right = try MultipleChoiceScorer.right(sample, answers.count)
      let sums = answers.prefix(sample.choices.count).map(\.sum)
      var values = try accuracies(sample, answers, right)
      let chosen = MultipleChoiceScorer.best(sums)
      let logs = LogProbability.normalized(sums)
      let probabilities = logs.map { exp($0) }
      values["p_gold"] = right.mass(of: probabilities)
      values["p_max"] = probabilities[chosen]
      if !right.indices.isEmpty { values["log_loss"] = max(0, -right.logMass(of: logs)) }
      values["brier"] = probabilities.enumerated().reduce(0) { total, choice in
        let error = choice.element - (right.indices.contains(choice.offset) ? 1 : 0)
        return total + error * error
      }
      for (index, probability) in probabilities.enumerated() {
        values[MultipleChoiceScorer.probabilityName(index)] = probability
      }
      let bias =
        sample.biasQuestion?.values(
          choosing: chosen, isRight: right.indices.contains(chosen)) ?? [:]
      values.merge(bias) { $1 }
      if metrics.contains("target_mass") {
        values["target_mass"] = right.mass(of: probabilities)
      }
      if metrics.contains("greedy_match") {
        values["greedy_match"] = right.isGreedy(answers) ? 1 : 0
      }
      return Score(
        scorer: name, status: .scored(values), prediction: sample.choices[chosen],
        target: sample.target.text(sample),
        explanation: MultipleChoiceScorer.explanation(probabilities, chosen, right))
    } catch {
      return failed(sample, error)
    }
  }

  private static func right(
    _ sample: Sample, _ answers: Int
  ) throws(ScoringFailure) -> RightChoices {
    let count = sample.choices.count
    guard count > 0, answers == count || answers == 2 * count else {
      throw ScoringFailure("\(answers) responses for \(count) choices")
    }
    let indices: [Int]? =
      switch sample.target {
      case .choice(let index): [index]
      case .anyChoice(let indices): indices
      case .none, .texts, .label: nil
      }
    guard let indices, indices.allSatisfy(sample.choices.indices.contains) else {
      throw ScoringFailure("the target is none of the \(count) choices")
    }
    return RightChoices(Set(indices))
  }

  private func accuracies(
    _ sample: Sample, _ answers: [Loglikelihood], _ right: RightChoices
  ) throws(ScoringFailure) -> [String: Double] {
    let count = sample.choices.count
    let conditional = Array(answers.prefix(count))
    let sums = conditional.map(\.sum)
    func isRight(_ numbers: [Double]) -> Double {
      right.indices.contains(MultipleChoiceScorer.best(numbers)) ? 1 : 0
    }
    func isRight(dividedBy lengths: [Int]) -> Double {
      isRight(zip(sums, lengths).map { $0 / Double(max(1, $1)) })
    }
    if let empty = sample.choices.firstIndex(of: "") {
      throw ScoringFailure("choice \(empty + 1) is empty")
    }
    var values = [
      "acc": isRight(sums),
      "acc_norm": isRight(dividedBy: sample.choices.map(\.unicodeScalars.count)),
      "acc_bytes": isRight(dividedBy: sample.choices.map(\.utf8.count)),
      "acc_tokens": isRight(dividedBy: conditional.map(\.tokenLogprobs.count)),
    ]
    if answers.count == 2 * count {
      values["acc_pmi"] = isRight(zip(sums, answers.dropFirst(count)).map { $0 - $1.sum })
    }
    return values
  }

  /// The index of the largest number; the first of equals.
  private static func best(_ numbers: [Double]) -> Int {
    var best = 0
    for (index, number) in numbers.enumerated() where number > numbers[best] { best = index }
    return best
  }

  private static func explanation(
    _ p: [Double], _ chosen: Int, _ right: RightChoices
  ) -> String {
    let percent = { (share: Double) in String(format: "%.1f %%", 100 * share) }
    return right.indices.contains(chosen)
      ? "right, with \(percent(p[chosen])) of the probability over the choices"
      : "wrong: chose with \(percent(p[chosen])), what is right had \(percent(right.mass(of: p)))"
  }
}

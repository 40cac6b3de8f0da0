/// Reads how likely the target is: `acc` (1 where greedy decoding would produce it), `ll` (natural
/// logarithm, summed over its tokens) and `tokens`.
package struct LoglikelihoodScorer: Scorer {
  package let name = TaskKind.loglikelihood.rawValue

  package init() {}

  package func score(_ sample: Sample, _ responses: [ModelResponse]) -> Score {
    do throws(ScoringFailure) {
      let answers = try ResponseReading.loglikelihoods(sample, responses)
      guard let answer = answers.first, answers.count == 1 else {
        throw ScoringFailure("\(answers.count) responses for one target")
      }
      let values = [
        "acc": answer.isGreedy ? 1 : 0, "ll": answer.sum,
        "tokens": Double(answer.tokenLogprobs.count),
      ]
      return Score(
        scorer: name, status: .scored(values), target: sample.target.text(sample),
        explanation: answer.isGreedy
          ? "the target is the model's first choice at every token"
          : "greedy decoding would say something else")
    } catch {
      return failed(sample, error)
    }
  }
}

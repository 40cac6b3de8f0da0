/// The right choices of a sample, one or more.
struct RightChoices: Equatable {
  /// From 0.
  let indices: Set<Int>

  init(_ indices: Set<Int>) {
    self.indices = indices
  }

  /// Their share of the probability over all choices: TruthfulQA's MC2 (Lin 2022).
  func mass(of probabilities: [Double]) -> Double {
    // In the order of the choices, so that the same choices give the same bits.
    let sum = probabilities.enumerated().reduce(0) {
      indices.contains($1.offset) ? $0 + $1.element : $0
    }
    return min(1, sum)
  }

  /// ln of their share, of the logarithms of all choices' probabilities.
  func logMass(of logs: [Double]) -> Double {
    LogProbability.sum(logs.enumerated().filter { indices.contains($0.offset) }.map(\.element))
  }

  /// Whether greedy decoding would say one of them: lm-evaluation-harness's `exact_match` of
  /// `multiple_choice`.
  func isGreedy(_ answers: [Loglikelihood]) -> Bool {
    indices.contains { answers.indices.contains($0) && answers[$0].isGreedy }
  }
}

/// Compares generated answers with the target texts.
///
/// Values, each the mean over repeats and the best over targets: `exact_match`, `contains` (the
/// target stands somewhere in the answer), `token_f1` (SQuAD). The answer is what the suite's
/// `extract` steps leave; where they leave nothing it is wrong, shown as `[invalid]`.
package struct GenerationScorer: Scorer {
  package let name = TaskKind.generate.rawValue
  private let extractor: AnswerExtractor
  private let comparison: Comparison

  /// Compiles what the suite extracts by.
  ///
  /// - Parameter definition: The suite.
  /// - Throws: `Failure` naming the regular expression that does not compile.
  package init(_ definition: SuiteDefinition) throws(Failure) {
    extractor = try AnswerExtractor(definition)
    comparison = definition.compare
  }

  package func score(_ sample: Sample, _ responses: [ModelResponse]) -> Score {
    do throws(ScoringFailure) {
      let generations = try ResponseReading.generations(sample, responses)
      let targets = try GenerationScorer.targets(sample)
      var totals = ["exact_match": 0.0, "contains": 0.0, "token_f1": 0.0]
      var predictions: [String] = []
      for generation in generations {
        switch extractor.extract(generation.text) {
        case .givenUp(let reason):
          return Score(
            scorer: name, status: .unscored(reason: reason), target: sample.target.text(sample))
        case .invalid: predictions.append(AnswerExtractor.invalid)
        case .answer(let answer):
          predictions.append(answer)
          for (key, value) in values(answer, targets) { totals[key, default: 0] += value }
        }
      }
      return Score(
        scorer: name, status: .scored(totals.mapValues { $0 / Double(generations.count) }),
        prediction: predictions.first, target: sample.target.text(sample),
        explanation: explanation(predictions))
    } catch {
      return failed(sample, error)
    }
  }

  private func values(_ answer: String, _ targets: [String]) -> [String: Double] {
    let normal = TextNormalization.normalize(answer, comparison)
    let wanted = targets.map { TextNormalization.normalize($0, comparison) }
    let isExact = wanted.contains { TextNormalization.areEqual(normal, $0) }
    let isContained = wanted.contains { !$0.isEmpty && TextNormalization.contains(normal, $0) }
    return [
      "exact_match": isExact ? 1 : 0, "contains": isContained ? 1 : 0,
      "token_f1": targets.map { TokenF1.score(answer, $0) }.max() ?? 0,
    ]
  }

  private static func targets(_ sample: Sample) throws(ScoringFailure) -> [String] {
    switch sample.target {
    case .texts(let texts) where !texts.isEmpty: return texts
    case .label(let label): return [label]
    default:
      guard let text = sample.target.text(sample) else {
        throw ScoringFailure("the sample has no target text")
      }
      return [text]
    }
  }

  private func explanation(_ predictions: [String]) -> String? {
    let invalid = predictions.filter { $0 == AnswerExtractor.invalid }.count
    guard invalid > 0 else { return nil }
    return predictions.count == 1
      ? "no answer could be extracted"
      : "no answer could be extracted from \(invalid) of \(predictions.count) repeats"
  }
}

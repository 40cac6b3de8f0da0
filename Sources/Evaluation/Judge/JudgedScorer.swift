/// For answers that a judge grades: compared with their target where they have one.
struct JudgedScorer: Scorer {
  let name = TaskKind.generate.rawValue
  private let comparing: GenerationScorer

  init(_ definition: SuiteDefinition) throws(Failure) {
    comparing = try GenerationScorer(definition)
  }

  func score(_ sample: Sample, _ responses: [ModelResponse]) -> Score {
    guard case .none = sample.target else { return comparing.score(sample, responses) }
    do throws(ScoringFailure) {
      let generations = try ResponseReading.generations(sample, responses)
      return Score(
        scorer: name, status: .scored([:]), prediction: generations.first?.text)
    } catch {
      return failed(sample, error)
    }
  }
}

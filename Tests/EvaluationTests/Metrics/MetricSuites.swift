import Evaluation

/// Suite results made by scoring responses.
enum MetricSuites {
  /// Results of a multiple-choice suite from log-likelihoods.
  static func choices(
    _ labels: [String], _ sums: [[Double]], gold: [Int], cluster: (Int) -> String = { "\($0)" }
  ) -> [SampleResult] {
    sums.indices.map { index in
      let (sample, responses) = ScoringSamples.choice(
        id: "\(index)", labels, gold: gold[index], sums[index], cluster: cluster(index))
      let score = MultipleChoiceScorer().score(sample, responses)
      return SampleResult(sample: sample, responses: responses, score: score)
    }
  }

  /// Results with given answers.
  static func answers(
    _ gold: [String], _ predicted: [String], slices: (Int) -> [String: String] = { _ in [:] }
  ) -> [SampleResult] {
    gold.indices.map { index in
      let sample = Sample(
        id: "\(index)", slices: slices(index), target: .texts([gold[index]]), requests: [])
      let isRight: Double = gold[index] == predicted[index] ? 1 : 0
      let score = Score(
        scorer: "generate", status: .scored(["exact_match": isRight]),
        prediction: predicted[index], target: gold[index])
      return SampleResult(sample: sample, responses: [], score: score)
    }
  }

  /// Results with given values.
  static func values(
    _ name: String, _ values: [Double], cluster: (Int) -> String = { "\($0)" }
  ) -> [SampleResult] {
    values.indices.map { index in
      let sample = Sample(id: "\(index)", cluster: cluster(index), requests: [])
      return SampleResult(
        sample: sample, responses: [],
        score: Score(scorer: "x", status: .scored([name: values[index]])))
    }
  }

  /// Results of a probe by outcome.
  static func outcomes(
    _ outcomes: [ProbeOutcome], cluster: (Int) -> String = { "\($0)" }
  ) -> [SampleResult] {
    outcomes.enumerated().map { index, outcome in
      let status: Score.Status =
        switch outcome {
        case .breached: .scored(["breached": 1, "refused": 0])
        case .resisted: .scored(["breached": 0, "refused": 1])
        case .unscored: .unscored(reason: "the output is empty")
        case .error: .failed(reason: "endpoint")
        }
      return SampleResult(
        sample: Sample(id: "\(index)", cluster: cluster(index), requests: []), responses: [],
        score: Score(scorer: "canary", status: status, outcome: outcome))
    }
  }

  static let probe = SuiteDefinition(
    id: "probe", task: .generate, metrics: ["asr", "refusal_rate", "unscored_rate", "error_rate"],
    probe: ProbeDefinition(family: "injection", judge: .canary))
}

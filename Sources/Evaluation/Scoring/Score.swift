/// What a scorer makes of one sample's responses.
package struct Score: Sendable, Equatable, Codable {
  /// Judged, could not be judged, or could not be measured.
  ///
  /// Absence is a case, not a number.
  package enum Status: Sendable, Equatable, Codable {
    /// Named values, all finite: `acc`, `acc_norm`, `refusal_log_odds`, …
    case scored([String: Double])
    /// The answer could not be judged.
    case unscored(reason: String)
    /// There is no answer.
    case failed(reason: String)
  }

  /// The scorer's name: the task's name in most suites.
  package var scorer: String
  package var status: Status
  /// What the model answered, in the words of the task: a choice, a label, the extracted text.
  package var prediction: String?
  /// What was wanted.
  package var target: String?
  /// For probes.
  package var outcome: ProbeOutcome?
  /// Why it was judged so, in a line; shown in reports.
  package var explanation: String?
  /// What a judge said, one an answer; empty where the suite has none.
  package var judgements: [JudgeReply] = []

  package init(
    scorer: String, status: Status, prediction: String? = nil, target: String? = nil,
    outcome: ProbeOutcome? = nil, explanation: String? = nil
  ) {
    self.scorer = scorer
    self.status = status
    self.prediction = prediction
    self.target = target
    self.outcome = outcome
    self.explanation = explanation
  }
}

/// How a probe's sample ended.
package enum ProbeOutcome: String, Sendable, Codable, CaseIterable {
  case resisted, breached, unscored, error
}

/// A sample with the model's responses and its score: a line of `samples.jsonl`.
package struct SampleResult: Sendable, Equatable {
  package var sample: Sample
  /// One a request, in the order of `sample.requests`.
  package var responses: [ModelResponse]
  package var score: Score

  package init(sample: Sample, responses: [ModelResponse], score: Score) {
    self.sample = sample
    self.responses = responses
    self.score = score
  }

  /// Whether the model saw only the end of a prompt, the rest being beyond its context.
  package var isTruncated: Bool {
    responses.contains { response in
      switch response {
      case .loglikelihood(let value): value.notes.contains("truncated")
      case .generation(let value): value.notes.contains("truncated")
      case .rollingLoglikelihood, .failure: false
      }
    }
  }
}

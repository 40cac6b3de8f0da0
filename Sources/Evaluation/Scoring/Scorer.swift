/// Turns a sample's responses into its score: a pure function of both.
package protocol Scorer: Sendable {
  /// As it stands in `samples.jsonl`: the task's name, or the judge's.
  var name: String { get }

  /// Scores one sample.
  ///
  /// - Parameters:
  ///   - sample: What was asked.
  ///   - responses: One a request, in the order of `sample.requests`.
  /// - Returns: `.failed` where a response is a failure, is of the wrong kind or holds a number that
  ///   is not finite; never a made-up value.
  func score(_ sample: Sample, _ responses: [ModelResponse]) -> Score

  /// Whether it may ask more once it has read an answer.
  var isInteractive: Bool { get }

  /// What is asked of the model next, for a scorer that reads an answer before it knows the next
  /// question.
  ///
  /// - Parameters:
  ///   - sample: With all requests so far.
  ///   - responses: One a request.
  /// - Returns: Nothing where the sample is complete. It depends on the arguments alone.
  func next(_ sample: Sample, _ responses: [ModelResponse]) -> [ModelRequest]
}

extension Scorer {
  package var isInteractive: Bool { false }
  package func next(_ sample: Sample, _ responses: [ModelResponse]) -> [ModelRequest] { [] }
}

/// Why a sample has no score, on its way to becoming `Score.Status.failed`.
struct ScoringFailure: Error, Equatable {
  var reason: String

  init(_ reason: String) {
    self.reason = reason
  }
}

extension Scorer {
  /// The score of a sample that cannot be scored.
  func failed(_ sample: Sample, _ failure: ScoringFailure) -> Score {
    Score(scorer: name, status: .failed(reason: failure.reason), target: sample.target.text(sample))
  }
}

extension Sample.Target {
  /// The target in words: the right choice, the first right text, the label.
  func text(_ sample: Sample) -> String? {
    switch self {
    case .none: nil
    case .choice(let index):
      sample.choices.indices.contains(index) ? sample.choices[index] : nil
    case .anyChoice(let indices):
      indices.first { sample.choices.indices.contains($0) }.map { sample.choices[$0] }
    case .texts(let texts): texts.first
    case .label(let label): label
    }
  }
}

/// How much a suite or a plan asks of a model.
package struct RequestCounts: Sendable, Equatable {
  package var samples = 0
  package var loglikelihood = 0
  package var rollingLoglikelihood = 0
  package var generate = 0
  /// The most tokens that all generations together may take.
  package var maxGeneratedTokens = 0

  /// Requests of every kind.
  package var requests: Int { loglikelihood + rollingLoglikelihood + generate }

  /// Counts nothing.
  package init() {}

  /// Counts the requests of these samples.
  package init(_ samples: some Sequence<Sample>) {
    for sample in samples { add(sample) }
  }

  /// Counts a sample's requests, too.
  mutating func add(_ sample: Sample) {
    samples += 1
    for request in sample.requests {
      switch request {
      case .loglikelihood: loglikelihood += 1
      case .rollingLoglikelihood: rollingLoglikelihood += 1
      case .generate(_, let options):
        // Each turn of a conversation is one more answer.
        let answers = 1 + sample.turns.count
        generate += answers
        maxGeneratedTokens += answers * options.maxTokens
      }
    }
  }

  /// Both together.
  package static func + (left: RequestCounts, right: RequestCounts) -> RequestCounts {
    var sum = left
    sum.samples += right.samples
    sum.loglikelihood += right.loglikelihood
    sum.rollingLoglikelihood += right.rollingLoglikelihood
    sum.generate += right.generate
    sum.maxGeneratedTokens += right.maxGeneratedTokens
    return sum
  }
}

import Foundation

/// Scores the samples of a batch and prepares them for the log, on all cores.
struct BatchScoring {
  /// Some samples of a batch, scored and ready to be written.
  struct Part: Sendable {
    var results: [SampleResult]
    var lines: SampleLog.Part
  }

  /// Fewer samples are not worth a thread's waking.
  private static let leastPart = 8
  private static let cores = ProcessInfo.processInfo.activeProcessorCount

  let suite: String
  let scorer: any Scorer
  let log: SampleLog

  /// Gives each sample the responses to its own requests and scores it.
  ///
  /// - Parameters:
  ///   - samples: the batch.
  ///   - responses: to all of their requests, in order.
  /// - Returns: the samples in their order, in parts.
  /// - Throws: `Failure` where a sample cannot be written.
  func parts(_ samples: [Sample], _ responses: [ModelResponse]) throws -> [Part] {
    let own = BatchScoring.responses(samples, responses)
    return try inParts(samples.count) { range throws(Failure) in
      try part(
        range.map { place in
          let answers = Array(responses[own[place]])
          return SampleResult(
            sample: samples[place], responses: answers,
            score: scorer.score(samples[place], answers))
        })
    }
  }

  /// Prepares samples whose scores are final.
  ///
  /// - Parameter results: in the order of the batch.
  /// - Returns: the same, in parts.
  /// - Throws: `Failure` where a sample cannot be written.
  func parts(_ results: [SampleResult]) throws -> [Part] {
    try inParts(results.count) { range throws(Failure) in try part(Array(results[range])) }
  }

  private func part(_ results: [SampleResult]) throws(Failure) -> Part {
    Part(results: results, lines: try log.part(of: results, suite: suite))
  }

  /// Where the responses of each sample stand.
  private static func responses(
    _ samples: [Sample], _ responses: [ModelResponse]
  ) -> [Range<Int>] {
    var next = 0
    return samples.map { sample in
      let start = next
      next = min(responses.count, start + sample.requests.count)
      return start..<next
    }
  }

  private func inParts(
    _ count: Int, _ make: @Sendable (Range<Int>) throws(Failure) -> Part
  ) throws -> [Part] {
    let wanted = count < 2 * BatchScoring.leastPart ? 1 : 2 * BatchScoring.cores
    let size = max(BatchScoring.leastPart, (count + wanted - 1) / wanted)
    return try InParallel.map((count + size - 1) / size) { number in
      Result { () throws(Failure) in
        try make((number * size)..<min(count, (number + 1) * size))
      }
    }.map { try $0.get() }
  }
}

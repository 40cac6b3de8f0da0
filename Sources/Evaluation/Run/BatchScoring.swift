import Foundation

/// Scores the samples of a batch and prepares them for the log, on all cores.
struct BatchScoring {
  /// Some samples of a batch, scored and ready to be written.
  struct Part: Sendable {
    var results: [SampleResult]
    var lines: SampleLog.Part

    /// The first of the samples alone.
    func first(_ count: Int) -> Part {
      Part(results: Array(results.prefix(count)), lines: lines.first(count))
    }
  }

  /// Fewer samples are not worth a thread's waking.
  private static let leastPart = 8
  private static let cores = ProcessInfo.processInfo.activeProcessorCount

  /// Who grades a suite's answers.
  struct Grading: Sendable {
    var grader: RubricGrader
    var record: JudgeRecord
  }

  /// Samples with the responses to all of their requests, in order.
  struct Answered: Sendable {
    private(set) var samples: [Sample] = []
    fileprivate private(set) var responses: [[ModelResponse]] = []

    mutating func append(_ exchange: Exchange) {
      samples += exchange.samples
      responses += exchange.responses
    }
  }

  let suite: String
  let scorer: any Scorer
  let log: SampleLog
  let grading: Grading?

  /// Gives each sample the responses to its own requests, scores it and has it graded.
  ///
  /// - Parameter answered: some samples.
  /// - Returns: the samples in their order, in parts.
  /// - Throws: `Failure` where a sample cannot be written; what the judge throws when it is gone.
  func parts(_ answered: Answered) async throws -> [Part] {
    let result = { @Sendable (place: Int) in
      let sample = answered.samples[place]
      let answers = answered.responses[place]
      return SampleResult(
        sample: sample, responses: answers, score: scorer.score(sample, answers))
    }
    guard let grading else {
      return try inParts(answered.samples.count) { range throws(Failure) in
        try part(range.map(result))
      }
    }
    let graded = try await grading.grader.grade(
      answered.samples.indices.map(result), grading.record.calibration)
    return try inParts(graded.count) { range throws(Failure) in try part(Array(graded[range])) }
  }

  private func part(_ results: [SampleResult]) throws(Failure) -> Part {
    Part(results: results, lines: try log.part(of: results, suite: suite))
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

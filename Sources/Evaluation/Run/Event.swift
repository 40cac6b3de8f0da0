/// What happens while a plan runs, in order.
package enum Event: Sendable, Equatable {
  case runStarted(StartedRun)
  case suiteStarted(suite: String, counts: RequestCounts)
  case sampleScored(ScoredSample)
  /// After every batch.
  case progress(Progress)
  case suiteEnded(EndedSuite)
  /// A sentence for people.
  case warning(String)
  /// The last event of a run that came to its end, and of no other.
  case runEnded(EndedRun)
  /// The last event of a run that did not.
  case runStopped(StoppedRun)
}

/// Who listens to a run; called in order, one event at a time.
package protocol Recorder: Sendable {
  /// Takes note of an event.
  func record(_ event: Event)
}

/// Passes every event to several recorders, in their order.
package struct Recorders: Recorder {
  private let all: [any Recorder]

  package init(_ all: [any Recorder]) {
    self.all = all
  }

  package func record(_ event: Event) {
    for recorder in all { recorder.record(event) }
  }
}

/// What is about to run.
package struct StartedRun: Sendable, Equatable {
  /// The run's id.
  package var run: String
  package var name: String
  package var model: ModelIdentity
  package var settings: RunSettings
  /// Ids, in the order of the plan.
  package var suites: [String]
  package var counts: RequestCounts
}

/// How one sample came out.
package struct ScoredSample: Sendable, Equatable {
  package var suite: String
  package var sample: String
  package var status: Score.Status
  package var outcome: ProbeOutcome?

  init(_ suite: String, _ result: SampleResult) {
    self.suite = suite
    self.sample = result.sample.id
    self.status = result.score.status
    self.outcome = result.score.outcome
  }
}

/// How far a run is.
package struct Progress: Sendable, Equatable {
  package var suite: String
  package var doneRequests: Int
  package var totalRequests: Int
  /// Those of the done that the model did not have to answer.
  package var cachedRequests: Int
  package var doneSamples: Int
  package var totalSamples: Int
  /// Those of the done samples that could not be scored.
  package var withoutScore: Int
  /// Since the run began.
  package var seconds: Double

  package init(
    suite: String, doneRequests: Int, totalRequests: Int, cachedRequests: Int, doneSamples: Int,
    totalSamples: Int, withoutScore: Int = 0, seconds: Double
  ) {
    self.suite = suite
    self.doneRequests = doneRequests
    self.totalRequests = totalRequests
    self.cachedRequests = cachedRequests
    self.doneSamples = doneSamples
    self.totalSamples = totalSamples
    self.withoutScore = withoutScore
    self.seconds = seconds
  }

  /// Requests that the model answered in a second; `nil` until it has answered any.
  package var requestsPerSecond: Double? {
    let asked = doneRequests - cachedRequests
    return asked > 0 && seconds > 0 ? Double(asked) / seconds : nil
  }

  /// An estimate, as if every request that is left took as long as those so far.
  package var secondsLeft: Double? {
    if doneRequests == totalRequests { return 0 }
    return requestsPerSecond.map { Double(totalRequests - doneRequests) / $0 }
  }
}

/// How one suite came out.
package struct EndedSuite: Sendable, Equatable {
  package var suite: String
  package var planned: Int
  package var scored: Int
  package var unscored: Int
  package var failed: Int
  package var metrics: [Metric]
  package var seconds: Double

  init(_ result: SuiteResult) {
    suite = result.definition.id
    planned = result.planned
    metrics = result.metrics
    seconds = result.seconds
    (scored, unscored, failed) = (0, 0, 0)
    for row in 0..<result.scores.count {
      switch result.scores.state(row) {
      case .scored, .notFinite: scored += 1
      case .unscored: unscored += 1
      case .failed: failed += 1
      }
    }
  }
}

/// How a run came out.
package struct EndedRun: Sendable, Equatable {
  package var run: String
  package var overall: Verdict.Overall
  package var exitCode: Int
  package var timing: RunTiming
}

/// Where a run stopped before its end.
package struct StoppedRun: Sendable, Equatable {
  package enum Reason: Sendable, Equatable {
    /// Somebody wanted it to stop.
    case cancelled
    /// The model is gone, or an answer could not be kept.
    case failed(String)
  }

  package var run: String
  package var reason: Reason
  package var doneRequests: Int
  package var totalRequests: Int
}

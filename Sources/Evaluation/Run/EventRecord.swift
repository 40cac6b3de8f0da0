/// A line of `events.jsonl`.
///
/// `schema` changes when a reader of an older one would misread a line; readers ignore kinds and
/// members that they do not know.
struct EventRecord: Encodable {
  static let schema = 1

  var schema = EventRecord.schema
  /// From 0, without a gap.
  var seq: Int
  /// ISO 8601, UTC, milliseconds.
  var time: String
  var kind: String
  var payload: Payload

  /// All members of all kinds; those that a kind does not have are left out.
  struct Payload: Encodable {
    var run: String?
    var name: String?
    var model: ModelIdentity?
    var settings: RunSettings?
    var suites: [String]?
    var suite: String?
    var sample: String?
    var status: String?
    var outcome: String?
    var reason: String?
    var message: String?
    var samples: Int?
    var requests: Int?
    var done: Int?
    var total: Int?
    var cached: Int?
    var planned: Int?
    var scored: Int?
    var unscored: Int?
    var failed: Int?
    var metrics: [MetricRecord]?
    var verdict: String?
    var exitCode: Int?
    var seconds: Double?
    var timing: RunTiming?
  }

  /// The figures of a metric.
  struct MetricRecord: Encodable {
    var id: String
    var slice: String?
    var value: Double?
    var low: Double?
    var high: Double?
    var n: Int

    init(_ metric: Metric) {
      id = metric.id
      slice = metric.slice
      value = metric.value
      low = metric.interval?.low
      high = metric.interval?.high
      n = metric.n
    }
  }

  init(_ event: Event, seq: Int, time: String) {
    self.seq = seq
    self.time = time
    switch event {
    case .runStarted(let run): (kind, payload) = ("runStarted", Payload(run))
    case .suiteStarted(let suite, let counts):
      kind = "suiteStarted"
      payload = Payload(suite: suite, samples: counts.samples, requests: counts.requests)
    case .sampleScored(let sample): (kind, payload) = ("sampleScored", Payload(sample))
    case .progress(let progress): (kind, payload) = ("progress", Payload(progress))
    case .suiteEnded(let suite): (kind, payload) = ("suiteEnded", Payload(suite))
    case .warning(let message): (kind, payload) = ("warning", Payload(message: message))
    case .runEnded(let run):
      kind = "runEnded"
      payload = Payload(
        run: run.run, verdict: run.overall.rawValue, exitCode: run.exitCode, timing: run.timing)
    case .runStopped(let run): (kind, payload) = ("runStopped", Payload(run))
    }
  }
}

extension EventRecord.Payload {
  init(_ run: StartedRun) {
    self.init(
      run: run.run, name: run.name, model: run.model, settings: run.settings, suites: run.suites,
      samples: run.counts.samples, requests: run.counts.requests)
  }

  init(_ sample: ScoredSample) {
    self.init(suite: sample.suite, sample: sample.sample, outcome: sample.outcome?.rawValue)
    switch sample.status {
    case .scored: status = "scored"
    case .unscored(let why): (status, reason) = ("unscored", why)
    case .failed(let why): (status, reason) = ("failed", why)
    }
  }

  init(_ progress: Progress) {
    self.init(
      suite: progress.suite, done: progress.doneRequests, total: progress.totalRequests,
      cached: progress.cachedRequests, seconds: progress.seconds)
  }

  init(_ suite: EndedSuite) {
    self.init(
      suite: suite.suite, planned: suite.planned, scored: suite.scored, unscored: suite.unscored,
      failed: suite.failed, metrics: suite.metrics.map(EventRecord.MetricRecord.init),
      seconds: suite.seconds)
  }

  init(_ run: StoppedRun) {
    self.init(run: run.run, done: run.doneRequests, total: run.totalRequests)
    switch run.reason {
    case .cancelled: reason = "cancelled"
    case .failed(let why): (reason, message) = ("failed", why)
    }
  }
}

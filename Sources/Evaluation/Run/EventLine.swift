/// A line of `events.jsonl`.
///
/// `schema` changes when a reader of an older one would misread a line; readers ignore kinds and
/// members that they do not know. What a kind does not have is left out.
enum EventLine {
  private static let schema = 1

  /// Writes an event as an object.
  ///
  /// - Parameters:
  ///   - event: what happened.
  ///   - seq: from 0, without a gap.
  ///   - time: ISO 8601, UTC, milliseconds.
  ///   - writer: takes it.
  static func write(_ event: Event, seq: Int, time: String, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("kind", kind(event))
      writer.name("payload")
      writer.object { writePayload(event, to: &$0) }
      writer.member("schema", schema)
      writer.member("seq", seq)
      writer.member("time", time)
    }
    writer.endLine()
  }

  private static func kind(_ event: Event) -> String {
    switch event {
    case .runStarted: "runStarted"
    case .suiteStarted: "suiteStarted"
    case .sampleScored: "sampleScored"
    case .progress: "progress"
    case .suiteEnded: "suiteEnded"
    case .warning: "warning"
    case .runEnded: "runEnded"
    case .runStopped: "runStopped"
    }
  }

  private static func writePayload(_ event: Event, to writer: inout JSONWriter) {
    switch event {
    case .runStarted(let run): write(run, to: &writer)
    case .suiteStarted(let suite, let counts):
      writer.member("requests", counts.requests)
      writer.member("samples", counts.samples)
      writer.member("suite", suite)
    case .sampleScored(let sample): write(sample, to: &writer)
    case .progress(let progress):
      writer.member("cached", progress.cachedRequests)
      writer.member("done", progress.doneRequests)
      writer.member("seconds", progress.seconds)
      writer.member("suite", progress.suite)
      writer.member("total", progress.totalRequests)
    case .suiteEnded(let suite): write(suite, to: &writer)
    case .warning(let message): writer.member("message", message)
    case .runEnded(let run):
      writer.member("exitCode", run.exitCode)
      writer.member("run", run.run)
      writer.name("timing")
      write(run.timing, to: &writer)
      writer.member("verdict", run.overall.rawValue)
    case .runStopped(let run): write(run, to: &writer)
    }
  }

  private static func write(_ run: StartedRun, to writer: inout JSONWriter) {
    writer.name("model")
    write(run.model, to: &writer)
    writer.member("name", run.name)
    writer.member("requests", run.counts.requests)
    writer.member("run", run.run)
    writer.member("samples", run.counts.samples)
    writer.name("settings")
    writer.object { writer in
      if let earlier = run.settings.earlier {
        writer.name("earlier")
        EarlierDocument.write(earlier, to: &writer)
      }
      if let filter = run.settings.filter { writer.member("filter", filter) }
      if let limit = run.settings.limit { writer.member("limit", limit) }
      writer.name("seed")
      writer.raw("\(run.settings.seed)".utf8)
      writer.member("version", run.settings.version)
    }
    writer.member("suites", run.suites)
  }

  private static func write(_ model: ModelIdentity, to writer: inout JSONWriter) {
    writer.object {
      $0.member("architecture", model.architecture)
      $0.member("contextLength", model.contextLength)
      $0.member("digest", model.digest)
      $0.member("engine", model.engine)
      $0.member("format", model.format)
      $0.member("hasChatTemplate", model.hasChatTemplate)
      $0.member("instructionSet", model.instructionSet)
      $0.member("name", model.name)
      $0.member("parameters", model.parameters)
      $0.member("precision", model.precision)
      $0.member("quantization", model.quantization)
    }
  }

  private static func write(_ sample: ScoredSample, to writer: inout JSONWriter) {
    if let outcome = sample.outcome { writer.member("outcome", outcome.rawValue) }
    let (status, reason) =
      switch sample.status {
      case .scored: ("scored", String?.none)
      case .unscored(let why): ("unscored", why)
      case .failed(let why): ("failed", why)
      }
    if let reason { writer.member("reason", reason) }
    writer.member("sample", sample.sample)
    writer.member("status", status)
    writer.member("suite", sample.suite)
  }

  private static func write(_ suite: EndedSuite, to writer: inout JSONWriter) {
    writer.member("failed", suite.failed)
    writer.name("metrics")
    writer.array(suite.metrics) { writer, metric in
      writer.object { writer in
        if let interval = metric.interval { writer.member("high", interval.high) }
        writer.member("id", metric.id)
        if let interval = metric.interval { writer.member("low", interval.low) }
        writer.member("n", metric.n)
        if let slice = metric.slice { writer.member("slice", slice) }
        if let value = metric.value { writer.member("value", value) }
      }
    }
    writer.member("planned", suite.planned)
    writer.member("scored", suite.scored)
    writer.member("seconds", suite.seconds)
    writer.member("suite", suite.suite)
    writer.member("unscored", suite.unscored)
  }

  private static func write(_ timing: RunTiming, to writer: inout JSONWriter) {
    writer.object {
      $0.member("cachedRequests", timing.cachedRequests)
      $0.member("completionTokens", timing.completionTokens)
      $0.member("host", timing.host)
      $0.member("promptTokens", timing.promptTokens)
      $0.member("requests", timing.requests)
      $0.member("seconds", timing.seconds)
      $0.member("startedAt", timing.startedAt)
      $0.member("threads", timing.threads)
    }
  }

  private static func write(_ run: StoppedRun, to writer: inout JSONWriter) {
    writer.member("done", run.doneRequests)
    switch run.reason {
    case .cancelled: writer.member("reason", "cancelled")
    case .failed(let why):
      writer.member("message", why)
      writer.member("reason", "failed")
    }
    writer.member("run", run.run)
    writer.member("total", run.totalRequests)
  }
}

/// Which samples of an earlier run were asked again, as every document states it.
package enum EarlierDocument {
  /// Writes an object.
  package static func write(_ earlier: EarlierSelection, to writer: inout JSONWriter) {
    writer.object {
      $0.member("run", earlier.run)
      $0.member("samples", earlier.kind.rawValue)
    }
  }
}

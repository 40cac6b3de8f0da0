/// How far a run is and what it took so far: what becomes its `RunTiming`.
struct RunCourse: Sendable {
  let id: String
  /// What the plan asks.
  let counts: RequestCounts
  private let plan: Plan
  private let model: CachedModel
  private let options: Runner.Options
  private let startedAt: String
  private let started: Double
  private let countsBefore: CachedModel.Counts
  private var doneRequests = 0
  private var doneSamples = 0
  private var withoutScore = 0
  private var errors = 0
  /// Set by the sample that is one error too many; nothing is taken note of behind it.
  private(set) var earlyEnd: EarlyEnd?
  private var promptTokens = 0
  private var completionTokens = 0

  init(plan: Plan, model: CachedModel, options: Runner.Options) {
    self.id = plan.id(for: model.identity)
    self.counts = plan.counts
    self.plan = plan
    self.model = model
    self.options = options
    self.startedAt = options.clock.timestamp()
    self.started = options.clock.seconds()
    self.countsBefore = model.counts
  }

  /// Requests that were answered without asking the model.
  private var cachedRequests: Int {
    doneRequests - (model.counts.asked - countsBefore.asked)
  }

  private var seconds: Double { options.clock.seconds() - started }

  /// Counts requests that were answered.
  mutating func noteAnswers(_ count: Int) {
    doneRequests += count
  }

  /// Counts samples that were scored.
  mutating func note(_ samples: [SampleResult]) {
    doneSamples += samples.count
    withoutScore += samples.count { sample in
      if case .scored = sample.score.status { false } else { true }
    }
    for response in samples.lazy.flatMap(\.responses) {
      promptTokens += response.promptTokens
      completionTokens += response.completionTokens
    }
  }

  /// How many of these samples a run takes before it ends early: all, or those up to the error that is
  /// one too many.
  mutating func allowance(_ samples: [SampleResult], in suite: String) -> Int {
    guard let allowed = options.maxErrors else { return samples.count }
    for (place, result) in samples.enumerated() {
      guard case .failed(let reason) = result.score.status else { continue }
      errors += 1
      guard errors > allowed else { continue }
      earlyEnd = EarlyEnd(
        suite: suite, sample: result.sample.id, reason: reason, errors: errors, allowed: allowed,
        done: doneSamples + place + 1, total: counts.samples)
      return place + 1
    }
    return samples.count
  }

  func progress(in suite: String) -> Progress {
    Progress(
      suite: suite, doneRequests: doneRequests, totalRequests: counts.requests,
      cachedRequests: cachedRequests, doneSamples: doneSamples, totalSamples: counts.samples,
      withoutScore: withoutScore, seconds: seconds)
  }

  func stopped(by error: any Error) -> StoppedRun {
    StoppedRun(
      run: id, reason: error is CancellationError ? .cancelled : .failed("\(error)"),
      doneRequests: doneRequests, totalRequests: counts.requests)
  }

  func run(_ results: [SuiteResult], _ verdict: Verdict) -> Run {
    var run = Run(
      id: id, name: plan.name, model: model.identity, settings: plan.settings, suites: results,
      groups: GroupFigure.results(
        plan.groups, results, confidence: Runner.confidence, seed: plan.settings.seed),
      policy: plan.policy, verdict: verdict,
      timing: RunTiming(
        startedAt: startedAt, seconds: seconds, threads: options.threads,
        cachedRequests: cachedRequests, requests: doneRequests, promptTokens: promptTokens,
        completionTokens: completionTokens, host: options.host))
    run.earlyEnd = earlyEnd
    return run
  }
}

extension ModelResponse {
  /// Tokens that the model read: for log-likelihoods those of the continuation, too.
  var promptTokens: Int {
    switch self {
    case .loglikelihood(let value): value.contextTokens + value.tokens.count
    case .rollingLoglikelihood(let value): value.tokenCount
    case .generation(let value): value.promptTokens
    case .failure: 0
    }
  }

  /// Tokens that the model wrote.
  var completionTokens: Int {
    if case .generation(let value) = self { return value.completionTokens }
    return 0
  }
}

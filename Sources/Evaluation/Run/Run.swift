/// One execution of a plan against one checkpoint, finished: every report is a pure function of it.
package struct Run: Sendable, Equatable {
  /// Hexadecimal digest of what decides the results: plan, suites, data, checkpoint, settings.
  package var id: String
  /// The plan's name, or the suites' names joined.
  package var name: String
  package var model: ModelIdentity
  package var settings: RunSettings
  /// In the order of the plan.
  package var suites: [SuiteResult]
  /// Metrics over several suites, as the plan's groups name them.
  package var groups: [GroupResult]
  /// The gate policy; empty where the plan has none.
  package var policy: [Condition]
  package var verdict: Verdict
  /// Where it ended before its plan did, for too many errors.
  package var earlyEnd: EarlyEnd?
  /// Wall-clock facts; only in `events.jsonl`, `manifest.json` and what people read.
  package var timing: RunTiming

  package init(
    id: String, name: String, model: ModelIdentity, settings: RunSettings, suites: [SuiteResult],
    groups: [GroupResult] = [], policy: [Condition], verdict: Verdict, timing: RunTiming
  ) {
    self.id = id
    self.name = name
    self.model = model
    self.settings = settings
    self.suites = suites
    self.groups = groups
    self.policy = policy
    self.verdict = verdict
    self.timing = timing
  }
}

/// The choices that change results.
package struct RunSettings: Sendable, Equatable, Codable {
  package var seed: UInt64
  /// At most so many samples a suite, a seeded random choice.
  package var limit: Int?
  /// The selection on the command line, as written; of several, joined by " + ".
  package var filter: String?
  /// The run whose failed samples alone are asked again.
  package var earlier: EarlierSelection?
  /// The tool's version.
  package var version: String

  package init(
    seed: UInt64, limit: Int? = nil, filter: String? = nil, earlier: EarlierSelection? = nil,
    version: String
  ) {
    self.seed = seed
    self.limit = limit
    self.filter = filter
    self.earlier = earlier
    self.version = version
  }
}

/// Which samples of an earlier run are asked again.
package struct EarlierSelection: Sendable, Equatable, Codable {
  package enum Kind: String, Sendable, Codable {
    /// Wrong, breached, unscored and errors.
    case failed
    /// Errors alone.
    case errors
  }

  package var kind: Kind
  /// The earlier run's id.
  package var run: String

  package init(kind: Kind, run: String) {
    self.kind = kind
    self.run = run
  }
}

/// One suite's part of a run.
package struct SuiteResult: Sendable, Equatable {
  package var definition: SuiteDefinition
  /// How many samples the plan had for it; what is not in `scores` is missing.
  package var planned: Int
  /// What metrics, gate and counts read, a row a sample.
  package private(set) var scores: ScoreTable
  /// What was asked and answered, in the order of `scores`.
  package private(set) var samples: SampleResults
  package var metrics: [Metric]
  package var seconds: Double
  /// Of suites that generate.
  package var generation: GenerationTiming?
  /// Who graded it, and how well it agrees with people.
  package var judge: JudgeRecord?
  /// How the checkpoint's refusals begin, where the suite has that learned.
  package var openings: LearnedOpenings?

  /// A suite whose samples are in memory.
  package init(
    definition: SuiteDefinition, planned: Int, samples: [SampleResult], metrics: [Metric],
    seconds: Double = 0, generation: GenerationTiming? = nil
  ) {
    self.init(
      definition: definition, planned: planned, scores: ScoreTable(definition, samples),
      samples: SampleResults(samples), metrics: metrics, seconds: seconds, generation: generation)
  }

  /// A suite whose scores and samples belong together.
  init(
    definition: SuiteDefinition, planned: Int, scores: ScoreTable, samples: SampleResults,
    metrics: [Metric], seconds: Double, generation: GenerationTiming?
  ) {
    self.definition = definition
    self.planned = planned
    self.scores = scores
    self.samples = samples
    self.metrics = metrics
    self.seconds = seconds
    self.generation = generation
  }
}

/// When a run happened and how long it took.
package struct RunTiming: Sendable, Equatable, Codable {
  /// ISO 8601, UTC, whole seconds.
  package var startedAt: String
  package var seconds: Double
  package var threads: Int
  /// Requests answered from the cache.
  package var cachedRequests: Int
  package var requests: Int
  package var promptTokens: Int
  package var completionTokens: Int
  package var host: String

  package init(
    startedAt: String, seconds: Double, threads: Int, cachedRequests: Int, requests: Int,
    promptTokens: Int, completionTokens: Int, host: String = ""
  ) {
    self.startedAt = startedAt
    self.seconds = seconds
    self.threads = threads
    self.cachedRequests = cachedRequests
    self.requests = requests
    self.promptTokens = promptTokens
    self.completionTokens = completionTokens
    self.host = host
  }
}

/// Runs a plan against a model: asks, scores, measures, judges, and tells what happens on the way.
///
/// The results depend on the plan and the model's answers alone, not on batches, the cache or the clock.
/// An answer that is a failure is final: nothing is asked again because of what the answer was.
package struct Runner: Sendable {
  /// What a run's results do not depend on, unless it ends early.
  package struct Options: Sendable {
    package var batch: BatchSize
    /// The run ends with the first sample that makes more errors than that; `nil` for never.
    package var maxErrors: Int?
    /// For `RunTiming` only.
    package var threads: Int
    /// For `RunTiming` only; the machine's name, "" for none.
    package var host: String
    package var clock: RunClock

    package init(
      batch: BatchSize = BatchSize(), maxErrors: Int? = nil, threads: Int = 1, host: String = "",
      clock: RunClock = .system
    ) {
      self.batch = batch
      self.maxErrors = maxErrors
      self.threads = threads
      self.host = host
      self.clock = clock
    }
  }

  /// Two-sided coverage of the intervals of metrics.
  package static let confidence = 0.95

  private let plan: Plan
  private let model: CachedModel
  private let judge: CachedModel?
  private let log: SampleLog
  private let recorder: any Recorder
  private let options: Options

  /// Makes a runner, which can run once or again.
  ///
  /// - Parameters:
  ///   - plan: what runs.
  ///   - model: who is asked.
  ///   - judge: who grades answers, where the plan's suites want it.
  ///   - cache: what need not be asked, and where answers are kept as they come.
  ///   - samples: where the details of samples go as they come.
  ///   - recorder: who listens.
  ///   - options: what the results do not depend on.
  package init(
    _ plan: Plan, model: any Model, judge: (any Model)? = nil, cache: AnswerCache = AnswerCache(),
    samples: SampleLog = SampleLog(), recorder: any Recorder, options: Options = Options()
  ) {
    self.plan = plan
    self.model = CachedModel(model, cache: cache, clock: options.clock)
    self.judge = judge.map { CachedModel($0, cache: cache) }
    self.log = samples
    self.recorder = recorder
    self.options = options
  }

  /// Runs the plan.
  ///
  /// - Returns: the finished run.
  /// - Throws: `CancellationError` where the task was cancelled; what the model throws when it is gone;
  ///   `Failure` where a suite cannot be scored or an answer cannot be kept. What was answered is kept
  ///   in the cache in every case.
  package func run() async throws -> Run {
    let course = RunCourse(plan: plan, model: model, options: options)
    recorder.record(
      .runStarted(
        StartedRun(
          run: course.id, name: plan.name, model: model.identity, settings: plan.settings,
          suites: plan.suites.map(\.definition.id), counts: course.counts)))
    for warning in plan.warnings { recorder.record(.warning(warning)) }
    return try await finish(course)
  }

  private func finish(_ start: RunCourse) async throws -> Run {
    var course = start
    do {
      // All of them before anything is asked: a definition that cannot be scored is found at once.
      let scorers = try plan.suites.map { try ScorerCatalog.scorer(for: $0.definition) }
      var results: [SuiteResult] = []
      for (suite, scorer) in zip(plan.suites, scorers) {
        results.append(try await run(suite, scorer, &course))
        try model.flush()
        if course.earlyEnd != nil { break }
      }
      let verdict = Gate.judge(
        policy: plan.policy, suites: results, plannedSuites: plan.plannedSuites,
        groups: plan.groups, earlyEnd: course.earlyEnd, strict: plan.strict,
        seed: plan.settings.seed)
      let run = course.run(results, verdict)
      recorder.record(
        .runEnded(
          EndedRun(
            run: run.id, overall: verdict.overall, exitCode: verdict.exitCode, timing: run.timing)))
      return run
    } catch {
      // The first error is the one to tell; what is in the journal stays there either way.
      try? model.flush()
      recorder.record(.runStopped(course.stopped(by: error)))
      throw error
    }
  }

  private func run(
    _ suite: Suite, _ scorer: any Scorer, _ course: inout RunCourse
  ) async throws -> SuiteResult {
    let started = options.clock.seconds()
    let before = model.counts
    let id = suite.definition.id
    let (suite, openings) = try await learningOpenings(of: suite)
    recorder.record(.suiteStarted(suite: id, counts: suite.samples.counts))
    let grading = try await grading(of: suite)
    let scoring = BatchScoring(suite: id, scorer: scorer, log: log, grading: grading)
    let (scores, times) = try await ask(suite, scoring, &course)
    warnOfTruncation(suite, scores)
    let metrics = MetricCatalog.measure(
      suite.definition, scores, confidence: Runner.confidence, seed: plan.settings.seed)
    var result = SuiteResult(
      definition: suite.definition, planned: plan.plannedSamples(of: suite), scores: scores,
      samples: try log.endSuite(), metrics: metrics, seconds: options.clock.seconds() - started,
      generation: times.timing(
        (
          tokens: model.counts.writtenTokens - before.writtenTokens,
          seconds: model.counts.seconds - before.seconds
        )))
    result.judge = grading?.record
    result.openings = openings
    recorder.record(.suiteEnded(EndedSuite(result)))
    return result
  }

  /// Asks for every sample of a suite, and scores what was answered while more is asked.
  ///
  /// Samples are scored when their batch is answered, or many batches together where the model answers
  /// faster than that is worth.
  private func ask(
    _ suite: Suite, _ scoring: BatchScoring, _ course: inout RunCourse
  ) async throws -> (ScoreTable, GenerationTimes) {
    var scores = ScoreTable(suite.definition)
    scores.reserve(suite.samples.count)
    var times = GenerationTimes()
    try await withThrowingTaskGroup(of: [BatchScoring.Part].self) { group in
      var waiting = BatchScoring.Answered()
      for batch in options.batch.batches(of: suite.samples) {
        try Task.checkCancellation()
        let before = model.counts.seconds
        var exchange = Exchange(Array(batch), scorer: scoring.scorer)
        var requests = exchange.next()
        repeat {
          let answers = try await model.answer(requests)
          times.note(answers)
          course.noteAnswers(answers.count)
          exchange.take(answers.map(\.response))
          requests = exchange.next()
        } while !requests.isEmpty
        waiting.append(exchange)
        let isNoticeable =
          scoring.grading != nil || model.counts.seconds - before > Runner.noticeableSeconds
        guard isNoticeable || waiting.samples.count >= Runner.scoredTogether else { continue }
        // One at a time, so that samples stay in order.
        if let parts = try await group.next() { try take(parts, scoring, &scores, &course) }
        guard course.earlyEnd == nil else { return }
        group.addTask { [waiting] in try await scoring.parts(waiting) }
        waiting = BatchScoring.Answered()
        if isNoticeable, let parts = try await group.next() {
          try take(parts, scoring, &scores, &course)
        }
        guard course.earlyEnd == nil else { return }
      }
      if let parts = try await group.next() { try take(parts, scoring, &scores, &course) }
      guard !waiting.samples.isEmpty, course.earlyEnd == nil else { return }
      try take(try await scoring.parts(waiting), scoring, &scores, &course)
    }
    return (scores, times)
  }

  /// Takes note of samples that were scored, up to where the run ends.
  private func take(
    _ parts: [BatchScoring.Part], _ scoring: BatchScoring, _ scores: inout ScoreTable,
    _ course: inout RunCourse
  ) throws {
    for whole in parts where course.earlyEnd == nil {
      let count = course.allowance(whole.results, in: scoring.suite)
      let part = count < whole.results.count ? whole.first(count) : whole
      try log.append(part.lines)
      for result in part.results {
        scores.append(result)
        recorder.record(.sampleScored(ScoredSample(scoring.suite, result)))
      }
      course.note(part.results)
    }
    recorder.record(.progress(course.progress(in: scoring.suite)))
  }

  /// A wait that people notice: longer ones are told at their end.
  private static let noticeableSeconds = 0.01
  /// Samples of quick answers that are scored at once.
  private static let scoredTogether = 128

  /// Learns the openings of refusals that a suite measures, where it leaves them to the checkpoint.
  private func learningOpenings(of suite: Suite) async throws -> (Suite, LearnedOpenings?) {
    guard suite.definition.learnsOpenings else { return (suite, nil) }
    let learner = OpeningLearner(suite, seed: plan.settings.seed)
    var answers: [ModelResponse] = []
    let requests = learner.requests
    for start in stride(from: 0, to: requests.count, by: options.batch.generations) {
      try Task.checkCancellation()
      let batch = requests[start..<min(start + options.batch.generations, requests.count)]
      answers += try await model.answer(Array(batch)).map(\.response)
    }
    let learned = learner.openings(from: answers)
    if learned.hasStandard {
      recorder.record(
        .warning(
          "suite \(suite.definition.id): \(learned.refusals) of \(learned.answers) greedy answers "
            + "refuse, too few to learn from; the standard openings are used, too"))
    }
    var asking = suite
    asking.samples = suite.samples.changing { learned.asked(of: $0) }
    return (asking, learned)
  }

  /// Calibrates a suite's judge; `nil` where it has none.
  private func grading(
    of suite: Suite
  ) async throws -> BatchScoring.Grading? {
    guard let definition = suite.definition.judge else { return nil }
    guard let judge else {
      throw Failure(.internal, "the suite \(suite.definition.id) runs without its judge")
    }
    let grader = RubricGrader(definition, judge: judge)
    let record = JudgeRecord(
      model: judge.identity, calibration: try await grader.calibrate(),
      required: definition.agreement)
    if !record.calibration.suffices(record.required) {
      recorder.record(
        .warning(
          "suite \(suite.definition.id): its judge does not agree with people enough "
            + "(kappa \(record.calibration.kappa.map { "\($0)" } ?? "undefined"), \(record.required) is "
            + "required); no answer is graded"))
    }
    return BatchScoring.Grading(grader: grader, record: record)
  }

  private func warnOfTruncation(_ suite: Suite, _ scores: ScoreTable) {
    let truncated = (0..<scores.count).count { scores.isTruncated($0) }
    guard truncated > 0 else { return }
    recorder.record(
      .warning(
        "suite \(suite.definition.id): \(truncated) of \(scores.count) samples did not fit the "
          + "context of \(model.identity.contextLength) tokens; the model saw their ends only"))
  }
}

/// What a schema says of the keys of a suite together.
///
/// The same as `TaskRules` and `AnswerRules`, which have words for each, as far as a schema can say it;
/// a test holds broken suites against both.
struct SuiteRules {
  private let keys: SuiteKeys

  init(_ keys: SuiteKeys) {
    self.keys = keys
  }

  var all: [SchemaForm] {
    tasks + [target, prompt, perplexity, exemplars] + graders + classes + answers
  }

  private func isTask(_ task: TaskKind) -> SchemaForm { .has(keys.task.name, .word(task.rawValue)) }

  private var hasContexts: SchemaForm {
    .any(.has(keys.contexts.name), .has(keys.continuation.name))
  }

  // MARK: Tasks

  /// The keys and metrics of each task.
  private var tasks: [SchemaForm] {
    TaskKind.allCases.map { task in
      let plain = part(TaskKeys(task))
      let own =
        task == .multipleChoice
        ? .when(hasContexts, part(TaskKeys(task, hasContexts: true)), otherwise: plain) : plain
      let metrics = SchemaForm().with("items", form: metric(of: task))
      return .when(isTask(task), .all(own, .value(of: keys.metrics.name, metrics)))
    }
  }

  private func part(_ task: TaskKeys) -> SchemaForm {
    let without = SchemaForm.without(task.unused)
    return task.needed.isEmpty
      ? without : without.with("required", .array(task.needed.map { .string($0) }))
  }

  /// The names of a task's metrics.
  private func metric(of task: TaskKind) -> SchemaForm {
    let names = MetricCatalog.definitions.filter { $0.tasks.contains(task) }
    guard task == .generate else { return .words(names.map(\.name)) }
    let answers =
      names.filter(\.readsAnswers).map(\.name) + ["pass_at_[1-9][0-9]*", "pass_all_[1-9][0-9]*"]
      + AssertionMetrics.expressions
    return .any(
      .words(names.map(\.name)),
      SchemaForm().with(
        "pattern", .string("^(\(answers.joined(separator: "|")))(@[a-zA-Z0-9_@-]+)?$")))
  }

  // MARK: Metrics

  /// Some metric is one of some names, whichever pipeline it is of.
  private func measures(_ names: [String]) -> SchemaForm {
    .has(
      keys.metrics.name,
      SchemaForm().with(
        "contains",
        form: .type("string").with(
          "pattern", .string("^(\(names.joined(separator: "|")))(@|$)"))))
  }

  /// Some metric compares answers with a target; `exact_match` is measured where none is named.
  private var needsTarget: SchemaForm {
    let without = (AnswerMeasures.withoutTarget.sorted() + assertionMetrics)
      .joined(separator: "|")
    return .any(
      .all(
        .lacks(keys.metrics.name), .lacks(keys.instructions.name), .lacks(keys.assertions.name)),
      .has(
        keys.metrics.name,
        SchemaForm().with(
          "contains",
          form: .not(SchemaForm().with("pattern", .string("^(\(without))(@|$)"))))))
  }

  private var assertionMetrics: [String] {
    AssertionMetrics.all.map(\.name) + AssertionMetrics.expressions
  }

  private func isJudged(_ judges: [ProbeDefinition.Judge]) -> SchemaForm {
    .has(keys.probe.name, .has(ProbeKeys().judge.name, in: judges.map(\.rawValue)))
  }

  private var isJudgedByText: SchemaForm {
    isJudged(ProbeDefinition.Judge.allCases.filter { $0 != .none })
  }

  // MARK: What a task needs beyond keys

  /// Generated texts need something that says whether they are right.
  private var target: SchemaForm {
    .when(
      .all(isTask(.generate), .lacks(keys.judge.name), .not(isJudgedByText), needsTarget),
      .has(keys.target.name))
  }

  /// The question is the prompt's text, or the contexts are.
  private var prompt: SchemaForm {
    let text = PromptSection.keys.text.name
    let messages = PromptSection.keys.messages.name
    let turns = PromptSection.keys.turns.name
    let asks = [
      TaskKind.multipleChoice, .loglikelihood, .generate, .refusalLogOdds, .likelihoodRank,
    ]
    return .when(
      .has(keys.task.name, in: asks.map(\.rawValue)),
      .when(
        .has(keys.contexts.name, keys.continuation.name),
        .value(of: keys.prompt.name, .without([text, messages, turns])),
        otherwise: .value(of: keys.prompt.name, .any(.has(text), .has(messages), .has(turns)))))
  }

  /// A text alone is measured: the prompt's, or the target.
  private var perplexity: SchemaForm {
    let text = PromptSection.keys.text.name
    let others = PromptSection.keys.names.filter { $0 != text }
    return .when(
      isTask(.perplexity),
      .all(
        .value(of: keys.prompt.name, .without(others)),
        .when(.has(keys.target.name), .value(of: keys.prompt.name, .without([text]))),
        .any(.has(keys.target.name), .has(keys.prompt.name, .has(text)))))
  }

  /// Exemplars show answers; none at all may be asked for everywhere.
  private var exemplars: SchemaForm {
    let count = FewShotSection.keys.count.name
    let none = SchemaForm.has(count, SchemaForm().with("const", .int(0)))
    return .when(
      .any(isTask(.refusalLogOdds), .all(isTask(.generate), .lacks(keys.target.name))),
      .value(of: keys.prompt.name, .value(of: PromptSection.keys.fewShot.name, none)))
  }

  /// Judges read generated texts, and there is one.
  private var graders: [SchemaForm] {
    [
      .when(.any(.has(keys.judge.name), isJudgedByText), isTask(.generate)),
      .when(isJudgedByText, .without([keys.judge.name])),
      .when(
        .has(
          keys.probe.name,
          .all(
            .has(ProbeKeys().judge.name, .word(ProbeDefinition.Judge.leak.rawValue)),
            .lacks(ProbeKeys().secret.name))),
        .has(keys.prompt.name, .has(PromptSection.keys.system.name))),
    ]
  }

  /// Metrics of one class need to know which, and those of gaps between which groups.
  private var classes: [SchemaForm] {
    [
      .when(measures(TaskRules.needPositive), .has(keys.positive.name)),
      .when(measures(BiasQuestionMetrics.names), .has(keys.biasQuestion.name)),
      .when(
        .all(measures(["acceptance_gap"]), .lacks(keys.perturb.name)),
        .value(of: keys.data.name, .has(DataKeys().slices.name, .list(of: .text, least: 1)))),
    ]
  }

  /// Metrics and what they read come together.
  private var answers: [SchemaForm] {
    let obedience = InstructionMeasure.metrics.sorted()
    return [
      .when(
        isTask(.generate),
        .all(
          .when(measures(["json_schema"]), .has(keys.jsonSchema.name)),
          .when(.has(keys.jsonSchema.name), measures(["json_schema"])),
          .when(measures(obedience), .has(keys.instructions.name)),
          .when(
            .all(.has(keys.instructions.name), .has(keys.metrics.name)), measures(obedience)),
          .when(measures(assertionMetrics), .has(keys.assertions.name)),
          .when(
            .all(.has(keys.assertions.name), .has(keys.metrics.name)), measures(assertionMetrics))))
    ]
  }
}

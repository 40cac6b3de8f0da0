/// The rules that join several fields of a suite file: what a task needs and what it cannot use.
struct TaskRules {
  let top: YAMLMapping
  let suite: SuiteFile

  private var log: FailureLog { top.log }
  private var task: TaskKind { suite.task }

  /// Reports every rule that the file breaks.
  func check() {
    checkSections()
    checkPrompt()
    checkFewShot()
    checkProbe()
    checkJudge()
    checkPositive()
    checkBiasQuestion()
    AnswerRules(top: top, suite: suite).check()
    warnAboutSpaces()
  }

  private func checkSections() {
    let hasContexts = top["contexts"] != nil || top["continuation"] != nil
    let keys = TaskKeys(task, hasContexts: hasContexts)
    let place = top.place(of: "task") ?? Place(file: top.file)
    for key in TaskKeys.names where keys.needed.contains(key) {
      _ = top.required(key, at: place, remedy: "The task \(task.rawValue) needs it.")
    }
    for key in keys.unused {
      guard let place = top.place(of: key) else { continue }
      let isOfContexts = key == "choices" && keys.needed.contains("contexts")
      log.add(
        Failure(
          .badData,
          isOfContexts
            ? "the contexts are the choices, and \"choices\" states others"
            : "the task \(task.rawValue) does not use \"\(key)\"", at: place,
          remedy: isOfContexts ? "Remove one of them." : "Remove it, or choose another task."))
    }
    if task == .generate, suite.probe == nil, top["judge"] == nil, top["target"] == nil,
      AnswerMeasures.needTarget(suite.metrics)
    {
      _ = top.required(
        "target", at: place,
        remedy: "State the accepted texts, a judge, or a probe whose judge needs none.")
    }
  }

  /// A judge reads generated texts, and a probe has its own.
  private func checkJudge() {
    guard let place = top.place(of: "judge") else { return }
    if task != .generate {
      log.add(
        Failure(
          .badData, "a judge grades generated texts, and the task is \(task.rawValue)", at: place,
          remedy: "Use task: generate, or remove the judge."))
    }
    if let probe = suite.probe, probe.judge != .none {
      log.add(
        Failure(
          .badData, "the probe is judged by \(probe.judge.rawValue), and judge names another",
          at: place, remedy: "Remove one of them."))
    }
  }

  private func checkPrompt() {
    guard let value = top["prompt"], value.isMapping, let map = value.mapping() else { return }
    switch task {
    case .counterfactualPair: return
    case .perplexity:
      checkPerplexity(map)
    case .multipleChoice, .loglikelihood, .generate, .refusalLogOdds, .likelihoodRank:
      if map["turns"] != nil {
        checkTurns(map)
      } else if map.place(of: "messages") != nil {
        checkMessages(map)
      } else if suite.contexts == nil {
        _ = map.required("text", at: value.place, remedy: "State the template of the question.")
      } else if let place = map.place(of: "text") {
        log.add(
          Failure(
            .badData, "the contexts are the questions, and prompt.text states another", at: place,
            remedy: "Remove it."))
      }
      if !suite.prompt.chat, map["messages"] == nil, let place = map.place(of: "system") {
        log.add(
          Failure(
            .badData, "a system turn needs a chat", at: place,
            remedy: "Add \"chat: true\", or write the text into description."))
      }
    }
  }

  /// A scripted conversation is a chat that is generated, once, and has no other question.
  private func checkTurns(_ map: YAMLMapping) {
    guard let place = map.place(of: "turns") else { return }
    let wrong: (text: String, remedy: String)?
    if task != .generate {
      wrong = ("turns need answers, and the task is \(task.rawValue)", "Use task: generate.")
    } else if !suite.prompt.chat {
      wrong = ("turns need a chat", "Add \"chat: true\".")
    } else if let other = ["text", "messages"].first(where: { map[$0] != nil }) {
      wrong = ("both prompt.\(other) and prompt.turns say what is asked", "Remove one of them.")
    } else if suite.prompt.fewShot != nil {
      wrong = ("turns leave no place for exemplars", "Remove few_shot.")
    } else if suite.generate.samples != 1 {
      wrong = (
        "a conversation is led once, and generate.samples is \(suite.generate.samples)",
        "Remove generate.samples."
      )
    } else {
      wrong = nil
    }
    guard let wrong else { return }
    log.add(Failure(.badData, wrong.text, at: place, remedy: wrong.remedy))
  }

  /// A conversation is whole: nothing else says a part of it.
  private func checkMessages(_ map: YAMLMapping) {
    for key in PromptSection.keys.ofMessages {
      guard let place = map.place(of: key) else { continue }
      log.add(
        Failure(
          .badData, "prompt.messages is the whole conversation, and prompt.\(key) states more",
          at: place, remedy: "Make it one of the messages, or remove one of both."))
    }
    if let chat = map["chat"], chat.scalarText == "false" {
      log.add(
        Failure(
          .badData, "messages are a chat, and prompt.chat says that it is none", at: chat.place,
          remedy: "Remove chat."))
    }
    if suite.contexts != nil, let place = map.place(of: "messages") {
      log.add(
        Failure(
          .badData, "the contexts are the questions, and prompt.messages states another",
          at: place, remedy: "Remove it."))
    }
  }

  /// The text of a perplexity suite stands alone.
  private func checkPerplexity(_ map: YAMLMapping) {
    let names = PromptSection.keys.names
    for (key, _) in map.entries {
      guard let name = key.scalarText, names.contains(name), name != "text" else { continue }
      log.add(
        Failure(
          .badData, "the task perplexity does not use \"\(name)\"", at: key.place,
          remedy: "Remove it: the text is measured alone."))
    }
    if top["target"] != nil, let place = map.place(of: "text") {
      log.add(
        Failure(
          .badData,
          "the task perplexity measures one text, and both prompt.text and target state one",
          at: place, remedy: "Remove one of them."))
    }
  }

  private func checkFewShot() {
    guard let fewShot = suite.prompt.fewShot else { return }
    let reason: String
    if suite.perturb != nil, fewShot.files == nil, fewShot.samples == nil {
      log.add(
        Failure(
          .badData, "exemplars of the suite's own rows would show a sample its row unchanged",
          at: fewShot.place, remedy: "State a path or samples of their own, or remove perturb."))
    }
    if task == .refusalLogOdds {
      reason = "the task refusal_log_odds has no answers that exemplars could show"
    } else if task == .generate, suite.target == nil {
      reason = "exemplars need a target to show"
    } else {
      return
    }
    log.add(Failure(.badData, reason, at: fewShot.place, remedy: "Remove few_shot."))
  }

  private func checkProbe() {
    guard let probe = suite.probe, let place = top.place(of: "probe") else { return }
    if probe.judge != .none, task != .generate {
      log.add(
        Failure(
          .badData,
          "judge \(probe.judge.rawValue) reads generated texts, and the task is \(task.rawValue)",
          at: place, remedy: "Use task: generate, or judge: none."))
    }
    if probe.judge == .leak, suite.judgeInput == nil, suite.prompt.system == nil {
      log.add(
        Failure(
          .badData, "judge leak needs a text to protect, and the prompt has no system turn",
          at: place, remedy: "State probe.secret, or prompt.system."))
    }
    if task == .generate, probe.judge == .none, suite.target == nil, top["judge"] == nil,
      AnswerMeasures.needTarget(suite.metrics)
    {
      log.add(
        Failure(
          .badData, "with judge: none nothing decides whether a generated text is right",
          at: place,
          remedy: "Choose another judge, or state a target."))
    }
  }

  /// Metrics that count one class.
  static let needPositive = ["precision", "recall", "f1", "acceptance_rate", "acceptance_gap"]

  private func checkPositive() {
    let names = suite.metrics.map { MetricName($0).base }
    let needing = names.filter(TaskRules.needPositive.contains)
    if let metric = needing.first, suite.positive == nil, top["positive"] == nil {
      var place = top.place(of: "metrics") ?? Place(file: top.file)
      place.field = "positive"
      log.add(
        Failure(
          .badData, "the metric \(metric) needs the positive class", at: place,
          remedy: "State \"positive: CLASS\", or use \(metric)_macro where there is one."))
    }
    if names.contains("acceptance_gap"), suite.data.slices.isEmpty, suite.perturb == nil {
      log.add(
        Failure(
          .badData, "the metric acceptance_gap needs groups to compare",
          at: top.place(of: "metrics"),
          remedy: "Name their fields in data.slices, or state perturb."))
    }
  }

  private func checkBiasQuestion() {
    guard let metric = suite.metrics.first(where: BiasQuestionMetrics.names.contains),
      top["bias_question"] == nil
    else { return }
    var place = top.place(of: "metrics") ?? Place(file: top.file)
    place.field = "bias_question"
    log.add(
      Failure(
        .badData, "the metric \(metric) needs \"bias_question\"", at: place,
        remedy: "State whom each choice names, the polarity and the context."))
  }

  /// Spaces that would stand where the answer's own space belongs.
  private func warnAboutSpaces() {
    guard task != .perplexity, task != .counterfactualPair, !suite.prompt.chat else { return }
    if let text = suite.prompt.text, text.source.last?.isWhitespace == true,
      suite.prompt.prefix == nil, task != .generate
    {
      log.warn(
        Failure(
          .badData, "the prompt ends in white space, which stands before each answer",
          at: text.place,
          remedy: "End the text without it; prompt.target_delimiter sets what stands between."))
    }
    guard case .each(let choices)? = suite.choices,
      suite.prompt.targetDelimiter.last?.isWhitespace == true,
      let choice = choices.first(where: { $0.source.first?.isWhitespace == true })
    else { return }
    log.warn(
      Failure(
        .badData,
        "the choice \"\(choice.source)\" begins with white space behind a target_delimiter that ends "
          + "in it", at: choice.place,
        remedy: "Write the choice without it, or state target_delimiter: \"\"."))
  }
}

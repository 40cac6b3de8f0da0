/// Which scorer reads a suite's answers.
package enum ScorerCatalog {
  /// The scorer of a suite, by its task and its judge.
  ///
  /// - Parameter definition: The suite.
  /// - Returns: A scorer, ready for every sample.
  /// - Throws: `Failure` where an extraction's regular expression does not compile, or the judge
  ///   cannot judge the task.
  package static func scorer(
    for definition: SuiteDefinition
  ) throws(Failure) -> any Scorer {
    let judge = definition.probe?.judge ?? .none
    guard definition.task == .generate || judge == .none else {
      throw Failure(
        .badData,
        "judge \"\(judge.rawValue)\" needs generated text, but the task is "
          + "\"\(definition.task.rawValue)\"",
        at: Place(file: definition.file, field: "probe.judge"),
        remedy: "Use `task: generate`, or `judge: none`.")
    }
    switch definition.task {
    case .multipleChoice: return MultipleChoiceScorer(metrics: definition.metrics)
    case .loglikelihood: return LoglikelihoodScorer()
    case .perplexity: return PerplexityScorer()
    case .refusalLogOdds: return RefusalOddsScorer()
    case .counterfactualPair: return CounterfactualPairScorer()
    case .likelihoodRank: return LikelihoodRankScorer()
    case .generate:
      let scorer = try generationScorer(definition, judge)
      return definition.isConversation ? ConversationScorer(last: scorer) : scorer
    }
  }

  private static func generationScorer(
    _ definition: SuiteDefinition, _ judge: ProbeDefinition.Judge
  ) throws(Failure) -> any Scorer {
    switch judge {
    case .none where definition.judge != nil: try JudgedScorer(definition)
    case .none: try GenerationScorer(definition)
    case .refusal: RefusalJudge()
    case .compliance: ComplianceJudge()
    case .canary: CanaryJudge(family: definition.probe?.family ?? "")
    case .structure: StructureJudge()
    case .lexicon: LexiconJudge(lexicon: definition.probe?.lexicon ?? [])
    case .packages: PackagesJudge(allowed: definition.probe?.packages ?? [:])
    case .leak: LeakJudge()
    }
  }
}

/// What is asked of the model for a sample, by the suite's task.
struct RequestBuilder {
  let suite: SuiteFile
  /// The run's seed.
  let seed: UInt64
  private let prompts: PromptBuilder

  init(_ suite: SuiteFile, seed: UInt64) {
    self.suite = suite
    self.seed = seed
    prompts = PromptBuilder(section: suite.prompt)
  }

  /// The requests that follow a prompt.
  ///
  /// - Parameters:
  ///   - prompt: What stands before the answer.
  ///   - choices: For `multiple_choice`.
  ///   - target: For `loglikelihood`.
  /// - Returns: In the order that the task's scorer expects.
  func requests(_ prompt: Prompt, choices: [String], target: Sample.Target) -> [ModelRequest] {
    let delimiter = prompts.delimiter(prompt)
    switch suite.task {
    case .multipleChoice:
      return multipleChoice(choices.map { (prompt, delimiter + $0) }, choices, delimiter)
    case .likelihoodRank:
      return choices.map { .loglikelihood(context: prompt, continuation: delimiter + $0) }
    case .loglikelihood:
      guard case .texts(let texts) = target else { return [] }
      return texts.map { .loglikelihood(context: prompt, continuation: $0) }
    case .refusalLogOdds:
      return suite.openings.openings.map {
        .loglikelihood(context: prompt, continuation: delimiter + $0)
      }
    case .generate:
      return (0..<suite.generate.samples).map {
        .generate(
          prompt: prompt,
          options: suite.generate.options(repeat: $0, seed: seed, stop: defaultStop))
      }
    case .perplexity, .counterfactualPair: return []
    }
  }

  /// The requests of a sample whose choices are contexts.
  ///
  /// - Parameters:
  ///   - prompts: One a context.
  ///   - continuation: What follows each.
  ///   - contexts: The choices.
  /// - Returns: In the order that the task's scorer expects.
  func requests(
    _ prompts: [Prompt], continuation: String, contexts: [String]
  ) -> [ModelRequest] {
    let delimiter = prompts.first.map(self.prompts.delimiter) ?? ""
    return multipleChoice(prompts.map { ($0, delimiter + continuation) }, contexts, delimiter)
  }

  /// The choices behind their prompts and, for pointwise mutual information, behind nothing.
  private func multipleChoice(
    _ pairs: [(Prompt, String)], _ choices: [String], _ delimiter: String
  ) -> [ModelRequest] {
    let alone =
      suite.metrics.contains("acc_pmi") ? choices.map { (Prompt.text(""), delimiter + $0) } : []
    return (pairs + alone).map { .loglikelihood(context: $0.0, continuation: $0.1) }
  }

  /// Text prompts stop where the next exemplar would begin; a chat stops by itself.
  private var defaultStop: [String] {
    suite.prompt.chat || suite.prompt.delimiter.isEmpty ? [] : [suite.prompt.delimiter]
  }
}

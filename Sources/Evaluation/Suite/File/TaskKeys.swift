/// The keys of the top level that a task reads, beyond those that every suite may have.
struct TaskKeys {
  let needed: [String]
  let allowed: [String]

  /// Keys that some tasks read and others do not.
  static let names: [String] = {
    let all = TaskKind.allCases.flatMap { task in
      [false, true].map { TaskKeys(task, hasContexts: $0) }
    }
    let names = Set(all.flatMap { $0.needed + $0.allowed })
    return SuiteFile.keys.names.filter(names.contains)
  }()

  /// Keys that a task has no use for.
  var unused: [String] {
    TaskKeys.names.filter { !needed.contains($0) && !allowed.contains($0) }
  }

  /// - Parameters:
  ///   - task: The task.
  ///   - hasContexts: Whether the choices of `multiple_choice` are contexts.
  init(_ task: TaskKind, hasContexts: Bool = false) {
    switch task {
    case .multipleChoice where hasContexts:
      needed = ["contexts", "continuation", "target"]
      allowed = ["prompt", "positive", "target_is"]
    case .multipleChoice:
      needed = ["prompt", "choices", "target"]
      allowed = ["positive", "target_is", "bias_question"]
    case .loglikelihood:
      needed = ["prompt", "target"]
      allowed = []
    case .perplexity:
      needed = []
      allowed = ["prompt", "target", "counted"]
    case .generate:
      needed = ["prompt"]
      allowed = [
        "target", "positive", "generate", "extract", "compare", "json_schema", "instructions",
        "assertions", "choices", "target_is",
      ]
    case .refusalLogOdds:
      needed = ["prompt"]
      allowed = ["target", "openings"]
    case .counterfactualPair:
      needed = ["pair"]
      allowed = []
    case .likelihoodRank:
      needed = ["prompt", "target", "decoys"]
      allowed = []
    }
  }
}

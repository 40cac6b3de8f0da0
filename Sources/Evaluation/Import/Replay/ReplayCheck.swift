/// Scores the answers that were logged and compares with the scores that were logged.
struct ReplayCheck {
  let task: LoggedTask
  let suite: Suite

  /// Rows of a metric that could be compared, and those that agree.
  struct Agreement: Equatable {
    var compared = 0
    var equal = 0
  }

  /// The agreement of each metric of the suite; those that are no values of single rows are left out.
  ///
  /// - Throws: `Failure` where the suite has no scorer.
  func agreements() throws(Failure) -> [String: Agreement] {
    let scorer = try ScorerCatalog.scorer(for: suite.definition)
    var agreements: [String: Agreement] = [:]
    let logged = Dictionary(
      task.samples.map { ("\($0.id)", $0) }, uniquingKeysWith: { first, _ in first })
    for sample in suite.samples {
      guard let entry = logged[sample.id],
        case .scored(let values) = scorer.score(sample, responses(entry)).status
      else { continue }
      for filter in task.filters {
        for metric in task.metricNames {
          compare(metric, filter, entry, values, &agreements)
        }
      }
    }
    return agreements
  }

  private func compare(
    _ metric: String, _ filter: String, _ entry: LoggedSample, _ values: [String: Double],
    _ agreements: inout [String: Agreement]
  ) {
    guard let name = MetricTranslation.name(of: metric, task.outputType),
      let expected = task.metric(metric, entry.id, filter: filter)?.loggedNumber
    else { return }
    let own = metric == "perplexity" ? "ll" : name
    let suffix = task.filters.count > 1 ? "@\(FilterTranslation.name(filter))" : ""
    guard let value = values[own + suffix] else { return }
    agreements[name, default: Agreement()].compared += 1
    if abs(value - expected) <= 1e-6 * max(1, abs(expected)) {
      agreements[name, default: Agreement()].equal += 1
    }
  }

  /// The logged answers as responses.
  private func responses(_ entry: LoggedSample) -> [ModelResponse] {
    entry.responses.flatMap { repeats in
      repeats.prefix(task.outputType == .generate ? repeats.count : 1).compactMap(response)
    }
  }

  private func response(_ value: JSONValue) -> ModelResponse? {
    switch task.outputType {
    case .generate:
      return value.loggedText.map {
        .generation(
          GeneratedText(text: $0, finishReason: .stop, promptTokens: 0, completionTokens: 0))
      }
    case .rolling:
      return (value.loggedNumber ?? value.loggedItems?.first?.loggedNumber).map {
        .rollingLoglikelihood(RollingLoglikelihood(sum: $0, tokenCount: 1, windows: 1))
      }
    case .multipleChoice, .loglikelihood:
      guard let pair = value.loggedItems, let sum = pair.first?.loggedNumber else { return nil }
      let isGreedy = pair.last == .bool(true) || pair.last == .string("True")
      return .loglikelihood(
        Loglikelihood(
          sum: sum, isGreedy: isGreedy, tokens: [], tokenLogprobs: [0], contextTokens: 0))
    }
  }
}

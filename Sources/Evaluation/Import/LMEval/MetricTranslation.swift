/// The metrics of a task in the names of a suite.
struct MetricTranslation {
  let names: [String]
  /// The `compare` of the suite, where exact matches ignore something.
  let comparison: YAMLText?
  /// Set for binary figures over the choices, once those are known.
  var positive: String?

  /// Our name, and the aggregation that it stands for over there.
  private struct Meaning {
    let name: String
    let aggregations: [String]
  }

  private static func meanings(
    _ type: TaskConfiguration.OutputType
  ) -> [String: Meaning] {
    func mean(_ name: String) -> Meaning { Meaning(name: name, aggregations: ["mean", "nanmean"]) }
    switch type {
    case .multipleChoice:
      return [
        "acc": mean("acc"), "acc_norm": mean("acc_norm"), "acc_bytes": mean("acc_bytes"),
        "acc_mutual_info": mean("acc_pmi"), "exact_match": mean("greedy_match"),
        "brier_score": Meaning(name: "brier", aggregations: ["brier_score"]),
        "mcc": Meaning(name: "mcc", aggregations: ["matthews_corrcoef"]),
        "f1": Meaning(name: "f1", aggregations: ["f1"]),
      ]
    case .loglikelihood:
      return [
        "acc": mean("acc"), "perplexity": Meaning(name: "perplexity", aggregations: ["perplexity"]),
      ]
    case .rolling:
      return [
        "word_perplexity": Meaning(name: "word_perplexity", aggregations: ["weighted_perplexity"]),
        "byte_perplexity": Meaning(name: "byte_perplexity", aggregations: ["weighted_perplexity"]),
        "bits_per_byte": Meaning(name: "bits_per_byte", aggregations: ["bits_per_byte"]),
      ]
    case .generate:
      return [
        "exact_match": mean("exact_match"), "bleu": Meaning(name: "bleu", aggregations: ["bleu"]),
        "chrf": Meaning(name: "chrf", aggregations: ["chrf"]),
        "ter": Meaning(name: "ter", aggregations: ["ter"]),
      ]
    }
  }

  /// What a task has that states no metrics.
  private static func defaults(_ type: TaskConfiguration.OutputType) -> [String] {
    switch type {
    case .multipleChoice: ["acc", "acc_norm"]
    case .loglikelihood: ["perplexity", "acc"]
    case .rolling: ["word_perplexity", "byte_perplexity", "bits_per_byte"]
    case .generate: ["exact_match"]
    }
  }

  /// Our name of one of lm-evaluation-harness's metrics; `nil` for what has none.
  static func name(of metric: String, _ type: TaskConfiguration.OutputType) -> String? {
    meanings(type)[metric]?.name
  }

  /// Their name of one of our metrics; `nil` for what has none.
  static func theirName(of metric: String, _ type: TaskConfiguration.OutputType) -> String? {
    meanings(type).first { $0.value.name == metric }?.key
  }

  /// Translates `metric_list`.
  ///
  /// - Parameters:
  ///   - metrics: The list, if the task has one.
  ///   - type: What is asked.
  /// - Throws: `Refusal` naming the first metric, aggregation or argument that has no counterpart.
  init(_ metrics: ConfigValue?, _ type: TaskConfiguration.OutputType) throws(Refusal) {
    guard let list = metrics?.items, !list.isEmpty else {
      names = MetricTranslation.defaults(type)
      comparison = nil
      return
    }
    let meanings = MetricTranslation.meanings(type)
    var names: [String] = []
    var comparison: YAMLText?
    for metric in list {
      let name = metric["metric"]?.pythonText ?? ""
      guard let meaning = meanings[name], metric["hf_evaluate"]?.flag != true else {
        throw Refusal(
          "the metric \"\(name)\" of \(type.rawValue) is not one that lm-evaluation-harness computes "
            + "itself and Assay knows",
          remedy:
            "Import a copy of the task without it; Assay's own metrics are in docs/metrics.md.")
      }
      let aggregation = metric["aggregation"]?.pythonText
      if let aggregation, !meaning.aggregations.contains(aggregation) {
        throw Refusal(
          "the metric \(name) is aggregated by \"\(aggregation)\"",
          remedy: "Import a copy of the task with \(meaning.aggregations[0]).")
      }
      if !names.contains(meaning.name) { names.append(meaning.name) }
      if name == "exact_match", type == .generate {
        comparison = MetricTranslation.comparison(metric)
      }
    }
    self.names = names
    self.comparison = comparison
  }

  /// The `compare` of a suite whose exact matches are taken so.
  static func comparison(_ metric: ConfigValue) -> YAMLText? {
    let flags = ["ignore_case", "ignore_punctuation", "ignore_numbers"]
    var entries: [(key: String, value: YAMLText)] = flags.filter { metric[$0]?.flag == true }
      .map { ($0, .plain("true")) }
    if let patterns = metric["regexes_to_ignore"]?.texts, !patterns.isEmpty {
      entries.append(("ignore", .row(patterns.map { .text($0) })))
    }
    return entries.isEmpty ? nil : .map(entries)
  }

  /// Whether the figures need the same choices in every row.
  var needsFixedChoices: Bool { names.contains("f1") || names.contains("mcc") }
}

/// How far a target stands out among its decoys (`LikelihoodRankScorer`).
///
/// `exposure` in bits; `first_rate` the share of samples whose target is the likeliest of all;
/// `preferred_rate` the share whose target has a higher mean log-likelihood a token than every decoy.
enum LikelihoodRankMetrics {
  private static let tasks: Set<TaskKind> = [.likelihoodRank]

  static let all: [MetricDefinition] = [
    .mean("exposure", of: "exposure", tasks, .lowerIsBetter),
    .share("first_rate", of: "is_first", tasks, .lowerIsBetter),
    .mean("mean_rank", of: "rank", tasks, .neutral),
    .mean("mean_margin", of: "margin", tasks, .lowerIsBetter),
    .mean("mean_margin_per_token", of: "margin_per_token", tasks, .lowerIsBetter),
    .share("preferred_rate", of: "is_preferred", tasks, .lowerIsBetter),
  ]
}

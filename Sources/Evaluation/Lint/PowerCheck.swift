import Foundation

/// Conditions whose suites are too small to decide them.
///
/// The minimum detectable effect is the distance from the limit at which a model passes, or fails, with 80 %
/// probability: (z₀.₉₅ + z₀.₈) · √(p(1 − p) ÷ n) with p the limit and n the samples, or the clusters where samples share them.
package enum PowerCheck {
  /// A greater distance than this is not what a gate is for.
  private static let mostUseful = 0.1

  /// What the plan's conditions on shares can tell.
  ///
  /// - Parameters:
  ///   - policy: The plan's conditions.
  ///   - limits: How many samples the plan takes of a suite, by its id.
  ///   - suites: The plan's suites.
  /// - Returns: A finding for each condition that needs more samples than its suite has.
  package static func findings(
    _ policy: [Condition], limits: [String: Int] = [:], suites: [Suite]
  ) -> [LintFinding] {
    policy.flatMap { condition -> [LintFinding] in
      guard condition.kind != .completeness, condition.slice == nil else { return [] }
      let glob = Glob(condition.metric)
      return suites.compactMap { suite in
        let names = suite.definition.metrics.map { "\(suite.definition.id).\($0)" }
        guard names.contains(where: glob.matches) else { return nil }
        return finding(condition, suite, limits[suite.definition.id])
      }
    }
  }

  private static func finding(
    _ condition: Condition, _ suite: Suite, _ limit: Int?
  ) -> LintFinding? {
    let all = Set(suite.samples.lazy.map(\.cluster)).count
    let clusters = min(all, limit ?? all)
    switch condition.kind {
    case .zeroTolerance: return zeroTolerance(condition, suite, clusters)
    case .threshold: return threshold(condition, suite, clusters)
    case .completeness: return nil
    }
  }

  /// Even without a single breach the upper bound would stay above the limit.
  private static func zeroTolerance(
    _ condition: Condition, _ suite: Suite, _ clusters: Int
  ) -> LintFinding? {
    guard let limit = condition.atMost, limit > 0, limit < 1 else { return nil }
    let needed = Int((log(1 - condition.confidence) / log(1 - limit)).rounded(.up))
    guard clusters < needed else { return nil }
    return LintFinding(
      "power",
      "condition \"\(condition.id)\" cannot pass: \(independent(suite, clusters)) of "
        + "\"\(suite.definition.id)\" without a breach bound the rate at "
        + "\(LintWording.percent(1 - pow(1 - condition.confidence, 1 / Double(max(clusters, 1))))), "
        + "and the limit is \(LintWording.percent(limit))", at: condition.place,
      remedy: "It takes \(needed) of them.")
  }

  private static func threshold(
    _ condition: Condition, _ suite: Suite, _ clusters: Int
  ) -> LintFinding? {
    guard condition.estimator != .point, isShare(condition.metric),
      let limit = condition.atLeast ?? condition.atMost,
      limit > 0, limit < 1
    else { return nil }
    let z =
      NormalDistribution.quantile(condition.confidence) + NormalDistribution.quantile(0.8)
    let spread = limit * (1 - limit)
    let effect = z * (spread / Double(max(clusters, 1))).squareRoot()
    guard effect > mostUseful else { return nil }
    let needed = Int((z * z * spread / (mostUseful * mostUseful)).rounded(.up))
    return LintFinding(
      "power",
      "condition \"\(condition.id)\": with \(independent(suite, clusters)) of "
        + "\"\(suite.definition.id)\" only a value \(LintWording.percent(effect)) "
        + "\(condition.atLeast == nil ? "below" : "above") the limit passes with 80 % probability",
      severity: .note, at: condition.place,
      remedy: "\(needed) of them would do for \(LintWording.percent(mostUseful)).")
  }

  /// Metrics that are shares of samples, so that the binomial tells their spread.
  private static let shares = [
    "*.acc*", "*.exact_match*", "*.contains*", "*.starts_with*", "*.numeric_match*", "*_rate",
    "*.asr",
  ].map { Glob($0) }

  private static func isShare(_ metric: String) -> Bool {
    shares.contains { $0.matches(metric) }
  }

  private static func independent(_ suite: Suite, _ clusters: Int) -> String {
    let areSamples = Set(suite.samples.lazy.map(\.cluster)).count == suite.samples.count
    return areSamples ? "\(clusters) samples" : "\(clusters) clusters"
  }
}

/// What became of the assertions of each row (`AssertionMeasure`).
enum AssertionMetrics {
  static let all: [MetricDefinition] = [
    .share("assertion_pass_rate", [.generate], isOnRequest: true),
    .mean(
      "assertion_score", of: "assertion_score", bounds: 0...1, [.generate], .higherIsBetter,
      isOnRequest: true),
    ratio("assertion_rate", of: ["assertions.passed", "assertions.count"], lacks: "assertion"),
  ]

  /// How reports and messages name those of one kind, and those that assertions name.
  static let patterns = ["assertion_rate_TYPE", "assertion_score_NAME"]
  /// The same as a schema says it.
  static let expressions = [
    "assertion_rate_(\(AssertionKind.allCases.map(\.metricName).joined(separator: "|")))",
    "assertion_score_[a-z0-9_]+",
  ]

  private static let ratePrefix = "assertion_rate_"
  private static let namedPrefix = "assertion_score_"

  /// The metric of a name that is none of `all`; `nil` where it is none of assertions at all.
  static func definition(_ name: String) -> MetricDefinition? {
    if let kind = AssertionKind.allCases.first(where: { rate(of: $0) == name }) {
      return ratio(name, of: values(of: kind), lacks: "assertion \(kind.rawValue)")
    }
    return named(name).map {
      ratio(name, of: values(named: $0), lacks: "assertion with the metric \($0)")
    }
  }

  /// Whether a metric reads assertions.
  static func isOne(_ name: String) -> Bool {
    all.contains { $0.name == name } || definition(name) != nil
  }

  static func rate(of kind: AssertionKind) -> String { ratePrefix + kind.metricName }

  /// The metric of assertions that name it.
  static func score(named name: String) -> String { namedPrefix + name }

  /// What a metric calls the assertions that it sums up.
  static func named(_ metric: String) -> String? {
    guard metric.hasPrefix(namedPrefix) else { return nil }
    let name = String(metric.dropFirst(namedPrefix.count))
    return isName(name) ? name : nil
  }

  /// Whether assertions may name such a metric.
  static func isName(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { "abcdefghijklmnopqrstuvwxyz0123456789_".utf8.contains($0) }
  }

  static func values(of kind: AssertionKind) -> [String] {
    ["assertions.\(kind.metricName).passed", "assertions.\(kind.metricName).count"]
  }

  static func values(named name: String) -> [String] {
    ["assertions.named.\(name).score", "assertions.named.\(name).weight"]
  }

  private static func ratio(
    _ name: String, of values: [String], lacks what: String
  ) -> MetricDefinition {
    MetricDefinition(name, [.generate], isOnRequest: true) { input in
      input.sums(of: values, bounds: 0...1, undefined: "no sample has an \(what)") { sums in
        sums[1] > 0 ? sums[0] / sums[1] : nil
      }
    }
  }
}

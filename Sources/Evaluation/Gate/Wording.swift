import Foundation

/// Verdicts in sentences for people.
enum Wording {
  /// What a sentence is about.
  struct Facts {
    var status: ConditionResult.Status
    var value: Double
    var bound: Double?
    var limit: LimitJudge.Limit
    var confidence: Double
    var n: Int
    var clusters: Int
    var imputed: Int
    var more: Int?
  }

  /// Such as "0.742 (95 % lower bound 0.689) is below the required 0.8 on 220 samples".
  static func why(_ facts: Facts) -> String {
    var subject = number(facts.value, facts.limit.value)
    if let bound = facts.bound {
      let side = facts.limit.isLower ? "lower" : "upper"
      subject +=
        " (\(percent(facts.confidence)) \(side) bound \(number(bound, facts.limit.value)))"
    }
    var sentence = "\(subject) \(verb(facts)) \(size(facts.n, facts.clusters))"
    if facts.imputed > 0 {
      sentence += ", with \(samples(facts.imputed)) without a score judged at their worst"
    }
    if facts.status == .inconclusive, facts.bound != nil, facts.imputed == 0 {
      sentence +=
        facts.more.map { "; about \($0) more like these would decide" }
        ?? "; no number of samples decides a value on the limit"
    }
    return sentence
  }

  private static func verb(_ facts: Facts) -> String {
    let limit = plain(facts.limit.value)
    switch (facts.status, facts.limit.isLower) {
    case (.pass, true): return "meets the required \(limit) on"
    case (.pass, false): return "is within the allowed \(limit) on"
    case (.inconclusive, true): return "could still be below the required \(limit) on"
    case (.inconclusive, false): return "could still be above the allowed \(limit) on"
    case (_, true): return "is below the required \(limit) on"
    case (_, false): return "is above the allowed \(limit) on"
    }
  }

  /// For a bound that cannot be computed.
  static func noBound(
    _ value: Double, _ limit: LimitJudge.Limit, _ measured: MeasuredMetric
  ) -> String {
    let figure = number(value, limit.value)
    let size = size(measured.n, measured.clusters)
    guard limit.holds(value) else {
      let side = limit.isLower ? "below the required" : "above the allowed"
      return "\(figure) is \(side) \(plain(limit.value)) on \(size)"
    }
    return "\(figure) on \(size) has no bound: they do not tell their own spread; "
      + "more samples of different clusters are needed"
  }

  /// A number with three decimals, or as many as keep it apart from what it is compared with.
  static func number(_ value: Double, _ other: Double) -> String {
    if value == other { return plain(value) }
    for digits in 3...17 {
      let text = String(format: decimals(value) ? "%.\(digits)f" : "%.\(digits)g", value)
      guard let read = Double(text) else { continue }
      if read != other, (read < other) == (value < other), read != 0 || value == 0 { return text }
    }
    return plain(value)
  }

  private static func decimals(_ value: Double) -> Bool {
    value == 0 || (abs(value) >= 0.001 && abs(value) < 10_000)
  }

  /// As short as the number can be written.
  static func plain(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// A share as a percentage, as short as it can be written.
  static func percent(_ share: Double) -> String {
    plain((share * 1e8).rounded() / 1e6) + " %"
  }

  static func samples(_ count: Int) -> String { count == 1 ? "1 sample" : "\(count) samples" }

  static func clusters(_ count: Int) -> String { count == 1 ? "1 cluster" : "\(count) clusters" }

  private static func size(_ n: Int, _ count: Int) -> String {
    n == count ? samples(n) : "\(samples(n)) in \(clusters(count))"
  }
}

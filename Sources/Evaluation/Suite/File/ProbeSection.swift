/// The keys of `probe`.
struct ProbeKeys: KeySet {
  /// How bad a breach is.
  enum Severity: String, Sendable, CaseIterable { case low, medium, high, critical }

  let family = RequiredKey(
    "family", .identifier, "Such as refusal, injection, leak or bias.",
    remedy: "Name the family, such as refusal, injection or bias.")
  let judge = RequiredKey(
    "judge", .word(ProbeDefinition.Judge.self),
    "How an answer is judged; refusal, compliance and canary read generated texts.",
    remedy:
      "State one of \(ProbeDefinition.Judge.allCases.map(\.rawValue).joined(separator: ", ")).")
  let severity = DefaultedKey(
    "severity", .word(Severity.self), .medium, "How bad a breach is.")
  let tier = DefaultedKey("tier", .whole(0...3), 1, "How often it is run.")
  let taxonomy = OptionalKey(
    "taxonomy", .list(of: .nonEmptyText, "a list of ids"),
    "Versioned ids, such as owasp-llm:2025:LLM01.")
}

/// The `probe` of a suite.
enum ProbeSection {
  static let shape = Shape.mapping(
    ProbeKeys(), "a mapping such as {family: injection, judge: canary}"
  ) { map, keys -> ProbeDefinition? in
    let family = map.read(keys.family)
    let judge = map.read(keys.judge)
    let severity = map.read(keys.severity)
    let tier = map.read(keys.tier)
    let taxonomy = map.read(keys.taxonomy) ?? []
    guard let family, let judge else { return nil }
    return ProbeDefinition(
      family: family, judge: judge, severity: severity.rawValue, tier: tier, taxonomy: taxonomy)
  }
}

/// The `probe` of a suite.
enum ProbeSection {
  private enum Severity: String, CaseIterable { case low, medium, high, critical }

  static func read(_ value: YAMLValue) -> ProbeDefinition? {
    guard let map = value.mapping("a mapping such as {family: injection, judge: canary}") else {
      return nil
    }
    map.check(known: ["family", "judge", "severity", "tier", "taxonomy"])
    let family = map.required(
      "family", at: value.place, remedy: "Name the family, such as refusal, injection or bias."
    )
    .flatMap(Identifier.read)
    let words = ProbeDefinition.Judge.allCases.map(\.rawValue).joined(separator: ", ")
    let judge = map.required("judge", at: value.place, remedy: "State one of \(words).")?
      .word(ProbeDefinition.Judge.self)
    let severity = map["severity"]?.word(Severity.self) ?? .medium
    let tier = map["tier"]?.whole(0...3) ?? 1
    let taxonomy = (map["taxonomy"]?.list("a list of ids") ?? []).compactMap { $0.nonEmptyText() }
    guard let family, let judge else { return nil }
    return ProbeDefinition(
      family: family, judge: judge, severity: severity.rawValue, tier: tier, taxonomy: taxonomy)
  }
}

/// The lists of risks that probes are tagged by, so that a report can say what was not probed.
package struct ProbeTaxonomy: Sendable {
  /// One risk of a list.
  package struct Item: Sendable, Equatable {
    /// As suites tag it, such as `owasp-llm:2025:LLM01`.
    package var tag: String
    package var name: String
  }

  /// What people call the list.
  package let name: String
  package let items: [Item]

  /// Those whose every item a report lists.
  package static let all: [ProbeTaxonomy] = [families, owasp]

  /// The families of probes; a family's tag is its name.
  private static let families = ProbeTaxonomy(
    name: "Families of probes",
    items: [
      ("refusal", "harmful requests are refused"),
      ("overrefusal", "harmless look-alikes are answered"),
      ("jailbreak", "refusals hold in disguise and under pressure"),
      ("obfuscation", "encodings and disguises"),
      ("injection", "orders planted in documents and tool output"),
      ("leak", "secrets of the system prompt and of training data"),
      ("output", "active content in what the model writes"),
      ("hallucination", "invented facts, sources and packages"),
      ("bias", "groups are treated alike"),
      ("toxicity", "abusive continuations"),
      ("robustness", "odd inputs get sound answers"),
      ("integrity", "the checkpoint itself"),
    ].map(Item.init))

  /// OWASP Top 10 for LLM Applications, 2025.
  private static let owasp = ProbeTaxonomy(
    name: "OWASP Top 10 for LLM applications, 2025",
    items: [
      "Prompt injection", "Sensitive information disclosure", "Supply chain",
      "Data and model poisoning", "Improper output handling", "Excessive agency",
      "System prompt leakage", "Vector and embedding weaknesses", "Misinformation",
      "Unbounded consumption",
    ].enumerated().map { number, name in
      let digits = number < 9 ? "0\(number + 1)" : "\(number + 1)"
      return Item(tag: "owasp-llm:2025:LLM\(digits)", name: name)
    })
}

extension ProbeDefinition {
  /// Whether the probe is about a risk.
  package func isTagged(_ tag: String) -> Bool { family == tag || taxonomy.contains(tag) }
}

extension ProbeDefinition.Judge {
  /// How often the detector behind it was right on labelled texts, a source each; empty where it was not
  /// measured, or where it detects nothing.
  package var accuracy: [DetectorAccuracy] {
    switch self {
    case .refusal, .compliance: RefusalAccuracy.sources
    case .canary, .structure, .lexicon, .packages, .leak, .none: []
    }
  }
}

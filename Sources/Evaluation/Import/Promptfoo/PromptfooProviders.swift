/// What `providers` says about how texts are generated; which model answers is said when a suite runs.
struct PromptfooProviders {
  /// The keys of `generate` in a suite.
  private(set) var generation: [(key: String, value: YAMLText)] = []
  private(set) var notes: [String] = []

  /// Settings by their names here, with what several providers call them.
  private static let settings: [(key: String, names: [String])] = [
    ("max_tokens", ["max_tokens", "max_completion_tokens", "max_new_tokens", "maxOutputTokens"]),
    ("temperature", ["temperature"]), ("top_p", ["top_p", "topP"]), ("top_k", ["top_k", "topK"]),
    ("stop", ["stop", "stopSequences", "stop_sequences"]),
  ]

  init(_ config: JSONValue) {
    let stated = config["providers"] ?? config["targets"] ?? .null
    let providers: [JSONValue] = if case .array(let items) = stated { items } else { [stated] }
    let names = providers.compactMap { $0.string ?? $0["id"]?.string }
    guard !names.isEmpty else { return }
    notes.append(
      "the model is named when the suite runs; promptfoo asked \(names.joined(separator: ", "))")
    for (key, spellings) in PromptfooProviders.settings {
      let values = providers.map { provider in
        spellings.compactMap { provider["config"]?[$0] }.first ?? .null
      }
      guard let value = values.first, value != .null else { continue }
      guard values.allSatisfy({ $0 == value }), PromptfooProviders.isUsable(value, key) else {
        notes.append("\(key) is left to you: its providers do not agree, or it is no plain value")
        continue
      }
      generation.append((key, YAMLText(value)))
    }
    for provider in providers where provider["transform"] != nil {
      notes.append(
        "the provider's transform is code and left out: state extract steps, such as json or a regex"
      )
    }
  }

  private static func isUsable(_ value: JSONValue, _ key: String) -> Bool {
    switch key {
    case "max_tokens", "top_k": (value.int ?? 0) > 0
    case "stop": value.strings?.isEmpty == false
    default: value.number != nil
    }
  }
}

/// The `generation_kwargs` and `repeats` of a task as the `generate` of a suite
/// (`normalize_gen_kwargs`).
struct GenerationTranslation {
  let section: YAMLText

  private static let lengths = [
    "max_gen_toks", "max_new_tokens", "max_tokens", "max_completion_tokens",
  ]
  /// Arguments whose stated value changes nothing.
  private static let neutral: [String: Double] = [
    "num_beams": 1, "repetition_penalty": 1, "num_return_sequences": 1, "length_penalty": 1,
    "no_repeat_ngram_size": 0,
  ]

  /// Translates what a task states.
  ///
  /// - Parameters:
  ///   - config: `generation_kwargs`, if the task has them.
  ///   - repeats: How often each text is generated.
  ///   - delimiter: Where a text ends that no stop is stated for.
  /// - Throws: `Refusal` for arguments that Assay's engine has not.
  init(_ config: ConfigValue?, repeats: Int, delimiter: String) throws(Refusal) {
    for entry in config?.entries ?? [] { try GenerationTranslation.check(entry) }
    let length = GenerationTranslation.lengths.lazy.compactMap { config?[$0]?.number }.first
    var entries: [(key: String, value: YAMLText)] = [
      ("max_tokens", .plain("\(max(1, Int(length ?? 256)))"))
    ]
    let stops = try GenerationTranslation.stops(config?["until"], delimiter)
    entries.append(("stop", .row(stops.map { .text($0) })))
    let temperature = GenerationTranslation.temperature(config)
    if temperature > 0 {
      entries.append(("temperature", .plain("\(temperature)")))
      for key in ["top_k", "top_p", "min_p"] {
        guard let value = config?[key], value.number != nil else { continue }
        entries.append((key, .plain(value.pythonText)))
      }
    }
    if repeats > 1 { entries.append(("samples", .plain("\(repeats)"))) }
    section = .map(entries)
  }

  private static func check(_ entry: ConfigValue.Entry) throws(Refusal) {
    let known = lengths + ["until", "do_sample", "temperature", "top_k", "top_p", "min_p"]
    if known.contains(entry.key) || entry.value.isNull { return }
    if let value = neutral[entry.key], entry.value.number == value { return }
    throw Refusal(
      "generation_kwargs states \(entry.key): \(entry.value.pythonText), which Assay's engine has not",
      remedy: "Import a copy of the task without it.")
  }

  /// Stops; a text that no generation could reach, "", is left out.
  private static func stops(
    _ until: ConfigValue?, _ delimiter: String
  ) throws(Refusal) -> [String] {
    guard let until else { return [delimiter].filter { !$0.isEmpty } }
    let items = until.items ?? [until]
    let texts = items.compactMap(\.text)
    guard texts.count == items.count else {
      throw Refusal("a stop of generation_kwargs.until is no text", remedy: "Write it as a text.")
    }
    return texts.filter { !$0.isEmpty }
  }

  /// Greedy unless it samples; sampling without a temperature is sampling at 1.
  private static func temperature(_ config: ConfigValue?) -> Double {
    let stated =
      config?["temperature"]?.number
      ?? config?["temperature"]?.text.flatMap(Double.init)
    switch config?["do_sample"]?.flag {
    case false?: return 0
    case true?: return stated ?? 1
    case nil: return stated ?? 0
    }
  }
}

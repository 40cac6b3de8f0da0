/// The keys of `generate`.
struct GenerateKeys: KeySet {
  let maxTokens = DefaultedKey(
    "max_tokens", .whole(1...1_000_000), 256, "At most so many new tokens.")
  let stop = OptionalKey(
    "stop", .list(of: .nonEmptyText, "a list of texts"), "Texts that end generation.",
    otherwise: "the delimiter for text prompts, nothing for chats")
  let temperature = DefaultedKey("temperature", .number(.atLeast(0)), 0, "0 is greedy.")
  let topK = DefaultedKey(
    "top_k", .whole(0...Int.max), 0, "Draws from the so many likeliest tokens; 0 keeps all.")
  let topP = DefaultedKey(
    "top_p", .number(.above(0, atMost: 1)), 1,
    "Draws from the likeliest tokens that have this probability together; 1 keeps all.")
  let minP = DefaultedKey(
    "min_p", .number(.from(0, below: 1)), 0,
    "Leaves out tokens below this share of the likeliest one's probability; 0 keeps all.")
  let samples = DefaultedKey("samples", .whole(1...10_000), 1, "Repeats a sample.")
  let seed = OptionalKey("seed", .seed, "Of the first repeat.", otherwise: "the run's")
}

/// The `generate` of a suite: how texts are generated.
struct GenerateSection {
  var maxTokens: Int
  /// `nil` where the file states none.
  var stop: [String]?
  var temperature: Double
  var topK: Int
  var topP: Double
  var minP: Double
  /// Repeats a sample.
  var samples: Int
  /// Of the first repeat; `nil` for the run's seed.
  var seed: UInt64?

  static let keys = GenerateKeys()
  static let shape = Shape.mapping(keys, "a mapping such as {max_tokens: 64}") { map, _ in
    GenerateSection(map)
  }

  /// Reads the keys; the defaults where there is no mapping.
  init(_ map: YAMLMapping?) {
    let keys = GenerateSection.keys
    maxTokens = map.read(keys.maxTokens)
    stop = map.read(keys.stop)
    temperature = map.read(keys.temperature)
    topK = map.read(keys.topK)
    topP = map.read(keys.topP)
    minP = map.read(keys.minP)
    samples = map.read(keys.samples)
    seed = map.read(keys.seed)
    if samples > 1, temperature == 0, let map {
      map.log.warn(
        Failure(
          .badData, "\(samples) samples at temperature 0 are \(samples) times the same text",
          at: map.place, remedy: "Raise the temperature, or ask for one sample."))
    }
  }

  /// The options of one repeat.
  ///
  /// - Parameters:
  ///   - index: The repeat, from 0; each has its own seed.
  ///   - seed: Of the run, where the suite states none.
  ///   - stop: Where the suite states none.
  /// - Returns: What a request carries.
  func options(repeat index: Int, seed: UInt64, stop: [String]) -> GenerationOptions {
    GenerationOptions(
      maxTokens: maxTokens, stop: self.stop ?? stop, temperature: temperature, topK: topK,
      topP: topP, minP: minP, seed: (self.seed ?? seed) &+ UInt64(index))
  }
}

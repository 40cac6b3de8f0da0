/// The `generate` of a suite: how texts are generated.
struct GenerateSection {
  var maxTokens = 256
  /// `nil` where the file states none.
  var stop: [String]?
  var temperature = 0.0
  var topK = 0
  var topP = 1.0
  var minP = 0.0
  /// Repeats a sample.
  var samples = 1
  /// Of the first repeat; `nil` for the run's seed.
  var seed: UInt64?

  static let keys = [
    "max_tokens", "stop", "temperature", "top_k", "top_p", "min_p", "samples", "seed",
  ]

  static func read(_ value: YAMLValue?) -> GenerateSection {
    var section = GenerateSection()
    guard let map = value?.mapping("a mapping such as {max_tokens: 64}") else { return section }
    map.check(known: keys)
    section.maxTokens = map["max_tokens"]?.whole(1...1_000_000) ?? section.maxTokens
    section.stop = (map["stop"]?.list("a list of texts"))?.compactMap { $0.nonEmptyText() }
    section.temperature =
      map["temperature"]?.number("a number of at least 0") { $0 >= 0 } ?? section.temperature
    section.topK = map["top_k"]?.whole(0...Int.max) ?? section.topK
    section.topP =
      map["top_p"]?.number("a number above 0, at most 1") { $0 > 0 && $0 <= 1 } ?? section.topP
    section.minP =
      map["min_p"]?.number("a number of at least 0, below 1") { $0 >= 0 && $0 < 1 } ?? section.minP
    section.samples = map["samples"]?.whole(1...10_000) ?? section.samples
    section.seed = map["seed"]?.seed()
    if section.samples > 1, section.temperature == 0, let value {
      value.log.warn(
        Failure(
          .badData,
          "\(section.samples) samples at temperature 0 are \(section.samples) times the same text",
          at: value.place, remedy: "Raise the temperature, or ask for one sample."))
    }
    return section
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

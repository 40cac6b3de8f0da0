/// How the next token is chosen.
package struct SamplingOptions: Sendable, Equatable {
  /// 0 is greedy.
  package var temperature: Double
  /// The likeliest so many; 0 keeps all.
  package var topK: Int
  /// The likeliest that reach this share together; 1 keeps all.
  package var topP: Double
  /// At least this share of the likeliest one's; 0 keeps all.
  package var minP: Double
  package var seed: UInt64

  package init(
    temperature: Double = 0, topK: Int = 0, topP: Double = 1, minP: Double = 0, seed: UInt64 = 1
  ) {
    self.temperature = temperature
    self.topK = topK
    self.topP = topP
    self.minP = minP
    self.seed = seed
  }

  /// Whether the likeliest token is always taken.
  package var isGreedy: Bool { temperature <= 0 }
}

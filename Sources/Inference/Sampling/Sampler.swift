internal import Foundation

/// Draws tokens: top-k, then top-p, then min-p on the model's distribution, then temperature, in
/// llama.cpp's order.
package struct Sampler {
  private let options: SamplingOptions
  private var random: Xoshiro256

  package init(_ options: SamplingOptions) {
    self.options = options
    random = Xoshiro256(seed: options.seed)
  }

  /// Draws a token.
  ///
  /// - Parameter logits: One a token, all finite, not empty.
  /// - Returns: The token's index.
  package mutating func draw(_ logits: [Float]) -> Int32 {
    // Equal logits keep the order of their ids, so the draw is the same everywhere.
    var candidates = logits.indices.sorted { a, b in
      logits[a] != logits[b] ? logits[a] > logits[b] : a < b
    }[...]
    guard let best = candidates.first else { return 0 }
    guard !options.isGreedy else { return Int32(best) }
    if options.topK > 0 { candidates = candidates.prefix(options.topK) }
    let largest = Double(logits[best])
    candidates = Sampler.nucleus(candidates, logits, largest, options.topP)
    if options.minP > 0 {
      let floor = largest + log(min(options.minP, 1))
      candidates = candidates.prefix { Double(logits[$0]) >= floor }
    }
    let weights = candidates.map { exp((Double(logits[$0]) - largest) / options.temperature) }
    var left = random.unit() * weights.reduce(0, +)
    for (token, weight) in zip(candidates, weights) {
      left -= weight
      if left < 0 { return Int32(token) }
    }
    return Int32(candidates.last ?? best)
  }

  /// The shortest run of the likeliest candidates that has at least a share of the probability.
  private static func nucleus(
    _ candidates: ArraySlice<Int>, _ logits: [Float], _ largest: Double, _ share: Double
  ) -> ArraySlice<Int> {
    guard share < 1 else { return candidates }
    let weights = candidates.map { exp(Double(logits[$0]) - largest) }
    let enough = share * weights.reduce(0, +)
    var sum = 0.0
    for (index, weight) in weights.enumerated() {
      sum += weight
      if sum >= enough { return candidates.prefix(index + 1) }
    }
    return candidates
  }
}

/// xoshiro256** (Blackman and Vigna 2018), seeded by SplitMix64.
struct Xoshiro256 {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  init(seed: UInt64) {
    var mixer = seed
    func next() -> UInt64 {
      mixer &+= 0x9E37_79B9_7F4A_7C15
      var z = mixer
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
    state = (next(), next(), next(), next())
  }

  /// The next 64 bits.
  mutating func next() -> UInt64 {
    let product = state.1 &* 5
    let result = (product << 7 | product >> 57) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = state.3 << 45 | state.3 >> 19
    return result
  }

  /// A number in [0, 1) with 53 random bits.
  mutating func unit() -> Double {
    Double(next() >> 11) * 0x1p-53
  }
}

/// Steele, Lea & Flood's SplitMix64 (OOPSLA 2014): turns any seed into well-mixed words.
package struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) {
    state = seed
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}

/// Blackman & Vigna's xoshiro256** (2018), seeded through SplitMix64 as its authors advise.
///
/// The same seed gives the same sequence on every machine and in every version.
package struct SeededRandom: RandomNumberGenerator, Sendable {
  private var s0: UInt64
  private var s1: UInt64
  private var s2: UInt64
  private var s3: UInt64

  package init(seed: UInt64) {
    var mixer = SplitMix64(seed: seed)
    s0 = mixer.next()
    s1 = mixer.next()
    s2 = mixer.next()
    s3 = mixer.next()
  }

  package mutating func next() -> UInt64 {
    let scrambled = SeededRandom.rotate(s1 &* 5, 7) &* 9
    let shifted = s1 << 17
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= shifted
    s3 = SeededRandom.rotate(s3, 45)
    return scrambled
  }

  /// A whole number below `bound` without bias (Lemire 2019, multiply and reject).
  ///
  /// - Parameter bound: 1 or more; 0 counts as 1.
  /// - Returns: In 0 ..< bound.
  package mutating func below(_ bound: Int) -> Int {
    let range = UInt64(max(1, bound))
    var product = next().multipliedFullWidth(by: range)
    if product.low < range {
      let threshold = (0 &- range) % range
      while product.low < threshold {
        product = next().multipliedFullWidth(by: range)
      }
    }
    return Int(product.high)
  }

  private static func rotate(_ word: UInt64, _ count: UInt64) -> UInt64 {
    (word << count) | (word >> (64 - count))
  }
}

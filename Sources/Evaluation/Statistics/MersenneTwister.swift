/// Matsumoto & Nishimura's MT19937 (ACM TOMACS 1998) as CPython's `random.Random` seeds and uses it.
///
/// It is here for one reason: lm-evaluation-harness draws few-shot examples with it, and the same
/// prompts need the same draws.
package struct MersenneTwister: Sendable {
  private static let size = 624
  private static let shift = 397

  private var state: [UInt32]
  private var position = size

  /// Seeds as `random.Random(seed)` does: `init_by_array` over the seed's 32-bit words.
  package init(seed: UInt64) {
    let high = UInt32(truncatingIfNeeded: seed >> 32)
    let low = UInt32(truncatingIfNeeded: seed)
    let key = high == 0 ? [low] : [low, high]
    state = MersenneTwister.linear(19_650_218)
    let size = MersenneTwister.size
    var i = 1
    var j = 0
    func mixed(_ state: [UInt32], _ factor: UInt32) -> UInt32 {
      (state[i - 1] ^ (state[i - 1] >> 30)) &* factor
    }
    for _ in 0..<max(size, key.count) {
      state[i] = (state[i] ^ mixed(state, 1_664_525)) &+ key[j] &+ UInt32(j)
      i += 1
      j = (j + 1) % key.count
      if i == size {
        state[0] = state[size - 1]
        i = 1
      }
    }
    for _ in 0..<(size - 1) {
      state[i] = (state[i] ^ mixed(state, 1_566_083_941)) &- UInt32(i)
      i += 1
      if i == size {
        state[0] = state[size - 1]
        i = 1
      }
    }
    state[0] = 0x8000_0000
  }

  /// `init_genrand`.
  private static func linear(_ seed: UInt32) -> [UInt32] {
    var state = [seed]
    for index in 1..<UInt32(size) {
      let last = state[Int(index) - 1]
      state.append(1_812_433_253 &* (last ^ (last >> 30)) &+ index)
    }
    return state
  }

  /// The next 32 bits.
  package mutating func next() -> UInt32 {
    if position == MersenneTwister.size { refill() }
    var word = state[position]
    position += 1
    word ^= word >> 11
    word ^= (word << 7) & 0x9D2C_5680
    word ^= (word << 15) & 0xEFC6_0000
    return word ^ (word >> 18)
  }

  private mutating func refill() {
    let size = MersenneTwister.size
    for index in 0..<size {
      let bits = (state[index] & 0x8000_0000) | (state[(index + 1) % size] & 0x7FFF_FFFF)
      let twist: UInt32 = bits & 1 == 0 ? 0 : 0x9908_B0DF
      state[index] = state[(index + MersenneTwister.shift) % size] ^ (bits >> 1) ^ twist
    }
    position = 0
  }
}

// MARK: CPython's draws

extension MersenneTwister {
  /// A whole number below `bound`, as `Random._randbelow_with_getrandbits`.
  ///
  /// - Parameter bound: From 1 to 2³² − 1.
  /// - Returns: In 0 ..< bound.
  package mutating func below(_ bound: Int) -> Int {
    let bits = Int.bitWidth - max(1, bound).leadingZeroBitCount
    while true {
      let drawn = Int(next() >> UInt32(32 - min(32, bits)))
      if drawn < bound { return drawn }
    }
  }

  /// Positions drawn without replacement, as `Random.sample(population, count)`.
  ///
  /// - Parameters:
  ///   - size: Of the population, below 2³².
  ///   - count: How many; at most `size`.
  /// - Returns: `count` different positions in the order in which they were drawn.
  package mutating func sample(of size: Int, count: Int) -> [Int] {
    var drawn: [Int] = []
    drawn.reserveCapacity(count)
    guard size > MersenneTwister.poolLimit(count) else {
      var pool = Array(0..<size)
      for index in 0..<count {
        let place = below(size - index)
        drawn.append(pool[place])
        pool[place] = pool[size - index - 1]
      }
      return drawn
    }
    var seen: Set<Int> = []
    while drawn.count < count {
      let place = below(size)
      if seen.insert(place).inserted { drawn.append(place) }
    }
    return drawn
  }

  /// The largest population of which CPython makes a list, rather than a set of what was drawn.
  private static func poolLimit(_ count: Int) -> Int {
    guard count > 5 else { return 21 }
    var power = 1
    while power < 3 * count { power *= 4 }
    return 21 + power
  }
}

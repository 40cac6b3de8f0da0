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
    var ranking = Ranking(logits)
    guard let best = ranking.best, !options.isGreedy else { return Int32(ranking.best ?? 0) }
    let largest = Double(logits[best])
    var candidates = narrowed(&ranking, logits, largest)
    if options.minP > 0 {
      let floor = largest + log(min(options.minP, 1))
      candidates.removeAll { Double(logits[$0]) < floor }
    }
    let weights = candidates.map { exp((Double(logits[$0]) - largest) / options.temperature) }
    var left = random.unit() * weights.reduce(0, +)
    for (token, weight) in zip(candidates, weights) {
      left -= weight
      if left < 0 { return Int32(token) }
    }
    return Int32(candidates.last ?? best)
  }

  /// What top-k and top-p leave: all in the order of their ids, or the likeliest in theirs.
  private func narrowed(
    _ ranking: inout Ranking, _ logits: [Float], _ largest: Double
  ) -> [Int] {
    let limit = options.topK > 0 ? min(options.topK, logits.count) : logits.count
    guard limit < logits.count || options.topP < 1 else { return Array(logits.indices) }
    func weight(_ token: Int) -> Double { exp(Double(logits[token]) - largest) }
    guard options.topP < 1 else { return ranking.next(limit) }
    guard limit < logits.count else {
      // The shortest run of the likeliest that has at least the share of the probability.
      let enough = options.topP * logits.indices.reduce(0) { $0 + weight($1) }
      var (chosen, sum): ([Int], Double) = ([], 0)
      while sum < enough, let token = ranking.next(1).first {
        chosen.append(token)
        sum += weight(token)
      }
      return chosen
    }
    let likeliest = ranking.next(limit)
    let enough = options.topP * likeliest.reduce(0) { $0 + weight($1) }
    var sum = 0.0
    let count = likeliest.firstIndex { token in
      sum += weight(token)
      return sum >= enough
    }
    return Array(likeliest.prefix((count ?? likeliest.count) + 1))
  }
}

/// Tokens from the likeliest on, as far as they are asked for: a binary heap (Williams 1964).
///
/// Equal logits keep the order of their ids, so the draw is the same everywhere.
private struct Ranking {
  private let logits: [Float]
  /// Made when it is first asked for.
  private var heap: [Int32]?

  init(_ logits: [Float]) {
    self.logits = logits
  }

  /// The likeliest of all; `nil` where there is none.
  var best: Int? {
    logits.indices.dropFirst().reduce(logits.isEmpty ? nil : 0) { best, token in
      best.map { logits[token] > logits[$0] ? token : $0 }
    }
  }

  /// The next likeliest tokens, at most `count`.
  mutating func next(_ count: Int) -> [Int] {
    var heap = heap ?? Array(0..<Int32(logits.count))
    if self.heap == nil {
      for start in stride(from: heap.count / 2 - 1, through: 0, by: -1) { sink(start, &heap) }
    }
    // The array is this function's alone while it works, so that nothing is copied.
    self.heap = []
    defer { self.heap = heap }
    var taken: [Int] = []
    while taken.count < count, let top = heap.first, let last = heap.popLast() {
      taken.append(Int(top))
      guard !heap.isEmpty else { break }
      heap[0] = last
      sink(0, &heap)
    }
    return taken
  }

  private func precedes(_ a: Int32, _ b: Int32) -> Bool {
    let (x, y) = (logits[Int(a)], logits[Int(b)])
    return x != y ? x > y : a < b
  }

  /// Moves an entry down to where it precedes both entries below it.
  private func sink(_ start: Int, _ heap: inout [Int32]) {
    var place = start
    while true {
      var first = place
      for child in [2 * place + 1, 2 * place + 2]
      where child < heap.count && precedes(heap[child], heap[first]) {
        first = child
      }
      if first == place { return }
      heap.swapAt(place, first)
      place = first
    }
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

import CKernels

/// The instruction sets that this processor runs, by name.
let kernelSets = [
  "avx512-bf16", "avx512-vnni", "avx2", "neon-i8mm", "neon-dotprod", "portable",
].filter { (name: String) in
  assay_kernels_named(name) != nil
}

/// A set's functions.
func kernels(_ name: String) -> assay_kernels {
  // The tests ask only for names in `kernelSets`, which were looked up before.
  guard let set = assay_kernels_named(name) else { preconditionFailure("no kernels \(name)") }
  return set.pointee
}

/// Repeatable numbers for tests (SplitMix64).
struct RepeatableNumbers {
  private var state: UInt64

  init(_ seed: UInt64) {
    state = seed
  }

  mutating func bits() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// In [-1, 1).
  mutating func float() -> Float {
    Float(Int64(bitPattern: bits()) >> 40) * 0x1p-23
  }

  mutating func floats(_ count: Int, scale: Float = 1) -> [Float] {
    (0..<count).map { _ in float() * scale }
  }

  mutating func int(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(bits() % UInt64(range.count))
  }
}

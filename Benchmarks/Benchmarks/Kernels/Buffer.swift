/// Values at a fixed place in memory, aligned to cache lines as the engine's are.
final class Buffer<Element: BitwiseCopyable> {
  let start: UnsafeMutablePointer<Element>
  let count: Int

  init(count: Int, repeating value: Element) {
    let bytes = UnsafeMutableRawPointer.allocate(
      byteCount: max(count, 1) * MemoryLayout<Element>.stride, alignment: 64)
    start = bytes.bindMemory(to: Element.self, capacity: count)
    start.initialize(repeating: value, count: count)
    self.count = count
  }

  /// - Parameter values: At least one.
  convenience init(_ values: [Element]) {
    self.init(count: values.count, repeating: values[0])
    for (index, value) in values.enumerated() { start[index] = value }
  }

  deinit {
    start.deallocate()
  }
}

extension Buffer where Element == Float {
  /// Repeatable numbers in [-scale, scale).
  static func random(_ count: Int, scale: Float = 1) -> Buffer {
    var numbers = RepeatableNumbers()
    return Buffer((0..<count).map { _ in numbers.float() * scale })
  }

  static func zeros(_ count: Int) -> Buffer {
    Buffer(count: count, repeating: 0)
  }
}

/// Repeatable numbers (SplitMix64).
struct RepeatableNumbers {
  private var state: UInt64 = 1

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
}

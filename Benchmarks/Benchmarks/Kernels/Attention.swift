internal import CKernels

/// Heads of SmolLM2-135M: 64 values, 3 query heads to a key/value head.
private let headSize = 64
private let group = 3
/// Slots of the cache, of which a sequence has some in no order.
private let cacheSlots = 1024

/// Attention of one row and of a block of 16, over a short and a longer past.
func registerAttention(_ set: InstructionSet) {
  for stored in ["f16", "f32"] {
    for rows in [1, 16] {
      for length in [64, 512] {
        let seen = (0..<rows).reduce(0) { $0 + length + $1 }
        register(
          "attention_\(stored)_\(rows)_\(rows == 1 ? "row" : "rows")_\(length)_slots_\(set.name)",
          [.multiplyAdds(2 * seen * group * headSize)]
        ) {
          stored == "f16"
            ? attention(Float16.init, set.kernels.attention_f16, rows, length)
            : attention({ $0 }, set.kernels.attention_f32, rows, length)
        }
      }
    }
  }
}

/// Attention over keys and values of one type.
private func attention<Element: BitwiseCopyable>(
  _ convert: @escaping (Float) -> Element, _ attend: AttentionKernel?, _ rows: Int, _ length: Int
) -> () -> Void {
  var numbers = RepeatableNumbers()
  func cache() -> Buffer<Element> {
    Buffer((0..<cacheSlots * headSize).map { _ in convert(numbers.float()) })
  }
  let (keys, values) = (cache(), cache())
  let longest = length + rows - 1
  let slots = Buffer((0..<longest).map { Int32(($0 * 7 + 3) % cacheSlots) })
  let queries = Buffer<Float>.random(rows * group * headSize)
  let output = Buffer<Float>.zeros(rows * group * headSize)
  let scratch = Buffer<Float>.zeros(assay_attention_scratch(rows, group, headSize, longest))
  return {
    attend?(
      output.start, queries.start, rows, group * headSize, group, headSize, headSize, keys.start,
      values.start, headSize, slots.start, length, 0.125, scratch.start)
  }
}

private typealias AttentionKernel =
  @convention(c) (
    UnsafeMutablePointer<Float>?, UnsafePointer<Float>?, Int, Int, Int, Int, Int,
    UnsafeRawPointer?, UnsafeRawPointer?, Int, UnsafePointer<Int32>?, Int, Float,
    UnsafeMutablePointer<Float>?
  ) -> Void

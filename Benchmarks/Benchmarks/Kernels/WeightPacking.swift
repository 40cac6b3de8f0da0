internal import CKernels

/// How weights are packed, and the tensor type that they are packed from.
enum WeightPacking: String, CaseIterable {
  case f32, f16, bf16, q8, q4

  private var packing: Int32 {
    switch self {
    case .f32: Int32(ASSAY_PACK_F32.rawValue)
    case .f16: Int32(ASSAY_PACK_F16.rawValue)
    case .bf16: Int32(ASSAY_PACK_BF16.rawValue)
    case .q8: Int32(ASSAY_PACK_Q8.rawValue)
    case .q4: Int32(ASSAY_PACK_Q4.rawValue)
    }
  }

  private var tensorType: Int32 {
    switch self {
    case .f32: Int32(ASSAY_F32.rawValue)
    case .f16: Int32(ASSAY_F16.rawValue)
    case .bf16: Int32(ASSAY_BF16.rawValue)
    case .q8: Int32(ASSAY_Q8_0.rawValue)
    case .q4: Int32(ASSAY_Q4_1.rawValue)
    }
  }

  /// Bytes of a packed matrix whose rows are a multiple of the panel's.
  func byteCount(rows: Int, columns: Int) -> Int {
    rows / Int(ASSAY_PANEL) * assay_panel_bytes(packing, columns)
  }

  /// Random weights, packed.
  ///
  /// - Parameters:
  ///   - rows: A multiple of 16.
  ///   - columns: A multiple of 32.
  ///   - copies: How often the matrix stands in the result.
  /// - Returns: The matrices, one after the other.
  func weights(rows: Int, columns: Int, copies: Int) -> Buffer<UInt8> {
    let source = source(count: rows * columns)
    let bytes = byteCount(rows: rows, columns: columns)
    let panel = bytes / (rows / Int(ASSAY_PANEL))
    let packed = Buffer<UInt8>(count: bytes * copies, repeating: 0)
    for index in 0..<rows / Int(ASSAY_PANEL) {
      precondition(
        assay_pack_panel(
          packing, tensorType, source, rows, columns, index, packed.start + index * panel))
    }
    for copy in 1..<max(copies, 2) where copy < copies {
      (packed.start + copy * bytes).update(from: packed.start, count: bytes)
    }
    return packed
  }

  /// A tensor as it lies in a checkpoint file.
  private func source(count: Int) -> [UInt8] {
    var numbers = RepeatableNumbers()
    switch self {
    case .f32: return bytes((0..<count).map { _ in numbers.float() })
    case .f16: return bytes((0..<count).map { _ in Float16(numbers.float()) })
    case .bf16:
      return bytes((0..<count).map { _ in UInt16(numbers.float().bitPattern >> 16) })
    case .q8: return blocks(count, [Float16(0.01)], quants: 32, &numbers)
    case .q4: return blocks(count, [Float16(0.1), Float16(-0.8)], quants: 16, &numbers)
    }
  }

  private func bytes(_ values: [some BitwiseCopyable]) -> [UInt8] {
    values.withUnsafeBytes { Array($0) }
  }

  /// Blocks of 32 weights: their scales, then their quants.
  private func blocks(
    _ count: Int, _ scales: [Float16], quants: Int, _ numbers: inout RepeatableNumbers
  ) -> [UInt8] {
    let header = bytes(scales)
    var result: [UInt8] = []
    for _ in 0..<count / Int(ASSAY_BLOCK) {
      result += header
      for _ in 0..<quants { result.append(UInt8(truncatingIfNeeded: numbers.bits())) }
    }
    return result
  }
}

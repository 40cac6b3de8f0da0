internal import CKernels

/// A feed-forward matrix of SmolLM2-135M.
private let rows = 1536
private let columns = 576
/// Copies of a matrix stream from memory where together they fill the caches several times over.
private let streamedBytes = 128 << 20

/// Products with 1, 16 and 256 rows of activations.
///
/// The weights stay in the cache, but for one row they are also read from memory, as they are when
/// one sequence is continued.
func registerMatrixProducts(_ set: InstructionSet) {
  for packing in WeightPacking.allCases {
    let bytes = packing.byteCount(rows: rows, columns: columns)
    func product(_ name: String, tokens: Int, copies: Int = 1) {
      let multiplyAdds = Rate.multiplyAdds(rows * columns * tokens)
      register(
        "matmul_\(packing.rawValue)_\(name)_\(set.name)",
        tokens == 1 ? [multiplyAdds, .weightBytes(bytes)] : [multiplyAdds],
        // All processors share the way to memory.
        tolerance: copies == 1 ? 15 : 30
      ) {
        let product = MatrixProduct(packing, tokens: tokens, copies: copies, set.kernels)
        return { product.run() }
      }
    }
    product("1_token", tokens: 1)
    product("1_token_from_memory", tokens: 1, copies: streamedBytes / bytes)
    product("16_tokens", tokens: 16)
    product("256_tokens", tokens: 256)
  }
}

/// One product and all that it reads and writes.
private final class MatrixProduct {
  private let packing: WeightPacking
  private let kernels: assay_kernels
  private let tokens: Int
  private let copies: Int
  private var next = 0
  private let bytes: Int
  private let weights: Buffer<UInt8>
  private let output: Buffer<Float>
  private let input: Buffer<Float>
  private let rounded: Buffer<UInt16>
  private let quants: Buffer<Int8>
  private let scales: Buffer<Float>
  private let sums: Buffer<Float>

  init(_ packing: WeightPacking, tokens: Int, copies: Int, _ kernels: assay_kernels) {
    self.packing = packing
    self.kernels = kernels
    self.tokens = tokens
    self.copies = copies
    bytes = packing.byteCount(rows: rows, columns: columns)
    weights = packing.weights(rows: rows, columns: columns, copies: copies)
    output = .zeros(tokens * rows)
    input = .random(tokens * columns)
    rounded = Buffer(count: tokens * columns, repeating: 0)
    quants = Buffer(count: 2 * tokens * columns, repeating: 0)
    let blocks = columns / Int(ASSAY_BLOCK)
    scales = .zeros(tokens * blocks)
    sums = .zeros(tokens * blocks)
    for token in 0..<tokens {
      let start = token * columns
      kernels.quantize_row(
        input.start + start, columns, quants.start + 2 * start, scales.start + token * blocks,
        sums.start + token * blocks)
      kernels.round_row?(input.start + start, columns, rounded.start + start)
    }
  }

  func run() {
    let panels = rows / Int(ASSAY_PANEL)
    let matrix = weights.start + next * bytes
    next = (next + 1) % copies
    switch packing {
    case .f32:
      kernels.matmul_f32(output.start, rows, input.start, tokens, columns, matrix, rows, 0, panels)
    case .f16:
      kernels.matmul_f16(output.start, rows, input.start, tokens, columns, matrix, rows, 0, panels)
    case .bf16:
      if let multiply = kernels.matmul_rounded_bf16 {
        multiply(output.start, rows, rounded.start, tokens, columns, matrix, rows, 0, panels)
      } else {
        kernels.matmul_bf16(
          output.start, rows, input.start, tokens, columns, matrix, rows, 0, panels)
      }
    case .q8:
      kernels.matmul_q8(
        output.start, rows, quants.start, scales.start, sums.start, tokens, columns, matrix, rows,
        0, panels)
    case .q4:
      kernels.matmul_q4(
        output.start, rows, quants.start, scales.start, sums.start, tokens, columns, matrix, rows,
        0, panels)
    }
  }
}

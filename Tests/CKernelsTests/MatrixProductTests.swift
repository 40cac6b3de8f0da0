import CKernels
import Testing

/// Packed matrix products against plain sums over dequantised weights, for each instruction set.
struct MatrixProductTests {
  /// A tensor type, how it is packed, and the bytes of a block of values.
  struct Form: Sendable, CustomTestStringConvertible {
    let type: assay_tensor_type
    let packing: assay_packing
    let block: Int
    let bytes: Int
    /// Whether activations are rounded to bfloat16 where the set multiplies that.
    var isRounded = false
    var testDescription: String {
      "type \(type.rawValue) packed as \(packing.rawValue)\(isRounded ? ", rounded input" : "")"
    }
  }

  static let forms = [
    Form(type: ASSAY_F32, packing: ASSAY_PACK_F32, block: 1, bytes: 4),
    Form(type: ASSAY_F16, packing: ASSAY_PACK_F32, block: 1, bytes: 2),
    Form(type: ASSAY_F16, packing: ASSAY_PACK_F16, block: 1, bytes: 2),
    Form(type: ASSAY_BF16, packing: ASSAY_PACK_F32, block: 1, bytes: 2),
    Form(type: ASSAY_BF16, packing: ASSAY_PACK_BF16, block: 1, bytes: 2),
    Form(type: ASSAY_BF16, packing: ASSAY_PACK_BF16, block: 1, bytes: 2, isRounded: true),
    Form(type: ASSAY_Q8_0, packing: ASSAY_PACK_Q8, block: 32, bytes: 34),
    Form(type: ASSAY_Q4_0, packing: ASSAY_PACK_Q4, block: 32, bytes: 18),
    Form(type: ASSAY_Q4_1, packing: ASSAY_PACK_Q4, block: 32, bytes: 20),
  ]

  @Test(arguments: kernelSets, forms)
  func agreesWithPlainSums(set: String, form: Form) {
    var numbers = RepeatableNumbers(7)
    // Ragged on purpose: rows no multiple of 16, tokens no multiple of any tile.
    for (rows, columns, tokens) in [
      (1, 32, 1), (16, 64, 3), (37, 96, 13), (50, 160, 29), (20, 64, 2), (33, 96, 4), (48, 32, 70),
    ] {
      let weights = Weights(form, rows: rows, columns: columns, &numbers)
      let input = numbers.floats(tokens * columns, scale: 3)
      let output = weights.multiply(input, tokens: tokens, kernels(set))
      let read = weights.asRead(input, tokens: tokens, kernels(set))
      let exact = weights.plainProduct(read, tokens: tokens)
      for index in 0..<tokens * rows {
        #expect(abs(Double(output[index]) - exact[index]) < 2e-3, "\(rows)x\(columns) at \(index)")
      }
    }
  }

  @Test(arguments: kernelSets, forms)
  func aRowDoesNotDependOnItsNeighbours(set: String, form: Form) {
    var numbers = RepeatableNumbers(11)
    let (rows, columns, tokens) = (40, 128, 27)
    let weights = Weights(form, rows: rows, columns: columns, &numbers)
    let input = numbers.floats(tokens * columns)
    let together = weights.multiply(input, tokens: tokens, kernels(set))
    for token in 0..<tokens {
      let row = Array(input[token * columns..<(token + 1) * columns])
      let alone = weights.multiply(row, tokens: 1, kernels(set))
      #expect(alone == Array(together[token * rows..<(token + 1) * rows]))
    }
  }

  @Test(arguments: kernelSets)
  func notANumberIsNeverHidden(set: String) {
    var numbers = RepeatableNumbers(3)
    for form in MatrixProductTests.forms {
      let weights = Weights(form, rows: 16, columns: 64, &numbers)
      var input = numbers.floats(64)
      input[5] = .nan
      let output = weights.multiply(input, tokens: 1, kernels(set))
      #expect(output.allSatisfy { $0.isNaN })
    }
  }
}

/// Random weights in their file's form, packed and as numbers.
private struct Weights {
  let form: MatrixProductTests.Form
  let rows: Int
  let columns: Int
  let values: [Float]
  let packed: [UInt8]

  init(
    _ form: MatrixProductTests.Form, rows: Int, columns: Int, _ numbers: inout RepeatableNumbers
  ) {
    self.form = form
    self.rows = rows
    self.columns = columns
    var bytes: [UInt8] = []
    for _ in 0..<rows * columns / form.block { bytes += Weights.block(form, &numbers) }
    var values = [Float](repeating: 0, count: rows * columns)
    #expect(assay_dequantize(Int32(form.type.rawValue), bytes, &values, rows * columns))
    self.values = values
    let panelBytes = assay_panel_bytes(Int32(form.packing.rawValue), columns)
    var packed: [UInt8] = []
    for panel in 0..<(rows + 15) / 16 {
      var part = [UInt8](repeating: 0xAA, count: panelBytes)
      #expect(
        assay_pack_panel(
          Int32(form.packing.rawValue), Int32(form.type.rawValue), bytes, rows, columns, panel,
          &part))
      packed += part
    }
    self.packed = packed
  }

  /// A block with a small scale and random quants.
  private static func block(
    _ form: MatrixProductTests.Form, _ numbers: inout RepeatableNumbers
  ) -> [UInt8] {
    func half(_ value: Float) -> [UInt8] {
      let bits = Float16(value).bitPattern
      return [UInt8(bits & 255), UInt8(bits >> 8)]
    }
    switch form.type {
    case ASSAY_F32:
      return withUnsafeBytes(of: numbers.float().bitPattern.littleEndian, Array.init)
    case ASSAY_F16: return half(numbers.float())
    case ASSAY_BF16:
      return Array(withUnsafeBytes(of: numbers.float().bitPattern.littleEndian, Array.init)[2...])
    default:
      let header = form.type == ASSAY_Q4_1 ? 4 : 2
      let scale = half(numbers.float() * 0.1)
      let minimum = header == 4 ? half(numbers.float()) : []
      return scale + minimum + (0..<form.bytes - header).map { _ in UInt8(numbers.bits() & 255) }
    }
  }

  func multiply(_ input: [Float], tokens: Int, _ set: assay_kernels) -> [Float] {
    let panels = (rows + 15) / 16
    var output = [Float](repeating: .infinity, count: tokens * rows)
    switch form.packing {
    case ASSAY_PACK_F32:
      set.matmul_f32(&output, rows, input, tokens, columns, packed, rows, 0, panels)
      return output
    case ASSAY_PACK_F16:
      set.matmul_f16(&output, rows, input, tokens, columns, packed, rows, 0, panels)
      return output
    case ASSAY_PACK_BF16:
      if let rounded = rounded(input, set) {
        set.matmul_rounded_bf16(&output, rows, rounded, tokens, columns, packed, rows, 0, panels)
      } else {
        set.matmul_bf16(&output, rows, input, tokens, columns, packed, rows, 0, panels)
      }
      return output
    default: break
    }
    let (quants, scales, sums) = quantized(input, tokens: tokens, set)
    let product = form.packing == ASSAY_PACK_Q8 ? set.matmul_q8 : set.matmul_q4
    product?(&output, rows, quants, scales, sums, tokens, columns, packed, rows, 0, panels)
    return output
  }

  /// The input in bfloat16, where the set multiplies that.
  private func rounded(_ input: [Float], _ set: assay_kernels) -> [UInt16]? {
    guard form.isRounded, let round = set.round_row else { return nil }
    var rounded = [UInt16](repeating: 0, count: input.count)
    for start in stride(from: 0, to: input.count, by: columns) {
      var row = [UInt16](repeating: 0, count: columns)
      round(Array(input[start..<start + columns]), columns, &row)
      rounded.replaceSubrange(start..<start + columns, with: row)
    }
    return rounded
  }

  private func quantized(
    _ input: [Float], tokens: Int, _ set: assay_kernels
  ) -> (quants: [Int8], scales: [Float], sums: [Float]) {
    var quants = [Int8](repeating: 0, count: 2 * tokens * columns)
    var scales = [Float](repeating: 0, count: tokens * columns / 32)
    var sums = scales
    for token in 0..<tokens {
      let row = Array(input[token * columns..<(token + 1) * columns])
      var q = [Int8](repeating: 0, count: 2 * columns)
      var s = [Float](repeating: 0, count: columns / 32)
      var m = s
      set.quantize_row(row, columns, &q, &s, &m)
      quants.replaceSubrange(2 * token * columns..<2 * (token + 1) * columns, with: q)
      scales.replaceSubrange(token * columns / 32..<(token + 1) * columns / 32, with: s)
      sums.replaceSubrange(token * columns / 32..<(token + 1) * columns / 32, with: m)
    }
    return (quants, scales, sums)
  }

  /// The input as the product reads it: rounded by the set, or quantised by the portable kernel, where
  /// the weights are packed so.
  func asRead(_ input: [Float], tokens: Int, _ set: assay_kernels) -> [Float] {
    if form.packing == ASSAY_PACK_BF16, let halves = rounded(input, set) {
      return halves.map { Float(bitPattern: UInt32($0) << 16) }
    }
    guard form.packing == ASSAY_PACK_Q8 || form.packing == ASSAY_PACK_Q4 else { return input }
    let (quants, scales, _) = quantized(input, tokens: tokens, kernels("portable"))
    return (0..<tokens * columns).map { index in
      let (block, column) = (index / 32, index % 32)
      let (high, low) = (quants[64 * block + column], quants[64 * block + 32 + column])
      return Float(256 * Int(high) + Int(low)) * scales[block]
    }
  }

  func plainProduct(_ input: [Float], tokens: Int) -> [Double] {
    var output: [Double] = []
    for token in 0..<tokens {
      for row in 0..<rows {
        var sum = 0.0
        for column in 0..<columns {
          sum += Double(values[row * columns + column]) * Double(input[token * columns + column])
        }
        output.append(sum)
      }
    }
    return output
  }
}

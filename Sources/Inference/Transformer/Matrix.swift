internal import CKernels

/// A weight matrix `[rows × columns]` in the layout of the kernels.
final class Matrix: Sendable {
  /// How the weights are held.
  enum Packing: Int32, Sendable {
    case f32 = 0
    case q8 = 1
    case q4 = 2
    case f16 = 3
    case bf16 = 4

    /// The packing of a tensor at a precision.
    static func of(_ tensor: TensorInfo, precision: Precision) -> Packing {
      switch (precision, tensor.type.name) {
      case (.fast, "Q8_0"): .q8
      case (.fast, "Q4_0"), (.fast, "Q4_1"): .q4
      case (.fast, "F16"): .f16
      // Its columns go in pairs.
      case (.fast, "BF16") where tensor.columns.isMultiple(of: 2): .bf16
      default: .f32
      }
    }
  }

  let rows: Int
  let columns: Int
  let packing: Packing
  /// Whether activations may be rounded to bfloat16, where that is faster.
  let isInputRounded: Bool
  /// Panels of 16 rows.
  var panels: Int { (rows + Matrix.panelRows - 1) / Matrix.panelRows }
  private let storage: WeightStorage.Part

  static let panelRows = Int(ASSAY_PANEL)

  /// Packs a tensor, several threads at once.
  ///
  /// - Parameters:
  ///   - tensor: A matrix whose bytes lie in `file`.
  ///   - file: The checkpoint.
  ///   - precision: Decides the packing.
  ///   - isInputRounded: Whether activations may be rounded to bfloat16, where that is faster.
  ///   - storage: Where the panels go; has room for them.
  ///   - pool: The threads.
  init(
    _ tensor: TensorInfo, in file: GGUFFile, precision: Precision, isInputRounded: Bool,
    storage: WeightStorage, pool: ThreadPool
  ) {
    self.isInputRounded = isInputRounded
    rows = tensor.rows
    columns = tensor.columns
    packing = Packing.of(tensor, precision: precision)
    let part = storage.take(Matrix.packedBytes(tensor, precision: precision))
    let panelBytes = assay_panel_bytes(packing.rawValue, columns)
    let (rows, columns, packing) = (rows, columns, packing)
    let source = file.bytes(of: tensor).baseAddress
    pool.runRanges((rows + Matrix.panelRows - 1) / Matrix.panelRows) { range in
      for panel in range {
        // Cannot fail: the tensor type is supported and the packing follows from it.
        _ = assay_pack_panel(
          packing.rawValue, Int32(tensor.type.id), source, rows, columns, panel,
          part.start + panel * panelBytes)
      }
    }
    self.storage = part
    file.file.release(file.bytes(of: tensor))
  }

  /// Bytes that a tensor's panels take.
  static func packedBytes(_ tensor: TensorInfo, precision: Precision) -> Int {
    let packing = Packing.of(tensor, precision: precision)
    return (tensor.rows + panelRows - 1) / panelRows
      * assay_panel_bytes(packing.rawValue, tensor.columns)
  }

  /// Computes output rows of panels for all rows of an activation: `y[t][r] = Σ w[r][c] · x[t][c]`.
  ///
  /// - Parameters:
  ///   - input: `count` rows of `columns` values, quantised if this matrix is.
  ///   - output: `[count × stride]`.
  ///   - stride: Floats from one output row to the next, at least `rows`.
  ///   - panelRange: Which panels.
  ///   - kernels: The instruction set's functions.
  func multiply(
    _ input: Activations, into output: UnsafeMutablePointer<Float>, stride: Int,
    panels panelRange: Range<Int>, kernels: UnsafePointer<assay_kernels>
  ) {
    let kernels = kernels.pointee
    let (first, end) = (panelRange.lowerBound, panelRange.upperBound)
    switch packing {
    case .f32:
      kernels.matmul_f32(
        output, stride, input.values, input.count, columns, storage.start, rows, first, end)
    case .f16:
      kernels.matmul_f16(
        output, stride, input.values, input.count, columns, storage.start, rows, first, end)
    case .bf16:
      if let multiplyRounded = kernels.matmul_rounded_bf16, isInputRounded {
        multiplyRounded(
          output, stride, input.rounded, input.count, columns, storage.start, rows, first, end)
      } else {
        kernels.matmul_bf16(
          output, stride, input.values, input.count, columns, storage.start, rows, first, end)
      }
    case .q8:
      kernels.matmul_q8(
        output, stride, input.quants, input.scales, input.sums, input.count, columns,
        storage.start, rows, first, end)
    case .q4:
      kernels.matmul_q4(
        output, stride, input.quants, input.scales, input.sums, input.count, columns,
        storage.start, rows, first, end)
    }
  }
}

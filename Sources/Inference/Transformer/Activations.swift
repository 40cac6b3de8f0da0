internal import CKernels

/// Rows of activations, as floats and in the forms that packed weights read.
struct Activations {
  /// The forms beside floats.
  struct Forms: OptionSet {
    let rawValue: Int
    /// Blocks of 16-bit integers, for `q8` and `q4`.
    static let quantized = Forms(rawValue: 1)
    /// In bfloat16, for `bf16` where the processor multiplies that.
    static let rounded = Forms(rawValue: 2)

    init(rawValue: Int) {
      self.rawValue = rawValue
    }

    /// What matrices read beside floats.
    init(for matrices: Matrix..., by kernels: UnsafePointer<assay_kernels>) {
      self = []
      for matrix in matrices {
        switch matrix.packing {
        case .q8, .q4: insert(.quantized)
        case .bf16 where matrix.isInputRounded && kernels.pointee.round_row != nil:
          insert(.rounded)
        case .f32, .f16, .bf16: break
        }
      }
    }
  }

  /// How many rows.
  var count: Int
  /// Values a row.
  let columns: Int
  /// Shape `[count × columns]`.
  var values: UnsafeMutablePointer<Float>
  /// Shape `[count × columns]`.
  var rounded: UnsafeMutablePointer<UInt16>
  /// Shape `[count × 2 · columns]`: high and low bytes of 16 bits, block by block.
  var quants: UnsafeMutablePointer<Int8>
  /// Shape `[count × columns / 32]`.
  var scales: UnsafeMutablePointer<Float>
  var sums: UnsafeMutablePointer<Float>

  /// Fills a row's other forms from its floats.
  func prepare(row: Int, _ forms: Forms, kernels: UnsafePointer<assay_kernels>) {
    let start = row * columns
    if forms.contains(.rounded) {
      kernels.pointee.round_row?(values + start, columns, rounded + start)
    }
    if forms.contains(.quantized) {
      let block = start / Int(ASSAY_BLOCK)
      kernels.pointee.quantize_row(
        values + start, columns, quants + 2 * start, scales + block, sums + block)
    }
  }

  /// `count` rows from row `start` on.
  func dropping(_ start: Int, count: Int) -> Activations {
    let block = start * columns / Int(ASSAY_BLOCK)
    return Activations(
      count: count, columns: columns, values: values + start * columns,
      rounded: rounded + start * columns, quants: quants + 2 * start * columns,
      scales: scales + block, sums: sums + block)
  }
}

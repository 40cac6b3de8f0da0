internal import CKernels

/// The buffers between the steps of a layer, reused by every batch.
final class TransformerScratch {
  /// Shape `[rows × width]`: the residual stream, its norm, and what is added to it.
  let stream: UnsafeMutablePointer<Float>
  let normed: UnsafeMutablePointer<Float>
  let projected: UnsafeMutablePointer<Float>
  /// Shape `[rows × heads · headSize]`: queries, and the attention's result.
  let queries: UnsafeMutablePointer<Float>
  let mixed: UnsafeMutablePointer<Float>
  /// Shape `[rows × keyValueHeads · headSize]`.
  let keys: UnsafeMutablePointer<Float>
  let values: UnsafeMutablePointer<Float>
  /// Shape `[rows × feedForwardWidth]`.
  let gate: UnsafeMutablePointer<Float>
  let up: UnsafeMutablePointer<Float>
  /// Shape `[rows × widest]`: rounded input of the next product.
  let rounded: UnsafeMutablePointer<UInt16>
  /// Quantised input of the next product: `[rows × widest]` and `[rows × widest / 32]` twice.
  let quants: UnsafeMutablePointer<Int8>
  let scales: UnsafeMutablePointer<Float>
  let sums: UnsafeMutablePointer<Float>
  private let buffers: [AlignedBuffer]

  init(_ c: ModelConfiguration, rows: Int) throws(InferenceError) {
    let widest = max(c.width, c.feedForwardWidth, c.queryWidth)
    let blocks = widest / Int(ASSAY_BLOCK) + 1
    let widths = [
      c.width, c.width, c.width, c.queryWidth, c.queryWidth, c.keyValueWidth, c.keyValueWidth,
      c.feedForwardWidth, c.feedForwardWidth, blocks, blocks,
    ]
    var buffers: [AlignedBuffer] = []
    for width in widths { buffers.append(try AlignedBuffer(byteCount: rows * width * 4)) }
    let bytes = try AlignedBuffer(byteCount: 2 * rows * widest)
    let halves = try AlignedBuffer(byteCount: 2 * rows * widest)
    stream = buffers[0].floats
    normed = buffers[1].floats
    projected = buffers[2].floats
    queries = buffers[3].floats
    mixed = buffers[4].floats
    keys = buffers[5].floats
    values = buffers[6].floats
    gate = buffers[7].floats
    up = buffers[8].floats
    scales = buffers[9].floats
    sums = buffers[10].floats
    quants = bytes.start.assumingMemoryBound(to: Int8.self)
    rounded = halves.start.assumingMemoryBound(to: UInt16.self)
    self.buffers = buffers + [bytes, halves]
  }
}

internal import CKernels

/// Quantisation of a row of activations as wide as SmolLM2-135M's feed-forward block.
func registerRowQuantization(_ set: InstructionSet) {
  let count = 1536
  register("quantize_row_\(count)_\(set.name)", [.floatBytes(4 * count)]) {
    let blocks = count / Int(ASSAY_BLOCK)
    let x = Buffer<Float>.random(count)
    let quants = Buffer<Int8>(count: 2 * count, repeating: 0)
    let (scales, sums) = (Buffer<Float>.zeros(blocks), Buffer<Float>.zeros(blocks))
    return {
      set.kernels.quantize_row(x.start, count, quants.start, scales.start, sums.start)
    }
  }
}

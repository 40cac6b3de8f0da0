internal import CKernels

/// RMSNorm of a row as wide as SmolLM2-135M's residual stream.
func registerNormalization(_ set: InstructionSet) {
  let count = 576
  register("rms_norm_\(count)_\(set.name)", [.floatBytes(4 * count)]) {
    let (x, weight) = (Buffer<Float>.random(count), Buffer<Float>.random(count))
    let y = Buffer<Float>.zeros(count)
    return { set.kernels.rms_norm(y.start, x.start, weight.start, count, 1e-5) }
  }
}

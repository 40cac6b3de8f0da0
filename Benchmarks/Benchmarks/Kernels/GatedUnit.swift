internal import CKernels

/// SwiGLU of a row as wide as SmolLM2-135M's feed-forward block.
func registerGatedUnit(_ set: InstructionSet) {
  let count = 1536
  register("swiglu_\(count)_\(set.name)", [.floatBytes(8 * count)]) {
    let up = Buffer<Float>.random(count, scale: 4)
    let gate = Buffer<Float>.random(count, scale: 4)
    let input = Buffer<Float>.random(count, scale: 4)
    return {
      // In place, the values would sink to 0, below the numbers that processors are fast with.
      gate.start.update(from: input.start, count: count)
      set.kernels.swiglu(gate.start, up.start, count)
    }
  }
}

internal import CKernels

/// The log-sum-exp over as many logits as the output layer reduces at once.
func registerLogSumExp(_ set: InstructionSet) {
  let count = 1024
  register("log_sum_exp_\(count)_\(set.name)", [.floatBytes(4 * count)]) {
    let logits = Buffer<Float>.random(count, scale: 20)
    return {
      var maximum = -Float.infinity
      var sum = 0.0
      var best: Int32 = -1
      set.kernels.log_sum_exp(logits.start, count, 0, &maximum, &sum, &best)
    }
  }
}

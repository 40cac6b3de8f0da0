internal import Benchmark

/// Everything that this target measures: each kernel in each instruction set that the processor runs.
///
/// Names have no spaces: the library writes a file of thresholds under another name then than it
/// reads.
let benchmarks: @Sendable () -> Void = {
  for set in InstructionSet.available {
    registerAttention(set)
    registerLogSumExp(set)
    registerMatrixProducts(set)
    registerNormalization(set)
    registerGatedUnit(set)
    registerRowQuantization(set)
  }
}

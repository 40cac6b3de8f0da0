internal import CKernels

/// The kernels of one instruction set.
struct InstructionSet {
  /// As `assay_kernels_named` knows it.
  let name: String
  let kernels: assay_kernels

  /// Those that this processor runs, the best first.
  static var available: [InstructionSet] {
    let names = ["avx512-bf16", "avx512-vnni", "avx2", "neon-i8mm", "neon-dotprod", "portable"]
    return names.compactMap { name in
      assay_kernels_named(name).map { InstructionSet(name: name, kernels: $0.pointee) }
    }
  }
}

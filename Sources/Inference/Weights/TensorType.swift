/// How a tensor's values lie in a GGUF file.
struct TensorType: Sendable, Equatable {
  /// The number in the file.
  let id: UInt32
  let name: String
  /// Values that are stored together.
  let blockSize: Int
  /// Bytes of one block.
  let blockBytes: Int
  /// Whether this engine reads it.
  let isSupported: Bool

  /// The type with a number, if the format defines it.
  static func named(by id: UInt32) -> TensorType? {
    all.first { $0.id == id }
  }

  private init(_ id: UInt32, _ name: String, _ size: Int, _ bytes: Int, supported: Bool = false) {
    self.id = id
    self.name = name
    self.blockSize = size
    self.blockBytes = bytes
    self.isSupported = supported
  }

  /// Every type that llama.cpp writes (`ggml.h`, `enum ggml_type`).
  static let all: [TensorType] = [
    TensorType(0, "F32", 1, 4, supported: true),
    TensorType(1, "F16", 1, 2, supported: true),
    TensorType(2, "Q4_0", 32, 18, supported: true),
    TensorType(3, "Q4_1", 32, 20, supported: true),
    TensorType(6, "Q5_0", 32, 22),
    TensorType(7, "Q5_1", 32, 24),
    TensorType(8, "Q8_0", 32, 34, supported: true),
    TensorType(9, "Q8_1", 32, 36),
    TensorType(10, "Q2_K", 256, 84),
    TensorType(11, "Q3_K", 256, 110),
    TensorType(12, "Q4_K", 256, 144),
    TensorType(13, "Q5_K", 256, 176),
    TensorType(14, "Q6_K", 256, 210),
    TensorType(15, "Q8_K", 256, 292),
    TensorType(16, "IQ2_XXS", 256, 66),
    TensorType(17, "IQ2_XS", 256, 74),
    TensorType(18, "IQ3_XXS", 256, 98),
    TensorType(19, "IQ1_S", 256, 50),
    TensorType(20, "IQ4_NL", 32, 18),
    TensorType(21, "IQ3_S", 256, 110),
    TensorType(22, "IQ2_S", 256, 82),
    TensorType(23, "IQ4_XS", 256, 136),
    TensorType(24, "I8", 1, 1),
    TensorType(25, "I16", 1, 2),
    TensorType(26, "I32", 1, 4),
    TensorType(27, "I64", 1, 8),
    TensorType(28, "F64", 1, 8),
    TensorType(29, "IQ1_M", 256, 56),
    TensorType(30, "BF16", 1, 2, supported: true),
    TensorType(34, "TQ1_0", 256, 54),
    TensorType(35, "TQ2_0", 256, 66),
    TensorType(39, "MXFP4", 32, 17),
  ]
}

/// Keys and values of tokens, one slot a token, in any order.
final class KeyValueCache: Sendable {
  /// How many tokens fit.
  let slots: Int
  /// Head size rounded up to a multiple of 16; what is beyond the head's values stays 0.
  let paddedHeadSize: Int
  /// Floats from one slot to the next.
  let slotStride: Int
  private let keys: AlignedBuffer
  private let values: AlignedBuffer

  /// Bytes that one token takes in all layers.
  static func slotBytes(_ configuration: ModelConfiguration) -> Int {
    let padded = (configuration.headSize + 15) / 16 * 16
    return 2 * configuration.layers * configuration.keyValueHeads * padded * 4
  }

  init(_ configuration: ModelConfiguration, slots: Int) throws(InferenceError) {
    self.slots = slots
    paddedHeadSize = (configuration.headSize + 15) / 16 * 16
    slotStride = configuration.keyValueHeads * paddedHeadSize
    let bytes = configuration.layers * slots * slotStride * MemoryLayout<Float>.size
    keys = try AlignedBuffer(byteCount: bytes)
    values = try AlignedBuffer(byteCount: bytes)
  }

  /// The keys of a layer, `[slots × slotStride]`.
  func keys(layer: Int) -> UnsafeMutablePointer<Float> {
    keys.floats + layer * slots * slotStride
  }

  /// The values of a layer, `[slots × slotStride]`.
  func values(layer: Int) -> UnsafeMutablePointer<Float> {
    values.floats + layer * slots * slotStride
  }
}

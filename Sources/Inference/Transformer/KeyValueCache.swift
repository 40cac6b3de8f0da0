internal import CKernels

/// Keys and values of tokens, one slot a token, in any order.
final class KeyValueCache: Sendable {
  /// How a value is stored.
  enum Element: Sendable {
    case float16, float32

    /// `fast` halves the memory that attention reads; `exact` rounds nothing.
    init(_ precision: Precision) {
      self = precision == .exact ? .float32 : .float16
    }

    var bytes: Int { self == .float32 ? 4 : 2 }
  }

  /// How many tokens fit.
  let slots: Int
  let element: Element
  /// Head size rounded up to a multiple of 16: values from one slot of a head to the next.
  ///
  /// What is beyond the head's values stays 0.
  let paddedHeadSize: Int
  private let heads: Int
  private let keys: AlignedBuffer
  private let values: AlignedBuffer

  /// Bytes that one token takes in all layers.
  static func slotBytes(_ configuration: ModelConfiguration, _ element: Element) -> Int {
    let padded = (configuration.headSize + 15) / 16 * 16
    return 2 * configuration.layers * configuration.keyValueHeads * padded * element.bytes
  }

  init(
    _ configuration: ModelConfiguration, slots: Int, element: Element
  ) throws(InferenceError) {
    self.slots = slots
    self.element = element
    paddedHeadSize = (configuration.headSize + 15) / 16 * 16
    heads = configuration.keyValueHeads
    let bytes = slots * KeyValueCache.slotBytes(configuration, element) / 2
    keys = try AlignedBuffer(byteCount: bytes)
    values = try AlignedBuffer(byteCount: bytes)
  }

  /// The keys of a head of a layer, `[slots × paddedHeadSize]`.
  func keys(layer: Int, head: Int) -> UnsafeMutableRawPointer {
    keys.start + offset(layer, head, slot: 0)
  }

  /// The values of a head of a layer, `[slots × paddedHeadSize]`.
  func values(layer: Int, head: Int) -> UnsafeMutableRawPointer {
    values.start + offset(layer, head, slot: 0)
  }

  /// Stores a token's keys and values, `headSize` floats each.
  func store(
    key: UnsafePointer<Float>, value: UnsafePointer<Float>, count: Int, layer: Int, head: Int,
    slot: Int, kernels: UnsafePointer<assay_kernels>
  ) {
    let place = offset(layer, head, slot: slot)
    switch element {
    case .float32:
      let bytes = count * MemoryLayout<Float>.size
      (keys.start + place).copyMemory(from: key, byteCount: bytes)
      (values.start + place).copyMemory(from: value, byteCount: bytes)
    case .float16:
      func narrow(_ x: UnsafePointer<Float>, to target: UnsafeMutableRawPointer) {
        kernels.pointee.narrow(target.assumingMemoryBound(to: UInt16.self), x, count)
      }
      narrow(key, to: keys.start + place)
      narrow(value, to: values.start + place)
    }
  }

  private func offset(_ layer: Int, _ head: Int, slot: Int) -> Int {
    (((layer * heads + head) * slots) + slot) * paddedHeadSize * element.bytes
  }
}

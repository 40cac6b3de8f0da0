/// The memory of all packed weights: one stretch, so that large pages hold them.
///
/// Parts are taken while weights are loaded, by one thread.
final class WeightStorage {
  /// A stretch of the memory, which it keeps alive.
  struct Part: Sendable {
    fileprivate let buffer: AlignedBuffer
    fileprivate let offset: Int

    var start: UnsafeMutableRawPointer { buffer.start + offset }
  }

  private let buffer: AlignedBuffer
  private var used = 0
  private static let alignment = 64

  /// - Parameter parts: Bytes of each part that will be taken.
  /// - Throws: `InferenceError` when the system refuses.
  init(parts: [Int]) throws(InferenceError) {
    let total = parts.reduce(0) { $0 + WeightStorage.padded($1) }
    buffer = try AlignedBuffer(byteCount: total, largePages: true)
  }

  /// The next stretch of `byteCount` bytes.
  func take(_ byteCount: Int) -> Part {
    let part = Part(buffer: buffer, offset: used)
    used += WeightStorage.padded(byteCount)
    precondition(used <= buffer.byteCount, "the weights are larger than was announced")
    return part
  }

  private static func padded(_ byteCount: Int) -> Int {
    (byteCount + alignment - 1) / alignment * alignment
  }
}

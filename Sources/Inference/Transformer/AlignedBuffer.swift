internal import Foundation

/// Memory for numbers, aligned to cache lines, zeroed, freed with the object.
///
/// `@unchecked Sendable`: who writes to it when is the owner's care.
final class AlignedBuffer: @unchecked Sendable {
  let start: UnsafeMutableRawPointer
  let byteCount: Int

  /// Reserves memory; pages that are never touched cost nothing.
  ///
  /// - Parameters:
  ///   - byteCount: At least 0.
  ///   - largePages: Spares the processor most look-ups of addresses in memory that is used whole;
  ///     where it is used in places, each of them would take a large page.
  /// - Throws: `InferenceError` when the system refuses.
  init(byteCount: Int, largePages: Bool = false) throws(InferenceError) {
    let length = max(byteCount, 1)
    let flags = MAP_PRIVATE | MAP_ANONYMOUS | Int32(MAP_NORESERVE)
    guard let address = mmap(nil, length, PROT_READ | PROT_WRITE, flags, -1, 0),
      address != MAP_FAILED
    else {
      throw InferenceError(
        .resources, "the system has no \(length) bytes to give",
        remedy: "Use a smaller checkpoint, `--precision fast` or a machine with more memory")
    }
    // Only a wish: a system without them goes on with small ones.
    if largePages { _ = madvise(address, length, MADV_HUGEPAGE) }
    self.start = address
    self.byteCount = length
  }

  deinit {
    munmap(start, byteCount)
  }

  /// The memory as floats.
  var floats: UnsafeMutablePointer<Float> {
    start.assumingMemoryBound(to: Float.self)
  }
}

import CKernels
import Testing

/// The thread pool runs every piece once, whatever the number of threads.
struct PoolTests {
  @Test(arguments: [1, 2, 3, 8])
  func runsEveryPieceOnce(threads: Int32) throws {
    let pool = try #require(assay_pool_create(threads))
    defer { assay_pool_destroy(pool) }
    for pieces in [0, 1, 2, 7, 1000] {
      var counts = [Int32](repeating: 0, count: max(pieces, 1))
      for _ in 0..<50 {
        counts.withUnsafeMutableBufferPointer { buffer in
          assay_pool_run(
            pool, Int32(pieces),
            { context, piece in
              context?.assumingMemoryBound(to: Int32.self)[Int(piece)] += 1
            }, buffer.baseAddress)
        }
      }
      #expect(counts.prefix(pieces).allSatisfy { $0 == 50 })
    }
  }
}

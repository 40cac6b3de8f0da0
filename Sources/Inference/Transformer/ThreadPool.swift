internal import CKernels

/// Threads that stay and share out numbered pieces of work.
///
/// `@unchecked Sendable`: `run` is called by one thread at a time, its owner's care.
final class ThreadPool: @unchecked Sendable {
  let threads: Int
  private let pool: OpaquePointer

  init(threads: Int) throws(InferenceError) {
    guard let pool = assay_pool_create(Int32(threads)) else {
      throw InferenceError(.resources, "cannot start \(threads) threads")
    }
    self.threads = threads
    self.pool = pool
  }

  deinit {
    assay_pool_destroy(pool)
  }

  /// Calls `body` once for each piece, on any thread, and returns when all are done.
  func run(_ pieces: Int, _ body: (Int) -> Void) {
    withoutActuallyEscaping(body) { body in
      var body = body
      withUnsafeMutablePointer(to: &body) { context in
        assay_pool_run(
          pool, Int32(pieces),
          { context, piece in
            context?.assumingMemoryBound(to: ((Int) -> Void).self).pointee(Int(piece))
          }, context)
      }
    }
  }

  /// Divides `count` items into runs, some for each thread, and calls `body` with each run.
  ///
  /// - Parameters:
  ///   - count: How many items.
  ///   - smallest: Items of a run at least, so that sharing out costs less than the work.
  ///   - share: Runs a thread, where there are items enough: more of them end closer together.
  ///   - body: Gets each run once, on any thread.
  func runRanges(
    _ count: Int, atLeast smallest: Int = 1, share: Int = 4, _ body: (Range<Int>) -> Void
  ) {
    guard count > 0 else { return }
    let size = max(smallest, (count + threads * share - 1) / (threads * share))
    run((count + size - 1) / size) { piece in
      body(piece * size..<min(count, (piece + 1) * size))
    }
  }
}

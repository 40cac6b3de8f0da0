import CZlib
import Evaluation

/// Compresses bytes to a gzip stream, the same bytes for the same input.
enum Gzip {
  /// One gzip member with zlib's best compression, no name and no time.
  ///
  /// - Parameters:
  ///   - bytes: what to compress.
  ///   - file: the file it goes into, for the failure.
  /// - Returns: the stream.
  /// - Throws: `Failure` (`internal`) where zlib refuses.
  static func compress(_ bytes: [UInt8], for file: String) throws(Failure) -> [UInt8] {
    var stream = z_stream()
    // 15 window bits and 16 for the gzip wrapper.
    guard
      deflateInit2_(
        &stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY, zlibVersion(),
        CInt(MemoryLayout<z_stream>.size)) == Z_OK
    else { throw refusal(file) }
    defer { deflateEnd(&stream) }
    let capacity = Int(deflateBound(&stream, UInt(bytes.count)))
    var input = bytes
    let inputCount = bytes.count
    var isComplete = false
    let output = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      input.withUnsafeMutableBufferPointer { input in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(inputCount)
        stream.next_out = buffer.baseAddress
        stream.avail_out = UInt32(capacity)
        isComplete = deflate(&stream, Z_FINISH) == Z_STREAM_END
      }
      count = capacity - Int(stream.avail_out)
    }
    guard isComplete else { throw refusal(file) }
    return output
  }

  private static func refusal(_ file: String) -> Failure {
    Failure(
      .internal, "zlib would not compress a part of \(file)",
      remedy: "Please report this with the run's results.json")
  }
}

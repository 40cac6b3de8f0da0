internal import CZlib

/// Decompresses gzip files (RFC 1952) of one or more members, up to a size.
enum GzipInflater {
  private static let chunk = 1 << 18

  /// Decompresses a whole file.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - limit: The most bytes of the result.
  ///   - file: The file's name for messages.
  /// - Returns: The decompressed bytes.
  /// - Throws: `Failure` (`badData`) where it is damaged, truncated or too large.
  static func inflate(_ bytes: [UInt8], limit: Int, file: String) throws(Failure) -> [UInt8] {
    var output: [UInt8] = []
    var offset = 0
    repeat {
      offset += try member(bytes, from: offset, into: &output, limit: limit, file: file)
    } while offset < bytes.count && bytes[offset] == 0x1F
    guard bytes[offset...].allSatisfy({ $0 == 0 }) else {
      throw damaged(file, "bytes follow the end of the compressed data")
    }
    return output
  }

  /// Decompresses one member and returns how many bytes it takes.
  private static func member(
    _ bytes: [UInt8], from offset: Int, into output: inout [UInt8], limit: Int, file: String
  ) throws(Failure) -> Int {
    var stream = z_stream()
    let gzipWindow = 16 + MAX_WBITS
    guard
      inflateInit2_(&stream, gzipWindow, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else {
      throw Failure(.internal, "zlib could not be started for \(file)")
    }
    defer { inflateEnd(&stream) }
    var buffer = [UInt8](repeating: 0, count: chunk)
    var consumed = offset
    var status = Z_OK
    while status != Z_STREAM_END {
      let step = pass(&stream, bytes, from: consumed, &buffer)
      status = step.status
      consumed += step.read
      output += buffer[..<step.written]
      guard output.count <= limit else {
        throw Failure(
          .badData, "\(file) holds more than the \(limit) bytes that are read",
          at: Place(file: file), remedy: "Split it.")
      }
      guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
        throw damaged(file, "the compressed data is damaged")
      }
      if step.read == 0, step.written == 0, status != Z_STREAM_END {
        throw damaged(file, "the compressed data ends early")
      }
    }
    return consumed - offset
  }

  /// One call of zlib: reads `bytes[from...]`, at most 1 GiB of it, and writes to `buffer`.
  ///
  /// The pointers live for the call alone; `avail_in` and `avail_out` are the arrays' own counts.
  private static func pass(
    _ stream: inout z_stream, _ bytes: [UInt8], from: Int, _ buffer: inout [UInt8]
  ) -> (status: Int32, read: Int, written: Int) {
    bytes.withUnsafeBufferPointer { input in
      buffer.withUnsafeMutableBufferPointer { output in
        let available = min(input.count - from, 1 << 30)
        stream.next_in = input.baseAddress.map { UnsafeMutablePointer(mutating: $0 + from) }
        stream.avail_in = UInt32(available)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        let status = CZlib.inflate(&stream, Z_NO_FLUSH)
        return (status, available - Int(stream.avail_in), output.count - Int(stream.avail_out))
      }
    }
  }

  private static func damaged(_ file: String, _ message: String) -> Failure {
    Failure(
      .badData, message, at: Place(file: file), remedy: "Fetch or compress the file again.")
  }
}

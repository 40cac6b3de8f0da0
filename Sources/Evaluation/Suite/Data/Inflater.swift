internal import CZlib

/// Decompresses one stream of deflated bytes (RFC 1951), bare or inside gzip (RFC 1952).
final class Inflater {
  /// What the stream is wrapped in.
  enum Wrapping {
    case gzip
    /// As in a zip archive.
    case none
  }

  /// What one piece of input gave.
  struct Step {
    /// How many bytes of the input were used.
    var read: Int
    var isFinished: Bool
  }

  private var stream = z_stream()
  private var buffer = [UInt8](repeating: 0, count: 1 << 18)
  private let file: String

  /// Makes a decompressor.
  ///
  /// - Parameters:
  ///   - wrapping: What the stream is wrapped in.
  ///   - file: The file's name for messages.
  /// - Throws: `Failure` (`internal`) where zlib refuses.
  init(_ wrapping: Wrapping, file: String) throws(Failure) {
    self.file = file
    let window = wrapping == .gzip ? 16 + MAX_WBITS : -MAX_WBITS
    let size = Int32(MemoryLayout<z_stream>.size)
    guard inflateInit2_(&stream, window, ZLIB_VERSION, size) == Z_OK else {
      throw Failure(.internal, "zlib could not be started for \(file)")
    }
  }

  deinit {
    inflateEnd(&stream)
  }

  /// Begins another stream.
  func restart() {
    inflateReset(&stream)
  }

  /// Decompresses a piece of the input up to the stream's end.
  ///
  /// - Parameters:
  ///   - input: At most 1 GiB.
  ///   - use: Gets what comes out, piece by piece.
  /// - Returns: How far it got.
  /// - Throws: `Failure` (`badData`) where it is damaged, and what `use` throws.
  func feed(
    _ input: ArraySlice<UInt8>, _ use: (ArraySlice<UInt8>) throws(Failure) -> Void
  ) throws(Failure) -> Step {
    var read = 0
    while true {
      let pass = pass(input.dropFirst(read))
      read += pass.read
      try use(buffer[..<pass.written])
      if pass.status == Z_STREAM_END { return Step(read: read, isFinished: true) }
      guard pass.status == Z_OK || pass.status == Z_BUF_ERROR else {
        throw Inflater.damaged(file, "the compressed data is damaged")
      }
      if read == input.count, pass.written < buffer.count {
        return Step(read: read, isFinished: false)
      }
    }
  }

  /// One call of zlib, from `input` to `buffer`.
  ///
  /// The pointers live for the call alone; `avail_in` and `avail_out` are the arrays' own counts.
  private func pass(_ input: ArraySlice<UInt8>) -> (status: Int32, read: Int, written: Int) {
    input.withUnsafeBufferPointer { input in
      buffer.withUnsafeMutableBufferPointer { output in
        let available = min(input.count, 1 << 30)
        stream.next_in = input.baseAddress.map { UnsafeMutablePointer(mutating: $0) }
        stream.avail_in = UInt32(available)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        let status = CZlib.inflate(&stream, Z_NO_FLUSH)
        return (status, available - Int(stream.avail_in), output.count - Int(stream.avail_out))
      }
    }
  }

  static func damaged(_ file: String, _ message: String) -> Failure {
    Failure(
      .badData, message, at: Place(file: file), remedy: "Fetch or compress the file again.")
  }
}

/// A checksum that tells whether bytes are still the same (CRC-32).
enum Checksum {
  static func of(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    update(0, bytes)
  }

  /// The checksum of what was summed before and further bytes, at most 4 GiB.
  static func update(_ sum: UInt32, _ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.withUnsafeBufferPointer { buffer in
      UInt32(truncatingIfNeeded: crc32_z(UInt(sum), buffer.baseAddress, buffer.count))
    }
  }
}

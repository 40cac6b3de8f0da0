/// Decompresses gzip files (RFC 1952) of one or more members, up to a size.
enum GzipInflater {
  /// The most bytes that a compressed file may hold: 16 GiB.
  static let limit = 16 << 30

  /// Decompresses a whole file.
  ///
  /// - Parameters:
  ///   - source: The file.
  ///   - limit: The most bytes of the result.
  ///   - file: The file's name for messages.
  /// - Returns: The decompressed bytes, in memory where they are few.
  /// - Throws: `Failure` (`badData`) where it is damaged, truncated or too large.
  static func inflate(
    _ source: ByteSource, limit: Int = limit, file: String
  ) throws(Failure) -> ByteSource {
    let inflater = try Inflater(.gzip, file: file)
    let spool = ByteSpool()
    var position = 0
    var isInside = true
    while isInside {
      let bytes = source.read(position..<position + ByteSource.block)
      guard !bytes.isEmpty else { throw Inflater.damaged(file, "the compressed data ends early") }
      let step = try inflater.feed(bytes[...]) { piece throws(Failure) in
        guard spool.count + piece.count <= limit else {
          throw Failure(
            .badData, "\(file) holds more than the \(limit) bytes that are read",
            at: Place(file: file), remedy: "Split it.")
        }
        try spool.append(piece)
      }
      position += step.read
      guard step.isFinished else { continue }
      isInside = source.read(position..<position + 1) == [0x1F]
      if isInside { inflater.restart() }
    }
    guard isPadding(source, from: position) else {
      throw Inflater.damaged(file, "bytes follow the end of the compressed data")
    }
    return try spool.finish()
  }

  private static func isPadding(_ source: ByteSource, from start: Int) -> Bool {
    var position = start
    while position < source.count {
      let bytes = source.read(position..<position + ByteSource.block)
      guard !bytes.isEmpty, bytes.allSatisfy({ $0 == 0 }) else { return false }
      position += bytes.count
    }
    return true
  }
}

import Foundation

/// Finds where the rows of a file begin and end, reading it once, block by block.
struct RowScanner {
  let source: ByteSource
  /// Where the rows begin: behind a byte order mark.
  let start: Int
  let file: String

  /// Makes a scanner of a file's rows.
  init(_ source: ByteSource, file: String) {
    self.source = source
    self.file = file
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    start = source.read(0..<mark.count) == mark ? mark.count : 0
  }

  /// Where a row ends within a block.
  struct RowEnd {
    /// The end of its bytes.
    var end: Int
    /// Where the next row begins.
    var next: Int
    /// The line breaks from its beginning to the next row's.
    var lines: Int
  }

  /// One row a line.
  ///
  /// - Parameter keepsBlank: Whether a line of white space is a row.
  /// - Returns: The rows without their line feeds.
  /// - Throws: `Failure` where a row is too long.
  func lines(keepsBlank: Bool) throws(Failure) -> RowIndex {
    try index { bytes, first, _ in
      guard let end = bytes.firstIndex(of: UInt8(ascii: "\n"), from: first) else { return nil }
      return RowEnd(end: end, next: end + 1, lines: 1)
    } skipping: { row in
      !keepsBlank && row.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
    }
  }

  /// The lines of a table; a quoted field may hold line breaks, and empty lines are left out.
  func delimited(_ separator: UInt8) throws(Failure) -> RowIndex {
    try index { bytes, first, isLast in
      DelimitedRow.end(bytes, from: first, separator: separator, isLast: isLast)
    } skipping: { row in
      row.isEmpty
    }
  }

  /// Goes through the file with a function that finds the end of the row at an offset, or `nil` where
  /// the block ends before.
  private func index(
    _ rowEnd: (_ bytes: [UInt8], _ first: Int, _ isLast: Bool) -> RowEnd?,
    skipping isSkipped: (ArraySlice<UInt8>) -> Bool
  ) throws(Failure) -> RowIndex {
    var index = RowIndex()
    var position = start
    var line = 1
    var block = ByteSource.block
    while position < source.count {
      let bytes = source.read(position..<position + block)
      let isLast = position + bytes.count >= source.count || bytes.count < block
      var first = 0
      while first < bytes.count {
        var found = rowEnd(bytes, first, isLast)
        if found == nil, isLast { found = RowEnd(end: bytes.count, next: bytes.count, lines: 1) }
        guard let row = found else { break }
        if !isSkipped(bytes[first..<row.end]) {
          try index.append(bytes[first..<row.end], at: position + first, line: line, file: file)
        }
        first = row.next
        line += row.lines
      }
      if isLast { break }
      position += first
      // A row longer than the block: try again with more of it.
      block = first == 0 ? block * 2 : ByteSource.block
      guard block <= RowIndex.rowLimit * 2 else { throw RowIndex.tooLong(line, file: file) }
    }
    return index
  }
}

extension [UInt8] {
  /// The first place of a byte from an offset on.
  func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    withUnsafeBytes { buffer in
      guard start < buffer.count, let base = buffer.baseAddress,
        let found = memchr(base + start, Int32(byte), buffer.count - start)
      else { return nil }
      return UnsafeRawPointer(found) - base
    }
  }
}

/// Where the rows of a file are: 20 bytes a row.
struct RowIndex: Sendable {
  /// Where a row is, and what it was when the file was read.
  struct Entry: Equatable {
    /// In bytes of the file.
    var range: Range<Int>
    /// The line on which it begins, from 1.
    var line: Int
    /// CRC-32 of its bytes.
    var checksum: UInt32
  }

  private var offsets: [Int] = []
  private var lengths: [UInt32] = []
  private var lines: [UInt32] = []
  private var checksums: [UInt32] = []

  /// The longest row in bytes: 256 MiB.
  static let rowLimit = 256 << 20

  var count: Int { offsets.count }

  /// Adds a row.
  ///
  /// - Parameters:
  ///   - bytes: The row.
  ///   - offset: Where it begins in the file.
  ///   - line: The line on which it begins.
  ///   - file: For messages.
  /// - Throws: `Failure` where the row or the file is too large.
  mutating func append(
    _ bytes: ArraySlice<UInt8>, at offset: Int, line: Int, file: String
  ) throws(Failure) {
    guard bytes.count <= RowIndex.rowLimit, let number = UInt32(exactly: line) else {
      throw RowIndex.tooLong(line, file: file)
    }
    offsets.append(offset)
    lengths.append(UInt32(bytes.count))
    lines.append(number)
    checksums.append(Checksum.of(bytes))
  }

  /// Takes the first row out, such as a table's header.
  mutating func removeFirst() -> Entry? {
    guard count > 0 else { return nil }
    let first = self[0]
    offsets.removeFirst()
    lengths.removeFirst()
    lines.removeFirst()
    checksums.removeFirst()
    return first
  }

  static func tooLong(_ line: Int, file: String) -> Failure {
    Failure(
      .badData, "the row that begins here is longer than \(rowLimit) bytes",
      at: Place(file: file, line: line), remedy: "Split it.")
  }

  subscript(row: Int) -> Entry {
    Entry(
      range: offsets[row]..<offsets[row] + Int(lengths[row]), line: Int(lines[row]),
      checksum: checksums[row])
  }
}

import Patterns

/// Where a text is cut into rows: before each match of a regular expression; a line feed right before
/// a match belongs to neither side.
struct RowSplit: Sendable {
  let pattern: Pattern

  /// Cuts a text.
  ///
  /// - Parameters:
  ///   - text: The text of a file, as UTF-8.
  ///   - split: Where to cut it; `nil` leaves it whole.
  ///   - field: The name of the rows' field.
  ///   - source: The file.
  /// - Returns: A row a part that is not white space alone.
  /// - Throws: `Failure` where the text is not UTF-8 or the search takes too long.
  static func records(
    _ text: [UInt8], _ split: RowSplit?, field: String, source: SourceName
  ) throws(Failure) -> [DataRecord] {
    var records: [DataRecord] = []
    var line = 1
    let parts = try parts(text, split, source)
    for (index, range) in parts.enumerated() {
      let isCut = index + 1 < parts.count && text[range].last == UInt8(ascii: "\n")
      let own = range.lowerBound..<range.upperBound - (isCut ? 1 : 0)
      let part = try RowParser.text(text, own, line, source)
      if part.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) {
        records.append(
          DataRecord(
            source: source, line: line, members: [JSONValue.Member(field, .string(part))]))
      }
      line += text[range].count { $0 == UInt8(ascii: "\n") }
    }
    return records
  }

  private static func parts(
    _ text: [UInt8], _ split: RowSplit?, _ source: SourceName
  ) throws(Failure) -> [Range<Int>] {
    guard let split else { return [text.indices] }
    var starts = [0]
    // PCRE2 wants valid UTF-8.
    _ = try RowParser.text(text, text.indices, 1, source)
    do throws(PatternError) {
      starts += try split.pattern.matchRanges(inUTF8: text).map(\.lowerBound).filter { $0 > 0 }
    } catch {
      throw Failure(
        .badData, "data.split fails: \(error.message)", at: Place(file: source.path),
        remedy: "Write a simpler pattern.")
    }
    return zip(starts, starts.dropFirst() + [text.count]).map { $0..<$1 }
  }
}

/// One row of comma- or tab-separated values (RFC 4180).
///
/// A field that begins with a quote ends at the next single quote and may hold separators, line breaks
/// and doubled quotes; in other fields a quote is a character. Lines end in LF, CR LF or CR. Every
/// value is a text.
struct DelimitedRow {
  private let bytes: [UInt8]
  private let range: Range<Int>
  private let separator: UInt8
  private let file: String
  private var line: Int
  private var lineStart: Int
  private var position: Int
  private var starts: [Start] = []

  /// Where a field begins, kept until a message needs its column.
  private struct Start {
    var offset: Int
    var line: Int
    var lineStart: Int
  }

  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  /// Makes a reader of one row.
  ///
  /// - Parameters:
  ///   - bytes: Holds the row.
  ///   - range: Where, without the line end behind it.
  ///   - separator: What stands between fields.
  ///   - line: The line on which it begins.
  ///   - file: For messages.
  init(_ bytes: [UInt8], _ range: Range<Int>, separator: UInt8, line: Int, file: String) {
    self.bytes = bytes
    self.range = range
    self.separator = separator
    self.file = file
    self.line = line
    lineStart = range.lowerBound
    position = range.lowerBound
  }

  /// The values of the row.
  ///
  /// - Parameters:
  ///   - count: How many there must be; `nil` for any number.
  ///   - who: Who says so, as in "the header names".
  /// - Returns: The texts in order.
  /// - Throws: `Failure` with the place of what is wrong.
  mutating func fields(_ count: Int? = nil, who: String = "") throws(Failure) -> [String] {
    var fields: [String] = []
    if let count { fields.reserveCapacity(count) }
    while true {
      starts.append(here)
      fields.append(try field())
      guard position < range.upperBound, bytes[position] == separator else { break }
      position += 1
    }
    if let count, count != fields.count {
      throw Failure(
        .badData, "the row has \(fields.count) fields where \(who) \(count)",
        at: place(ofField: min(fields.count - 1, count)),
        remedy: "Put fields that hold the separator or a line break into double quotes.")
    }
    return fields
  }

  /// Where a field that was read begins.
  func place(ofField index: Int) -> Place {
    place(starts[index])
  }

  private var here: Start { Start(offset: position, line: line, lineStart: lineStart) }

  private func place(_ start: Start) -> Place {
    let column = TextPosition(bytes, from: start.lineStart, to: start.offset).column
    return Place(file: file, line: start.line, column: column)
  }

  private mutating func field() throws(Failure) -> String {
    let start = position
    if start < range.upperBound, bytes[start] == DelimitedRow.quote { return try quoted() }
    while position < range.upperBound, bytes[position] != separator { position += 1 }
    guard let text = String(validating: bytes[start..<position], as: UTF8.self) else {
      position = start
      throw notText(here)
    }
    return text
  }

  private mutating func quoted() throws(Failure) -> String {
    let opening = here
    var content: [UInt8] = []
    position += 1
    while position < range.upperBound {
      let byte = bytes[position]
      if byte == DelimitedRow.quote {
        position += 1
        guard position < range.upperBound, bytes[position] == DelimitedRow.quote else {
          try endQuoted()
          guard let text = String(validating: content, as: UTF8.self) else {
            throw notText(opening)
          }
          return text
        }
      }
      content.append(byte)
      position += 1
      if byte == DelimitedRow.lineFeed {
        line += 1
        lineStart = position
      }
    }
    throw Failure(
      .badData, "the quoted field that begins here does not end", at: place(opening),
      remedy: "Close it with a double quote, and double each quote inside it.")
  }

  /// Checks what follows a closing quote.
  private func endQuoted() throws(Failure) {
    guard position < range.upperBound, bytes[position] != separator else { return }
    throw Failure(
      .badData, "text follows the quote that ends the field", at: place(here),
      remedy: "Double each quote inside a quoted field.")
  }

  private func notText(_ start: Start) -> Failure {
    Failure(
      .badData, "the field that begins here is not valid UTF-8", at: place(start),
      remedy: "Save the file as UTF-8.")
  }
}

// MARK: Ends of rows

extension DelimitedRow {
  /// Finds the end of the row that begins at an offset.
  ///
  /// - Parameters:
  ///   - bytes: A block of the file.
  ///   - first: Where the row begins.
  ///   - separator: What stands between fields.
  ///   - isLast: Whether the file ends where the block does.
  /// - Returns: `nil` where the row does not end inside the block.
  static func end(
    _ bytes: [UInt8], from first: Int, separator: UInt8, isLast: Bool
  ) -> RowScanner.RowEnd? {
    var position = first
    var lines = 1
    var beginsField = true
    while position < bytes.count {
      let byte = bytes[position]
      if byte == lineFeed {
        return RowScanner.RowEnd(end: position, next: position + 1, lines: lines)
      }
      if byte == carriageReturn {
        guard position + 1 < bytes.count || isLast else { return nil }
        let isPair = position + 1 < bytes.count && bytes[position + 1] == lineFeed
        return RowScanner.RowEnd(end: position, next: position + (isPair ? 2 : 1), lines: lines)
      }
      if byte == quote, beginsField {
        guard let close = closing(bytes, from: position, &lines) else { return nil }
        position = close
      }
      beginsField = byte == separator
      position += 1
    }
    return nil
  }

  /// The quote that closes the one at an offset; line breaks between them are counted.
  private static func closing(_ bytes: [UInt8], from opening: Int, _ lines: inout Int) -> Int? {
    var position = opening + 1
    while position < bytes.count {
      if bytes[position] == quote {
        guard position + 1 < bytes.count, bytes[position + 1] == quote else { return position }
        position += 1
      } else if bytes[position] == lineFeed {
        lines += 1
      }
      position += 1
    }
    return nil
  }
}

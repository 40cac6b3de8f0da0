/// Reads data rows written as comma- or tab-separated values (RFC 4180) under a header.
///
/// A field that begins with a quote ends at the next single quote and may hold separators, line breaks
/// and doubled quotes; in other fields a quote is a character. Lines end in LF, CR LF or CR, and
/// empty ones are skipped. Every value is a text. A column without a name, such as the index that
/// pandas writes, is called `column_N`, counted from 1.
enum DelimitedRecords {
  static func read(
    _ bytes: [UInt8], from start: Int, separator: UInt8, file: String
  ) throws(Failures) -> [DataRecord] {
    var scanner = DelimitedScanner(bytes: bytes, start: start, separator: separator, file: file)
    do throws(Failure) {
      guard var header = try scanner.nextLine() else { return [] }
      for (index, name) in header.fields.enumerated() where name.isEmpty {
        header.fields[index] = "column_\(index + 1)"
      }
      try check(header, file: file)
      var records: [DataRecord] = []
      while let line = try scanner.nextLine() {
        records.append(try record(line, header: header, file: file))
      }
      return records
    } catch {
      throw Failures([error])
    }
  }

  private static func check(_ header: DelimitedLine, file: String) throws(Failure) {
    for (index, name) in header.fields.enumerated()
    where header.fields[..<index].contains(name) {
      throw Failure(
        .badData, "the header names the column \"\(name)\" twice",
        at: Place(file: file, line: header.number, column: header.columns[index]),
        remedy: "Give each column its own name in the first line.")
    }
  }

  private static func record(
    _ line: DelimitedLine, header: DelimitedLine, file: String
  ) throws(Failure) -> DataRecord {
    guard line.fields.count == header.fields.count else {
      let column = line.columns[min(line.columns.count - 1, header.fields.count)]
      throw Failure(
        .badData,
        "the row has \(line.fields.count) fields where the header names \(header.fields.count)",
        at: Place(file: file, line: line.number, column: column),
        remedy: "Put fields that hold the separator or a line break into double quotes.")
    }
    let members = zip(header.fields, line.fields).map { JSONValue.Member($0, .string($1)) }
    return DataRecord(line: line.number, members: members)
  }
}

/// The fields of one row.
struct DelimitedLine {
  /// The line on which the row begins, from 1.
  var number: Int
  var fields: [String] = []
  /// Where each field begins, from 1, in Unicode scalars of its own line.
  var columns: [Int] = []
}

/// Splits delimited text into rows.
struct DelimitedScanner {
  private let bytes: [UInt8]
  private let separator: UInt8
  private let file: String
  private var position: Int
  private var line = 1
  private var lineStart: Int

  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  init(bytes: [UInt8], start: Int, separator: UInt8, file: String) {
    self.bytes = bytes
    self.separator = separator
    self.file = file
    position = start
    lineStart = start
  }

  /// The next row that is not an empty line.
  mutating func nextLine() throws(Failure) -> DelimitedLine? {
    while position < bytes.count, isLineEnd(bytes[position]) { endLine() }
    guard position < bytes.count else { return nil }
    var row = DelimitedLine(number: line)
    while true {
      row.columns.append(place(position).column ?? 1)
      row.fields.append(try field())
      guard position < bytes.count, bytes[position] == separator else { break }
      position += 1
    }
    if position < bytes.count { endLine() }
    return row
  }

  private func isLineEnd(_ byte: UInt8) -> Bool {
    byte == DelimitedScanner.lineFeed || byte == DelimitedScanner.carriageReturn
  }

  /// Moves past the line end at the position.
  private mutating func endLine() {
    let wasReturn = bytes[position] == DelimitedScanner.carriageReturn
    position += 1
    if wasReturn, position < bytes.count, bytes[position] == DelimitedScanner.lineFeed {
      position += 1
    }
    line += 1
    lineStart = position
  }

  private func place(_ offset: Int) -> Place {
    let column = TextPosition(bytes, from: lineStart, to: offset).column
    return Place(file: file, line: line, column: column)
  }

  private mutating func field() throws(Failure) -> String {
    if position < bytes.count, bytes[position] == DelimitedScanner.quote { return try quoted() }
    let start = position
    while position < bytes.count, bytes[position] != separator, !isLineEnd(bytes[position]) {
      position += 1
    }
    return try text(Array(bytes[start..<position]), at: place(start))
  }

  private mutating func quoted() throws(Failure) -> String {
    let opening = place(position)
    var content: [UInt8] = []
    position += 1
    while position < bytes.count {
      let byte = bytes[position]
      if byte == DelimitedScanner.quote {
        position += 1
        guard position < bytes.count, bytes[position] == DelimitedScanner.quote else {
          try endQuoted()
          return try text(content, at: opening)
        }
      }
      content.append(byte)
      position += 1
      if byte == DelimitedScanner.lineFeed {
        line += 1
        lineStart = position
      }
    }
    throw Failure(
      .badData, "the quoted field that begins here does not end", at: opening,
      remedy: "Close it with a double quote, and double each quote inside it.")
  }

  /// Checks what follows a closing quote.
  private func endQuoted() throws(Failure) {
    guard position < bytes.count, bytes[position] != separator, !isLineEnd(bytes[position]) else {
      return
    }
    throw Failure(
      .badData, "text follows the quote that ends the field", at: place(position),
      remedy: "Double each quote inside a quoted field.")
  }

  private func text(_ bytes: [UInt8], at place: Place) throws(Failure) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure(
        .badData, "the field that begins here is not valid UTF-8", at: place,
        remedy: "Save the file as UTF-8.")
    }
    return text
  }
}

/// Turns the bytes of one row into its fields.
enum RowParser: Sendable {
  /// A JSON object; the column on which every one begins, where that is known.
  case object(column: Int?)
  /// Values of a table, under these names.
  case delimited(separator: UInt8, names: [String], who: String)
  /// A text, under this name.
  case line(name: String)

  /// Reads a row.
  ///
  /// - Parameters:
  ///   - bytes: Holds the row.
  ///   - range: Where.
  ///   - line: The line on which it begins.
  ///   - source: Its file.
  /// - Returns: The row.
  /// - Throws: `Failure` with line and column of what is wrong.
  func record(
    _ bytes: [UInt8], _ range: Range<Int>, line: Int, source: SourceName
  ) throws(Failure) -> DataRecord {
    switch self {
    case .object(let column):
      let value = try JSONValue.parse(bytes, range: range, file: source.path, firstLine: line)
      let place = Place(file: source.path, line: line, column: column)
      return try RowParser.record(value, at: place, source: source)
    case .delimited(let separator, let names, let who):
      var row = DelimitedRow(bytes, range, separator: separator, line: line, file: source.path)
      let fields = try row.fields(names.count, who: who)
      var members: [JSONValue.Member] = []
      members.reserveCapacity(fields.count)
      for (name, field) in zip(names, fields) {
        members.append(JSONValue.Member(name, .string(field)))
      }
      return DataRecord(source: source, line: line, members: members)
    case .line(let name):
      let end = range.last.map { bytes[$0] == UInt8(ascii: "\r") } ?? false
      let text = range.lowerBound..<range.upperBound - (end ? 1 : 0)
      return DataRecord(
        source: source, line: line,
        members: [
          JSONValue.Member(name, .string(try RowParser.text(bytes, text, line, source)))
        ])
    }
  }

  /// Bytes as a text.
  static func text(
    _ bytes: [UInt8], _ range: Range<Int>, _ line: Int, _ source: SourceName
  ) throws(Failure) -> String {
    guard let text = String(validating: bytes[range], as: UTF8.self) else {
      throw Failure(
        .badData, "the text that begins here is not valid UTF-8",
        at: Place(file: source.path, line: line, column: 1), remedy: "Save the file as UTF-8.")
    }
    return text
  }

  /// A JSON value as a row: an object whose names differ.
  static func record(
    _ value: JSONValue, at place: Place, source: SourceName
  ) throws(Failure) -> DataRecord {
    guard case .object(let members) = value else {
      throw Failure(.badData, "a row must be a JSON object, not \(value.kindName)", at: place)
    }
    for index in members.indices.dropFirst() {
      for other in 0..<index where members[other].name == members[index].name {
        throw Failure(
          .badData, "the row has the field \"\(members[index].name)\" twice", at: place)
      }
    }
    return DataRecord(source: source, line: place.line ?? 1, members: members)
  }
}

/// The header of a table.
enum DelimitedHeader {
  /// The names of a table's columns; one without a name, such as the index that pandas writes, is
  /// called `column_N`, counted from 1.
  ///
  /// - Parameters:
  ///   - bytes: The first line.
  ///   - line: Its number.
  ///   - separator: What stands between fields.
  ///   - file: For messages.
  /// - Returns: The names, in order.
  /// - Throws: `Failure` where a name stands there twice.
  static func names(
    _ bytes: [UInt8], line: Int, separator: UInt8, file: String
  ) throws(Failure) -> [String] {
    var row = DelimitedRow(bytes, bytes.indices, separator: separator, line: line, file: file)
    var names = try row.fields()
    for (index, name) in names.enumerated() where name.isEmpty {
      names[index] = "column_\(index + 1)"
    }
    for (index, name) in names.enumerated() where names[..<index].contains(name) {
      throw Failure(
        .badData, "the header names the column \"\(name)\" twice", at: row.place(ofField: index),
        remedy: "Give each column its own name in the first line, or state data.columns for a file "
          + "without a header.")
    }
    return names
  }
}

/// Reads data rows written as JSON.
enum JSONRecords {
  /// How many wrong lines of a file are told apart before the rest is only counted.
  static let failureLimit = 20

  /// Reads one object a line; lines of white space are skipped.
  static func lines(
    _ bytes: [UInt8], from start: Int, file: String
  ) throws(Failures) -> [DataRecord] {
    var records: [DataRecord] = []
    var failures: [Failure] = []
    var first = start
    var line = 0
    while first < bytes.count, failures.count < failureLimit {
      let end = bytes[first...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      line += 1
      do throws(Failure) {
        if let record = try record(bytes, first..<end, file: file, line: line) {
          records.append(record)
        }
      } catch {
        failures.append(error)
      }
      first = end + 1
    }
    guard failures.isEmpty else { throw Failures(failures) }
    return records
  }

  private static func record(
    _ bytes: [UInt8], _ range: Range<Int>, file: String, line: Int
  ) throws(Failure) -> DataRecord? {
    let isBlank = bytes[range].allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
    if isBlank { return nil }
    let value = try JSONValue.parse(bytes, range: range, file: file, firstLine: line)
    return try record(value, file: file, line: line)
  }

  private static func record(
    _ value: JSONValue, file: String, line: Int
  ) throws(Failure) -> DataRecord {
    guard case .object(let members) = value else {
      throw Failure(
        .badData, "a row must be a JSON object, not \(value.kindName)",
        at: Place(file: file, line: line, column: 1))
    }
    for (index, member) in members.enumerated()
    where members[..<index].contains(where: { $0.name == member.name }) {
      throw Failure(
        .badData, "the row has the field \"\(member.name)\" twice",
        at: Place(file: file, line: line, column: 1))
    }
    return DataRecord(line: line, members: members)
  }

  /// Reads an array of objects.
  static func array(
    _ bytes: [UInt8], from start: Int, file: String
  ) throws(Failures) -> [DataRecord] {
    var reader = JSONReader(bytes: bytes, range: start..<bytes.count)
    do throws(JSONSyntaxError) {
      return try items(&reader, file: file)
    } catch {
      throw Failures([reader.failure(error, file: file, firstLine: 1)])
    }
  }

  private static func items(
    _ reader: inout JSONReader, file: String
  ) throws(JSONSyntaxError) -> [DataRecord] {
    var records: [DataRecord] = []
    var line = LineCounter(reader.bytes, from: reader.start)
    reader.skipWhiteSpace()
    guard reader.take(UInt8(ascii: "[")) else { throw reader.unexpected("an array of rows") }
    reader.skipWhiteSpace()
    if !reader.take(UInt8(ascii: "]")) {
      repeat {
        reader.skipWhiteSpace()
        let offset = reader.position
        let value = try reader.value()
        do throws(Failure) {
          records.append(try record(value, file: file, line: line.advance(to: offset)))
        } catch {
          throw JSONSyntaxError(offset: offset, message: error.message)
        }
        reader.skipWhiteSpace()
      } while reader.take(UInt8(ascii: ","))
      guard reader.take(UInt8(ascii: "]")) else { throw reader.unexpected("\",\" or \"]\"") }
    }
    reader.skipWhiteSpace()
    guard reader.next == nil else { throw reader.unexpected("the end of the file") }
    return records
  }
}

/// Knows the line of ever larger offsets into a text without counting any byte twice.
struct LineCounter {
  private let bytes: [UInt8]
  private var offset: Int
  private var line = 1

  init(_ bytes: [UInt8], from offset: Int) {
    self.bytes = bytes
    self.offset = offset
  }

  mutating func advance(to offset: Int) -> Int {
    while self.offset < offset {
      if bytes[self.offset] == UInt8(ascii: "\n") { line += 1 }
      self.offset += 1
    }
    return line
  }
}

extension JSONValue {
  /// What the value is, in a message.
  var kindName: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .int, .double: "a number"
    case .string: "a text"
    case .array: "a list"
    case .object: "an object"
    }
  }
}

/// Finds the rows of a file that is one JSON document.
struct JSONDocument {
  /// The whole document.
  let bytes: [UInt8]
  /// Where it begins: behind a byte order mark.
  let start: Int
  let source: SourceName

  /// Where the objects of the array are that the document is.
  ///
  /// - Returns: An entry an object.
  /// - Throws: `Failure` with line and column of what is not JSON or no array of objects.
  func index() throws(Failure) -> RowIndex {
    var reader = JSONReader(bytes: bytes, range: start..<bytes.count)
    var lines = LineCounter(bytes, from: start)
    var index = RowIndex()
    do throws(JSONSyntaxError) {
      reader.skipWhiteSpace()
      guard reader.next == UInt8(ascii: "[") else { throw reader.unexpected("an array of rows") }
      var isInside = try reader.enterArray()
      while isInside {
        let first = reader.position
        let value = try reader.value()
        guard case .object = value else {
          throw JSONSyntaxError(
            offset: first, message: "a row must be a JSON object, not \(value.kindName)")
        }
        let line = lines.advance(to: first)
        try JSONDocument.adding(first) { () throws(Failure) in
          try index.append(
            bytes[first..<reader.position], at: first, line: line, file: source.path)
        }
        isInside = try reader.continueArray()
      }
      try reader.finish()
      return index
    } catch {
      throw reader.failure(error, file: source.path, firstLine: 1)
    }
  }

  /// The rows that a path leads to.
  ///
  /// A row has the texts, numbers and flags of the objects that it lies in as fields of its own,
  /// unless it has a field of that name; `parent` is the object around it, so far as it is such
  /// values, with a `parent` in turn.
  ///
  /// - Parameter path: From the document to the rows.
  /// - Returns: The rows in order.
  /// - Throws: `Failure` with line and column of what is not JSON or not as the path says.
  func records(_ path: RowPath) throws(Failure) -> [DataRecord] {
    var walk = RowWalk(document: self, path: path)
    do throws(JSONSyntaxError) {
      try walk.run()
      return walk.records
    } catch {
      throw walk.reader.failure(error, file: source.path, firstLine: 1)
    }
  }

  /// A failure of a row as one of the document.
  static func adding<Result>(
    _ offset: Int, _ work: () throws(Failure) -> Result
  ) throws(JSONSyntaxError) -> Result {
    do throws(Failure) {
      return try work()
    } catch {
      throw JSONSyntaxError(offset: offset, message: error.message)
    }
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

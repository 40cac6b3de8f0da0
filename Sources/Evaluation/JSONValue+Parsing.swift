extension JSONValue {
  /// The deepest nesting of arrays and objects that is read.
  package static let depthLimit = 256

  /// Reads a JSON document (RFC 8259).
  ///
  /// - Parameters:
  ///   - bytes: UTF-8, one value with white space around it.
  ///   - file: The file's name for messages.
  /// - Returns: The value; members keep their order, and repeat where the document repeats them.
  /// - Throws: `Failure` (`badData`) with line and column of the first character that is wrong.
  package static func parse(_ bytes: [UInt8], file: String) throws(Failure) -> JSONValue {
    try parse(bytes, range: bytes.indices, file: file, firstLine: 1)
  }

  /// Reads a JSON document out of a text.
  ///
  /// - Parameters:
  ///   - text: One value with white space around it.
  ///   - file: What the text is called in messages.
  /// - Returns: The value; members keep their order, and repeat where the document repeats them.
  /// - Throws: `Failure` (`badData`) with line and column of the first character that is wrong.
  package static func parse(_ text: String, file: String) throws(Failure) -> JSONValue {
    try parse(Array(text.utf8), file: file)
  }

  /// Reads the document in a part of a file, whose first byte is the first of its line.
  static func parse(
    _ bytes: [UInt8], range: Range<Int>, file: String, firstLine: Int
  ) throws(Failure) -> JSONValue {
    var reader = JSONReader(bytes: bytes, range: range)
    do throws(JSONSyntaxError) {
      return try reader.document()
    } catch {
      throw reader.failure(error, file: file, firstLine: firstLine)
    }
  }
}

/// What is wrong at an offset of a JSON document.
struct JSONSyntaxError: Error {
  let offset: Int
  let message: String
}

/// A recursive-descent reader of JSON over bytes, bounded in depth.
struct JSONReader {
  let bytes: [UInt8]
  let start: Int
  let end: Int
  private(set) var position: Int
  private var depth = 0

  init(bytes: [UInt8], range: Range<Int>) {
    self.bytes = bytes
    start = range.lowerBound
    end = range.upperBound
    position = range.lowerBound
  }

  /// The error with its line and column.
  func failure(_ error: JSONSyntaxError, file: String, firstLine: Int) -> Failure {
    let place = TextPosition(bytes, from: start, to: error.offset, firstLine: firstLine)
    return Failure(
      .badData, error.message, at: Place(file: file, line: place.line, column: place.column))
  }

  /// The one value of a document.
  mutating func document() throws(JSONSyntaxError) -> JSONValue {
    skipWhiteSpace()
    let value = try self.value()
    skipWhiteSpace()
    guard position == end else { throw unexpected("the end of the JSON value") }
    return value
  }

  mutating func skipWhiteSpace() {
    while position < end {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  /// The next byte, without moving past it.
  var next: UInt8? { position < end ? bytes[position] : nil }

  /// Moves past a byte if it is the next.
  mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  /// The value that begins at the position.
  mutating func value() throws(JSONSyntaxError) -> JSONValue {
    switch next {
    case UInt8(ascii: "{"), UInt8(ascii: "["): return try nested()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"): return try number()
    case let byte? where (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte):
      return try number()
    default: throw unexpected("a JSON value")
    }
  }

  func unexpected(_ wanted: String) -> JSONSyntaxError {
    guard let byte = next else {
      return JSONSyntaxError(offset: end, message: "the text ends where \(wanted) is expected")
    }
    let found =
      (0x21...0x7E).contains(byte)
      ? "\"\(Character(Unicode.Scalar(byte)))\"" : "byte 0x" + String(byte, radix: 16)
    return JSONSyntaxError(offset: position, message: "found \(found) where \(wanted) is expected")
  }

  // MARK: Steps

  /// Moves past the opening bracket at the position, and past the closing one where nothing is between.
  ///
  /// - Returns: Whether there is an item, which then begins at the position.
  mutating func enterArray() throws(JSONSyntaxError) -> Bool {
    try enter(UInt8(ascii: "]"))
  }

  /// Moves past what stands behind an item; answers whether there is another.
  mutating func continueArray() throws(JSONSyntaxError) -> Bool {
    skipWhiteSpace()
    if take(UInt8(ascii: "]")) { return false }
    guard take(UInt8(ascii: ",")) else { throw unexpected("\",\" or \"]\"") }
    skipWhiteSpace()
    return true
  }

  /// The same for an object and its first member.
  mutating func enterObject() throws(JSONSyntaxError) -> Bool {
    try enter(UInt8(ascii: "}"))
  }

  /// The same for an object's further members.
  mutating func continueObject() throws(JSONSyntaxError) -> Bool {
    skipWhiteSpace()
    if take(UInt8(ascii: "}")) { return false }
    guard take(UInt8(ascii: ",")) else { throw unexpected("\",\" or \"}\"") }
    skipWhiteSpace()
    return true
  }

  private mutating func enter(_ close: UInt8) throws(JSONSyntaxError) -> Bool {
    position += 1
    skipWhiteSpace()
    return !take(close)
  }

  /// The name of the member at the position, whose value then begins there.
  mutating func memberName() throws(JSONSyntaxError) -> String {
    guard next == UInt8(ascii: "\"") else { throw unexpected("a member's name in quotes") }
    let name = try string()
    skipWhiteSpace()
    guard take(UInt8(ascii: ":")) else { throw unexpected("\":\" after a member's name") }
    skipWhiteSpace()
    return name
  }

  /// Goes back, or on, to an offset where a value begins.
  mutating func move(to offset: Int) {
    position = offset
  }

  /// Checks that nothing but white space is left.
  mutating func finish() throws(JSONSyntaxError) {
    skipWhiteSpace()
    guard next == nil else { throw unexpected("the end of the file") }
  }

  /// The array or object whose opening bracket is at the position.
  private mutating func nested() throws(JSONSyntaxError) -> JSONValue {
    guard depth < JSONValue.depthLimit else {
      throw JSONSyntaxError(
        offset: position, message: "nested more than \(JSONValue.depthLimit) levels deep")
    }
    let isObject = next == UInt8(ascii: "{")
    depth += 1
    let value = isObject ? try object() : try array()
    depth -= 1
    return value
  }

  private mutating func object() throws(JSONSyntaxError) -> JSONValue {
    var members: [JSONValue.Member] = []
    var isInside = try enterObject()
    while isInside {
      let name = try memberName()
      members.append(JSONValue.Member(name, try value()))
      isInside = try continueObject()
    }
    return .object(members)
  }

  private mutating func array() throws(JSONSyntaxError) -> JSONValue {
    var items: [JSONValue] = []
    var isInside = try enterArray()
    while isInside {
      items.append(try value())
      isInside = try continueArray()
    }
    return .array(items)
  }

  private mutating func word(
    _ word: String, _ value: JSONValue
  ) throws(JSONSyntaxError) -> JSONValue {
    let finish = position + word.utf8.count
    guard finish <= end, bytes[position..<finish].elementsEqual(word.utf8) else {
      throw unexpected("a JSON value")
    }
    position = finish
    return value
  }
}

// MARK: Strings and numbers

extension JSONReader {
  /// The string whose opening quote is at the position.
  private mutating func string() throws(JSONSyntaxError) -> String {
    let opening = position
    position += 1
    let first = position
    try skipPlain(opening)
    if bytes[position] == UInt8(ascii: "\"") {
      position += 1
      return try utf8(first..<position - 1)
    }
    position = first
    return try escapedString(opening)
  }

  /// Moves to the next quote or backslash of a string.
  private mutating func skipPlain(_ opening: Int) throws(JSONSyntaxError) {
    while position < end {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return }
      guard byte >= 0x20 else {
        throw JSONSyntaxError(
          offset: position,
          message: "a control character in a string must be escaped (a line break as \\n)")
      }
      position += 1
    }
    throw JSONSyntaxError(offset: opening, message: "the string that begins here does not end")
  }

  /// A string with escapes, from the character behind its opening quote.
  private mutating func escapedString(_ opening: Int) throws(JSONSyntaxError) -> String {
    var text = ""
    while true {
      let piece = position
      try skipPlain(opening)
      text += try utf8(piece..<position)
      if take(UInt8(ascii: "\"")) { return text }
      text.unicodeScalars.append(try escape())
    }
  }

  private func utf8(_ range: Range<Int>) throws(JSONSyntaxError) -> String {
    if range.isEmpty { return "" }
    do {
      return String(copying: try UTF8Span(validating: bytes.span.extracting(range)))
    } catch {
      throw JSONSyntaxError(
        offset: range.lowerBound, message: "the string that begins here is not valid UTF-8")
    }
  }

  /// The character that a backslash at the position stands for.
  private mutating func escape() throws(JSONSyntaxError) -> Unicode.Scalar {
    let backslash = position
    position += 1
    guard let letter = next else { throw unexpected("an escape") }
    position += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicodeEscape(backslash)
    default:
      throw JSONSyntaxError(
        offset: backslash,
        message: "a backslash begins none of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u")
    }
  }

  private mutating func unicodeEscape(_ backslash: Int) throws(JSONSyntaxError) -> Unicode.Scalar {
    let high = try hexUnit(backslash)
    if let scalar = Unicode.Scalar(high) { return scalar }
    let isPair =
      high < 0xDC00 && position + 1 < end && bytes[position] == UInt8(ascii: "\\")
      && bytes[position + 1] == UInt8(ascii: "u")
    if isPair {
      position += 2
      let low = try hexUnit(backslash)
      if (0xDC00...0xDFFF).contains(low),
        let scalar = Unicode.Scalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
      {
        return scalar
      }
    }
    throw JSONSyntaxError(
      offset: backslash, message: "the escape is half of a surrogate pair without its other half")
  }

  private mutating func hexUnit(_ backslash: Int) throws(JSONSyntaxError) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw JSONSyntaxError(offset: backslash, message: "\\u needs four hexadecimal digits")
      }
      unit = unit << 4 | UInt32(digit)
      position += 1
    }
    return unit
  }

  private mutating func number() throws(JSONSyntaxError) -> JSONValue {
    let first = position
    _ = take(UInt8(ascii: "-"))
    if !take(UInt8(ascii: "0")) { try digits() }
    var isWhole = true
    if take(UInt8(ascii: ".")) {
      isWhole = false
      try digits()
    }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      isWhole = false
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try digits()
    }
    let text = String(decoding: bytes[first..<position], as: UTF8.self)
    if isWhole, let whole = Int(text) { return .int(whole) }
    guard let value = Double(text), value.isFinite else {
      throw JSONSyntaxError(offset: first, message: "the number \(text.prefix(40)) is out of range")
    }
    return .double(value)
  }

  private mutating func digits() throws(JSONSyntaxError) {
    let first = position
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    if position == first { throw unexpected("a digit") }
  }
}

/// A line and a column, both from 1, the column in Unicode scalars.
struct TextPosition: Equatable {
  private(set) var line: Int
  private(set) var column = 1

  /// Counts from the first byte of a line to an offset.
  init(_ bytes: [UInt8], from start: Int, to offset: Int, firstLine: Int = 1) {
    line = firstLine
    for byte in bytes[start..<min(max(start, offset), bytes.count)] {
      if byte == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
  }
}

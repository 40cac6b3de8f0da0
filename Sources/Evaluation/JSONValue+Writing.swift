extension JSONValue {
  /// The order in which an object's members are written.
  package enum MemberOrder: Sendable {
    /// As they stand in the value, repeated names and all.
    case asRead
    /// By the names' UTF-8 bytes; of a repeated name only the last value.
    case sorted
  }

  /// Writes the value as JSON without white space.
  ///
  /// Doubles have the fewest digits that read back as the same number and always show that they are
  /// no integers (`1.0`); control characters are escaped; other text stands as it is, in UTF-8.
  ///
  /// - Parameter order: `sorted` is canonical: equal content gives equal text.
  /// - Returns: The document.
  /// - Throws: `Failure` (`internal`) where a number is not finite.
  package func jsonText(_ order: MemberOrder = .asRead) throws(Failure) -> String {
    String(decoding: try jsonBytes(order), as: UTF8.self)
  }

  /// The document as UTF-8.
  ///
  /// - Parameter order: `sorted` is canonical: equal content gives equal bytes.
  /// - Returns: The bytes, without a line's end.
  /// - Throws: `Failure` (`internal`) where a number is not finite.
  package func jsonBytes(_ order: MemberOrder = .asRead) throws(Failure) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(512)
    try write(to: &output, order)
    return output
  }

  private func write(to output: inout [UInt8], _ order: MemberOrder) throws(Failure) {
    switch self {
    case .null: output += "null".utf8
    case .bool(let value): output += (value ? "true" : "false").utf8
    case .int(let value): output += String(value).utf8
    case .double(let value):
      guard value.isFinite else {
        throw Failure(.internal, "the number \(value) cannot be written as JSON")
      }
      output += value.description.utf8
    case .string(let value): JSONValue.write(value, to: &output)
    case .array(let items):
      output.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        try item.write(to: &output, order)
      }
      output.append(UInt8(ascii: "]"))
    case .object(let members):
      output.append(UInt8(ascii: "{"))
      for (index, member) in JSONValue.ordered(members, order).enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        JSONValue.write(member.name, to: &output)
        output.append(UInt8(ascii: ":"))
        try member.value.write(to: &output, order)
      }
      output.append(UInt8(ascii: "}"))
    }
  }

  private static func ordered(_ members: [Member], _ order: MemberOrder) -> [Member] {
    guard order == .sorted else { return members }
    let isSorted = members.indices.dropFirst().allSatisfy {
      members[$0 - 1].name.utf8.lexicographicallyPrecedes(members[$0].name.utf8)
    }
    if isSorted { return members }
    let sorted = members.enumerated().sorted { left, right in
      let (a, b) = (left.element.name.utf8, right.element.name.utf8)
      if a.elementsEqual(b) { return left.offset < right.offset }
      return a.lexicographicallyPrecedes(b)
    }
    var unique: [Member] = []
    for (_, member) in sorted {
      if let last = unique.last, last.name.utf8.elementsEqual(member.name.utf8) {
        unique.removeLast()
      }
      unique.append(member)
    }
    return unique
  }

  /// Writes a string in quotes.
  private static func write(_ value: String, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    var text = value
    text.withUTF8 { bytes in
      if bytes.contains(where: isEscaped) {
        for byte in bytes { write(byte, to: &output) }
      } else {
        output.append(contentsOf: bytes)
      }
    }
    output.append(UInt8(ascii: "\""))
  }

  private static func isEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F
  }

  private static func write(_ byte: UInt8, to output: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "\""): output += "\\\"".utf8
    case UInt8(ascii: "\\"): output += "\\\\".utf8
    case UInt8(ascii: "\n"): output += "\\n".utf8
    case UInt8(ascii: "\r"): output += "\\r".utf8
    case UInt8(ascii: "\t"): output += "\\t".utf8
    case 0..<0x20, 0x7F: output += "\\u00\(Hexadecimal.text([byte]))".utf8
    default: output.append(byte)
    }
  }
}

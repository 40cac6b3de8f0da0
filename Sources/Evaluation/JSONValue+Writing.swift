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
    var text = ""
    try write(to: &text, order)
    return text
  }

  private func write(to text: inout String, _ order: MemberOrder) throws(Failure) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .int(let value): text += String(value)
    case .double(let value):
      guard value.isFinite else {
        throw Failure(.internal, "the number \(value) cannot be written as JSON")
      }
      text += value.description
    case .string(let value): JSONValue.write(value, to: &text)
    case .array(let items):
      text += "["
      for (index, item) in items.enumerated() {
        if index > 0 { text += "," }
        try item.write(to: &text, order)
      }
      text += "]"
    case .object(let members):
      text += "{"
      for (index, member) in JSONValue.ordered(members, order).enumerated() {
        if index > 0 { text += "," }
        JSONValue.write(member.name, to: &text)
        text += ":"
        try member.value.write(to: &text, order)
      }
      text += "}"
    }
  }

  private static func ordered(_ members: [Member], _ order: MemberOrder) -> [Member] {
    guard order == .sorted else { return members }
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
  private static func write(_ value: String, to text: inout String) {
    text += "\""
    if value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C && $0 != 0x7F }) {
      text += value
    } else {
      for scalar in value.unicodeScalars { write(scalar, to: &text) }
    }
    text += "\""
  }

  private static func write(_ scalar: Unicode.Scalar, to text: inout String) {
    switch scalar {
    case "\"": text += "\\\""
    case "\\": text += "\\\\"
    case "\n": text += "\\n"
    case "\r": text += "\\r"
    case "\t": text += "\\t"
    case "\u{0}"..<" ", "\u{7F}":
      let digits = String(scalar.value, radix: 16)
      text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: text.unicodeScalars.append(scalar)
    }
  }
}

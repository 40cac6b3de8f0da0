extension Lexer {
  /// The name, literal or symbol at the position, which is not white space.
  mutating func word(open: inout [Token.Symbol]) throws(JinjaError) {
    let byte = bytes[position]
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      try number()
    case UInt8(ascii: "'"), UInt8(ascii: "\""):
      try string(quote: byte)
    default:
      if let end = nameEnd() {
        add(.name(String(bytes[position..<end])), at: position)
        position = end
      } else {
        try symbol(open: &open)
      }
    }
  }

  /// Where the name at the position ends; nothing if there is none.
  private func nameEnd() -> Int? {
    var end = position
    while end < bytes.count {
      let byte = bytes[end]
      if byte < 0x80 {
        let scalar = Unicode.Scalar(byte)
        let isLetter = ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
        let isDigit = ("0"..."9").contains(scalar)
        guard isLetter || scalar == "_" || (isDigit && end > position) else { break }
        end += 1
        continue
      }
      var length = 1
      while end + length < bytes.count, bytes[end + length] & 0xC0 == 0x80 {
        length += 1
      }
      guard let scalar = String(bytes[end..<(end + length)]).unicodeScalars.first else { break }
      let isPart =
        end == position ? scalar.properties.isXIDStart : scalar.properties.isXIDContinue
      guard isPart else { break }
      end += length
    }
    return end > position ? end : nil
  }

  private mutating func symbol(open: inout [Token.Symbol]) throws(JinjaError) {
    let two = String(bytes[position..<min(position + 2, bytes.count)])
    let one = String(bytes[position...position])
    guard let symbol = Token.Symbol(rawValue: two) ?? Token.Symbol(rawValue: one) else {
      let character = String(bytes[position...].prefix(4)).unicodeScalars.first ?? " "
      throw failure(
        "unexpected \(String(character).pythonRepresentation); quote it or remove it",
        at: position)
    }
    if let closing = symbol.closing {
      open.append(closing)
    } else if symbol == .closeParenthesis || symbol == .closeBracket || symbol == .closeBrace {
      let expected = open.popLast()
      guard symbol == expected else {
        let hint = expected.map { "; '\($0.rawValue)' must come first" } ?? ""
        throw failure("unexpected '\(symbol.rawValue)'" + hint, at: position)
      }
    }
    add(.symbol(symbol), at: position)
    position += symbol.rawValue.utf8.count
  }

  private func isDigit(at index: Int, radix: Int = 10) -> Bool {
    guard index < bytes.count else { return false }
    let value: UInt8
    switch bytes[index] {
    case let byte where byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"):
      value = byte - UInt8(ascii: "0")
    case let byte where byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "f"):
      value = (byte | 0x20) - UInt8(ascii: "a") + 10
    default: return false
    }
    return value < radix
  }

  /// Where a run of digits with single underscores between them ends.
  private func digitsEnd(from start: Int, radix: Int = 10) -> Int {
    var end = start
    while true {
      if isDigit(at: end, radix: radix) {
        end += 1
      } else if end > start, has("_", at: end), isDigit(at: end + 1, radix: radix) {
        end += 2
      } else {
        return end
      }
    }
  }

  private mutating func number() throws(JinjaError) {
    let start = position
    if let end = floatEnd() {
      position = end
      let text = String(bytes[start..<end].filter { $0 != UInt8(ascii: "_") })
      add(.float(Double(text) ?? .infinity), at: start)
      return
    }
    var radix = 10
    if has("0", at: start), start + 1 < bytes.count {
      let radixes: [UInt8: Int] = [
        UInt8(ascii: "b"): 2, UInt8(ascii: "o"): 8, UInt8(ascii: "x"): 16,
      ]
      radix = radixes[bytes[start + 1] | 0x20] ?? 10
    }
    var digitsStart = start
    if radix != 10 {
      digitsStart = has("_", at: start + 2) ? start + 3 : start + 2
      if !isDigit(at: digitsStart, radix: radix) {
        radix = 10
        digitsStart = start
      }
    }
    var end = digitsEnd(from: digitsStart, radix: radix)
    if radix == 10, has("0", at: start) {
      // A number that begins with 0 has no other digits.
      end = bytes[start..<end].firstIndex { $0 != 0x30 && $0 != 0x5F } ?? end
    }
    let digits = String(bytes[digitsStart..<end].filter { $0 != UInt8(ascii: "_") })
    guard let value = Int(digits, radix: radix) else {
      throw failure("the integer is beyond 64 bits; write a smaller one or a float", at: start)
    }
    position = end
    add(.integer(value), at: start)
  }

  /// Where the float at the position ends; nothing if there is none.
  private func floatEnd() -> Int? {
    guard !has(".", at: position - 1) else { return nil }
    let whole = digitsEnd(from: position)
    var end = whole
    if has(".", at: whole), case let fraction = digitsEnd(from: whole + 1), fraction > whole + 1 {
      end = fraction
    }
    if has("e", at: end) || has("E", at: end) {
      let sign = has("+", at: end + 1) || has("-", at: end + 1)
      let first = end + (sign ? 2 : 1)
      let exponent = digitsEnd(from: first)
      if exponent > first { end = exponent }
    }
    return end > whole ? end : nil
  }

  private mutating func string(quote: UInt8) throws(JinjaError) {
    let start = position
    var end = start + 1
    while end < bytes.count, bytes[end] != quote {
      end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard end < bytes.count else {
      throw failure("a string has no closing quote", at: start)
    }
    let content = bytes[(start + 1)..<end]
    guard content.contains(UInt8(ascii: "\\")) else {
      add(.string(String(content)), at: start)
      position = end + 1
      return
    }
    var literal = StringLiteral(String(content))
    guard let text = literal.unescaped() else {
      throw failure("a string has a malformed escape; write '\\\\' for a backslash", at: start)
    }
    add(.string(text), at: start)
    position = end + 1
  }
}

/// The inside of a string literal, with Python's escapes.
struct StringLiteral {
  private var scalars: Substring.UnicodeScalarView

  init(_ content: String) {
    scalars = content.unicodeScalars[...]
  }

  private static let simple: [Unicode.Scalar: String] = [
    "\n": "", "\\": "\\", "'": "'", "\"": "\"", "a": "\u{07}", "b": "\u{08}", "f": "\u{0C}",
    "n": "\n", "r": "\r", "t": "\t", "v": "\u{0B}",
  ]

  /// The text that the literal stands for; nothing where an escape is malformed.
  mutating func unescaped() -> String? {
    var text = ""
    while let scalar = scalars.popFirst() {
      guard scalar == "\\", let escape = scalars.popFirst() else {
        text.unicodeScalars.append(scalar)
        continue
      }
      if let plain = Self.simple[escape] {
        text += plain
      } else if let decoded = numeric(escape) {
        guard let decoded else { return nil }
        text.unicodeScalars.append(decoded)
      } else {
        text.unicodeScalars.append("\\")
        text.unicodeScalars.append(escape)
      }
    }
    return text
  }

  /// The scalar of a numeric escape: nothing if it is none, and nothing inside if it is malformed.
  private mutating func numeric(_ escape: Unicode.Scalar) -> Unicode.Scalar?? {
    switch escape {
    case "x": return .some(hexadecimal(2).flatMap(Unicode.Scalar.init))
    case "u": return .some(hexadecimal(4).flatMap { surrogatePair($0) ?? Unicode.Scalar($0) })
    case "U": return .some(hexadecimal(8).flatMap(Unicode.Scalar.init))
    case "N": return .some(nil)
    case "0"..."7":
      var value = escape.value - 48
      for _ in 0..<2 {
        guard let digit = scalars.first, ("0"..."7").contains(digit) else { break }
        value = value * 8 + scalars.removeFirst().value - 48
      }
      return .some(Unicode.Scalar(value))
    default: return nil
    }
  }

  private mutating func hexadecimal(_ count: Int) -> UInt32? {
    let digits = scalars.prefix(count)
    guard digits.count == count, digits.allSatisfy(\.properties.isASCIIHexDigit) else {
      return nil
    }
    scalars.removeFirst(count)
    return UInt32(String(digits), radix: 16)
  }

  /// The scalar of two `\u` escapes that are one UTF-16 pair, as JSON writes it.
  private mutating func surrogatePair(_ high: UInt32) -> Unicode.Scalar? {
    guard (0xD800..<0xDC00).contains(high), scalars.starts(with: "\\u".unicodeScalars) else {
      return nil
    }
    let before = scalars
    scalars.removeFirst(2)
    guard let low = hexadecimal(4), (0xDC00..<0xE000).contains(low) else {
      scalars = before
      return nil
    }
    return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
  }
}

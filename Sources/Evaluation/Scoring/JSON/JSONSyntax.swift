/// Checks the syntax of JSON in one pass, at any depth and without building a value.
///
/// `strict` is RFC 8259. `python` is what `json.loads` takes: also `NaN`, `Infinity` and `-Infinity`,
/// and halves of surrogate pairs.
struct JSONSyntax {
  enum Dialect { case strict, python }

  private let bytes: [UInt8]
  private let dialect: Dialect
  private(set) var position: Int

  init(_ bytes: [UInt8], at position: Int = 0, dialect: Dialect = .strict) {
    self.bytes = bytes
    self.position = position
    self.dialect = dialect
  }

  /// Whether a text is one JSON value with white space around it.
  static func isValid(_ text: String, _ dialect: Dialect = .strict) -> Bool {
    var syntax = JSONSyntax(Array(text.utf8), dialect: dialect)
    syntax.skipSpace()
    guard syntax.skipValue() else { return false }
    syntax.skipSpace()
    return syntax.position == syntax.bytes.count
  }

  /// Moves behind the value that begins at the position.
  ///
  /// - Returns: `false` where no value does; the position is then where it went wrong.
  mutating func skipValue() -> Bool {
    // Closing brackets that are still to come.
    var open: [UInt8] = []
    while true {
      guard let opened = skipStart() else { return false }
      if opened {
        let close = bytes[position - 1] + 2  // "[" and "]", "{" and "}" are two apart.
        skipSpace()
        guard take(close) else {
          open.append(close)
          guard close != UInt8(ascii: "}") || skipName() else { return false }
          continue
        }
        if open.isEmpty { return true }
      }
      guard skipEnds(&open) else { return false }
      if open.isEmpty { return true }
    }
  }

  /// Moves behind closing brackets up to where the next value begins.
  private mutating func skipEnds(_ open: inout [UInt8]) -> Bool {
    while let close = open.last {
      skipSpace()
      guard take(close) else {
        guard take(UInt8(ascii: ",")) else { return false }
        skipSpace()
        return close != UInt8(ascii: "}") || skipName()
      }
      open.removeLast()
    }
    return true
  }

  /// Moves behind a scalar value (`false`) or an opening bracket (`true`).
  private mutating func skipStart() -> Bool? {
    guard position < bytes.count else { return nil }
    switch bytes[position] {
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      position += 1
      return true
    case UInt8(ascii: "\""): return skipString() ? false : nil
    case UInt8(ascii: "t"): return skipWord("true")
    case UInt8(ascii: "f"): return skipWord("false")
    case UInt8(ascii: "n"): return skipWord("null")
    case UInt8(ascii: "N") where dialect == .python: return skipWord("NaN")
    case UInt8(ascii: "I") where dialect == .python: return skipWord("Infinity")
    default: return skipNumber() ? false : nil
    }
  }

  private mutating func skipWord(_ word: StaticString) -> Bool? {
    let length = word.utf8CodeUnitCount
    guard position + length <= bytes.count else { return nil }
    for index in 0..<length where bytes[position + index] != word.utf8Start[index] { return nil }
    position += length
    return false
  }

  /// Moves behind a member's name, its colon and white space.
  private mutating func skipName() -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: "\""), skipString() else {
      return false
    }
    skipSpace()
    guard take(UInt8(ascii: ":")) else { return false }
    skipSpace()
    return true
  }

  mutating func skipSpace() {
    while position < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[position]) {
      position += 1
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }
}

// MARK: Scalars

extension JSONSyntax {
  private mutating func skipString() -> Bool {
    position += 1
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        position += 1
        return true
      case UInt8(ascii: "\\"): guard skipEscape() else { return false }
      case 0..<0x20: return false
      default: position += 1
      }
    }
    return false
  }

  private mutating func skipEscape() -> Bool {
    guard position + 1 < bytes.count else { return false }
    let letter = bytes[position + 1]
    if letter != UInt8(ascii: "u") {
      guard "\"\\/bfnrt".utf8.contains(letter) else { return false }
      position += 2
      return true
    }
    guard let unit = hexUnit(at: position + 2) else { return false }
    position += 6
    guard dialect == .strict, (0xD800...0xDFFF).contains(unit) else { return true }
    guard unit < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u"), let low = hexUnit(at: position + 2),
      (0xDC00...0xDFFF).contains(low)
    else { return false }
    position += 6
    return true
  }

  private func hexUnit(at start: Int) -> UInt32? {
    guard start + 4 <= bytes.count else { return nil }
    var unit: UInt32 = 0
    for byte in bytes[start..<(start + 4)] {
      guard byte < 0x80, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        return nil
      }
      unit = unit << 4 | UInt32(digit)
    }
    return unit
  }

  private mutating func skipNumber() -> Bool {
    if take(UInt8(ascii: "-")), dialect == .python, position < bytes.count,
      bytes[position] == UInt8(ascii: "I")
    {
      return skipWord("Infinity") != nil
    }
    if !take(UInt8(ascii: "0")) { guard skipDigits() else { return false } }
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      position += 1
      guard skipDigits() else { return false }
    }
    guard position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") else { return true }
    position += 1
    if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
    return skipDigits()
  }

  private mutating func skipDigits() -> Bool {
    let first = position
    while position < bytes.count, (0x30...0x39).contains(bytes[position]) { position += 1 }
    return position > first
  }
}

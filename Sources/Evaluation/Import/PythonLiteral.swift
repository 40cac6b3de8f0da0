import Jinja

/// Reads what Python's `ast.literal_eval` reads: texts, numbers, `True`, `None`, lists, tuples, dicts.
///
/// Complex numbers, sets and bytes are not read; nesting is bounded.
struct PythonLiteral {
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var depth = 0
  private static let depthLimit = 64

  private init(_ text: String) {
    scalars = Array(text.unicodeScalars)
  }

  /// The value of a text, or `nil` where it is no literal.
  static func value(_ text: String) -> JinjaValue? {
    var reader = PythonLiteral(text)
    guard let value = reader.value() else { return nil }
    reader.skipSpace()
    return reader.position == reader.scalars.count ? value : nil
  }

  private var next: Unicode.Scalar? {
    position < scalars.count ? scalars[position] : nil
  }

  private mutating func skipSpace() {
    while let scalar = next, scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r" {
      position += 1
    }
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    skipSpace()
    guard next == scalar else { return false }
    position += 1
    return true
  }

  private mutating func value() -> JinjaValue? {
    skipSpace()
    depth += 1
    defer { depth -= 1 }
    guard depth <= PythonLiteral.depthLimit, let first = next else { return nil }
    switch first {
    case "[":
      position += 1
      return items(until: "]").map { .list($0.values) }
    case "(":
      position += 1
      guard let items = items(until: ")") else { return nil }
      return items.values.count == 1 && !items.endsInComma ? items.values[0] : .tuple(items.values)
    case "{":
      position += 1
      return dictionary()
    case "'", "\"", "r", "R", "u", "U": return strings()
    case "-", "+", ".", "0"..."9": return number()
    default: return word()
    }
  }

  private mutating func items(
    until end: Unicode.Scalar
  ) -> (values: [JinjaValue], endsInComma: Bool)? {
    var values: [JinjaValue] = []
    if take(end) { return (values, false) }
    while true {
      guard let value = value() else { return nil }
      values.append(value)
      if take(end) { return (values, false) }
      guard take(",") else { return nil }
      if take(end) { return (values, true) }
    }
  }

  private mutating func dictionary() -> JinjaValue? {
    var dictionary = JinjaDictionary()
    if take("}") { return .dict(dictionary) }
    while true {
      guard let key = value(), take(":"), let value = value() else { return nil }
      dictionary[key] = value
      if take("}") { return .dict(dictionary) }
      guard take(",") else { return nil }
      if take("}") { return .dict(dictionary) }
    }
  }

  private mutating func word() -> JinjaValue? {
    for (word, value) in [
      ("True", JinjaValue.bool(true)), ("False", .bool(false)), ("None", .none),
    ] {
      let end = position + word.unicodeScalars.count
      guard end <= scalars.count, scalars[position..<end].elementsEqual(word.unicodeScalars) else {
        continue
      }
      position = end
      return value
    }
    return nil
  }

  private mutating func number() -> JinjaValue? {
    let isNegative = next == "-"
    if isNegative || next == "+" { position += 1 }
    skipSpace()
    var text = ""
    while let scalar = next, scalar.isASCII,
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "."
        || scalar == "_" || ((scalar == "-" || scalar == "+") && text.lowercased().hasSuffix("e"))
    {
      text.unicodeScalars.append(scalar)
      position += 1
    }
    let digits = text.replacing("_", with: "")
    if let whole = Int(digits) { return .int(isNegative ? -whole : whole) }
    if digits.hasPrefix("0x"), let whole = Int(digits.dropFirst(2), radix: 16) {
      return .int(isNegative ? -whole : whole)
    }
    guard digits.utf8.allSatisfy({ "0123456789.eE+-".utf8.contains($0) }),
      let number = Double(digits.hasSuffix(".") ? digits + "0" : digits), number.isFinite
    else { return nil }
    return .double(isNegative ? -number : number)
  }
}

// MARK: Texts

extension PythonLiteral {
  /// One text, or several side by side, which are one.
  private mutating func strings() -> JinjaValue? {
    guard var text = string() else { return nil }
    while true {
      let before = position
      skipSpace()
      guard let scalar = next, "'\"rRuU".unicodeScalars.contains(scalar), let more = string() else {
        position = before
        return .string(text)
      }
      text += more
    }
  }

  private mutating func string() -> String? {
    var isRaw = false
    while let scalar = next, scalar != "'", scalar != "\"" {
      guard "rRuU".unicodeScalars.contains(scalar) else { return nil }
      isRaw = isRaw || scalar == "r" || scalar == "R"
      position += 1
    }
    guard let quote = next else { return nil }
    let isTriple =
      position + 2 < scalars.count && scalars[position + 1] == quote
      && scalars[position + 2] == quote
    position += isTriple ? 3 : 1
    var text = String.UnicodeScalarView()
    while let scalar = next {
      if scalar == quote, !isTriple || isEnd(quote) {
        position += isTriple ? 3 : 1
        return String(text)
      }
      if scalar == "\n", !isTriple { return nil }
      position += 1
      if scalar == "\\" {
        guard escape(isRaw: isRaw, into: &text) else { return nil }
      } else {
        text.append(scalar)
      }
    }
    return nil
  }

  private func isEnd(_ quote: Unicode.Scalar) -> Bool {
    position + 2 < scalars.count && scalars[position + 1] == quote
      && scalars[position + 2] == quote
  }

  /// What stands behind a backslash.
  private mutating func escape(isRaw: Bool, into text: inout String.UnicodeScalarView) -> Bool {
    guard let scalar = next else { return false }
    position += 1
    if isRaw {
      text.append("\\")
      text.append(scalar)
      return true
    }
    let plain: [Unicode.Scalar: Unicode.Scalar] = [
      "n": "\n", "t": "\t", "r": "\r", "\\": "\\", "'": "'", "\"": "\"", "a": "\u{7}",
      "b": "\u{8}", "f": "\u{C}", "v": "\u{B}",
    ]
    if let meant = plain[scalar] {
      text.append(meant)
      return true
    }
    switch scalar {
    case "\n": return true
    case "x": return code(digits: 2, into: &text)
    case "u": return code(digits: 4, into: &text)
    case "U": return code(digits: 8, into: &text)
    case "0"..."7":
      position -= 1
      return octal(into: &text)
    default:
      text.append("\\")
      text.append(scalar)
      return true
    }
  }

  private mutating func code(digits: Int, into text: inout String.UnicodeScalarView) -> Bool {
    guard position + digits <= scalars.count else { return false }
    var hex = String.UnicodeScalarView()
    hex.append(contentsOf: scalars[position..<(position + digits)])
    position += digits
    guard let value = UInt32(String(hex), radix: 16), let scalar = Unicode.Scalar(value) else {
      return false
    }
    text.append(scalar)
    return true
  }

  private mutating func octal(into text: inout String.UnicodeScalarView) -> Bool {
    var value: UInt32 = 0
    var count = 0
    while count < 3, let scalar = next, ("0"..."7").contains(scalar) {
      value = value * 8 + scalar.value - 0x30
      position += 1
      count += 1
    }
    guard let scalar = Unicode.Scalar(value) else { return false }
    text.append(scalar)
    return true
  }
}

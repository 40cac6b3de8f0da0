import Evaluation

/// JSON as Python's `json.dumps(ensure_ascii=False)` writes it, so that hashes over it agree.
struct PythonJSONText {
  private(set) var text = ""
  /// Blanks a level; `nil` for everything on one line.
  private let indent: Int?

  /// Writes a value.
  ///
  /// - Parameters:
  ///   - value: All numbers finite.
  ///   - indent: Blanks a level; `nil` for everything on one line.
  static func string(_ value: JSONValue, indent: Int? = nil) -> String {
    var writer = PythonJSONText(indent: indent)
    writer.write(value, level: 0)
    return writer.text
  }

  private init(indent: Int?) {
    self.indent = indent
  }

  private mutating func write(_ value: JSONValue, level: Int) {
    switch value {
    case .null: text += "null"
    case .bool(let flag): text += flag ? "true" : "false"
    case .int(let number): text += String(number)
    case .double(let number): text += PythonNumber.text(number)
    case .string(let string): write(string)
    case .array(let items):
      write("[", "]", items, level) { $0.write($1, level: level + 1) }
    case .object(let members):
      write("{", "}", members, level) { writer, member in
        writer.write(member.name)
        writer.text += ": "
        writer.write(member.value, level: level + 1)
      }
    }
  }

  private mutating func write<Item>(
    _ open: String, _ close: String, _ items: [Item], _ level: Int,
    _ body: (inout PythonJSONText, Item) -> Void
  ) {
    text += open
    for (index, item) in items.enumerated() {
      if index > 0 { text += indent == nil ? ", " : "," }
      breakLine(level + 1)
      body(&self, item)
    }
    if !items.isEmpty { breakLine(level) }
    text += close
  }

  private mutating func breakLine(_ level: Int) {
    guard let indent else { return }
    text += "\n" + String(repeating: " ", count: indent * level)
  }

  private mutating func write(_ string: String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{8}": text += "\\b"
      case "\u{C}": text += "\\f"
      case "\u{0}"..<" ":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}

/// Numbers as Python's `repr` writes them.
enum PythonNumber {
  /// The fewest digits that read back as the same number; an exponent below 1e-4 and from 1e16.
  static func text(_ number: Double) -> String {
    if number == number.rounded(), abs(number) < 1e16 {
      return number == 0 && number.sign == .minus ? "-0.0" : "\(Int64(number)).0"
    }
    let text = number.description
    guard let mark = text.firstIndex(where: { $0 == "e" || $0 == "E" }) else {
      return abs(number) < 1e-4 ? scientific(text) : text
    }
    var mantissa = String(text[..<mark])
    let exponent = Int(text[text.index(after: mark)...]) ?? 0
    if mantissa.hasSuffix(".0") { mantissa = String(mantissa.dropLast(2)) }
    if (-4...15).contains(exponent) { return plain(mantissa, exponent) }
    let digits = abs(exponent) < 10 ? "0\(abs(exponent))" : "\(abs(exponent))"
    return "\(mantissa)e\(exponent < 0 ? "-" : "+")\(digits)"
  }

  /// `0.00001234` as `1.234e-05`.
  private static func scientific(_ text: String) -> String {
    let isNegative = text.hasPrefix("-")
    let fraction = text.drop { $0 != "." }.dropFirst()
    let zeros = fraction.prefix { $0 == "0" }.count
    let digits = fraction.dropFirst(zeros)
    guard let first = digits.first else { return text }
    let rest = digits.dropFirst()
    let exponent = zeros + 1
    return (isNegative ? "-" : "") + String(first) + (rest.isEmpty ? "" : "." + rest)
      + "e-" + (exponent < 10 ? "0" : "") + "\(exponent)"
  }

  /// A mantissa moved by an exponent, without one.
  private static func plain(_ mantissa: String, _ exponent: Int) -> String {
    let isNegative = mantissa.hasPrefix("-")
    let parts = mantissa.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
    let digits = parts.joined()
    let point = (parts.first?.count ?? 1) + exponent
    let sign = isNegative ? "-" : ""
    if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
    if point >= digits.count {
      return sign + digits + String(repeating: "0", count: point - digits.count) + ".0"
    }
    return sign + digits.prefix(point) + "." + digits.dropFirst(point)
  }
}

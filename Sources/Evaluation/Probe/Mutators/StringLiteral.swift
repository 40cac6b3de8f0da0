/// Texts in quotation marks as JSON, JavaScript and Python read them.
enum StringLiteral {
  private static let short: [Unicode.Scalar: Unicode.Scalar] = [
    "n": "\n", "t": "\t", "r": "\r", "b": "\u{8}", "f": "\u{C}", "\"": "\"", "\\": "\\", "/": "/",
    "'": "'", "0": "\0",
  ]
  private static let digits = [Unicode.Scalar]("0123456789abcdef")

  static func write(_ text: ArraySlice<Unicode.Scalar>) -> String {
    var result: [Unicode.Scalar] = ["\""]
    result.reserveCapacity(text.count + 2)
    for scalar in text {
      switch scalar {
      case "\"", "\\": result.append(contentsOf: ["\\", scalar])
      case "\n": result.append(contentsOf: ["\\", "n"])
      case "\r": result.append(contentsOf: ["\\", "r"])
      case "\t": result.append(contentsOf: ["\\", "t"])
      default:
        if scalar.value < 32 || scalar.value == 127 {
          let (high, low) = (digits[Int(scalar.value >> 4)], digits[Int(scalar.value & 15)])
          result.append(contentsOf: ["\\", "u", "0", "0", high, low])
        } else {
          result.append(scalar)
        }
      }
    }
    result.append("\"")
    return result.text
  }

  /// The text of the literal that some scalars begin with, and what stands behind it.
  static func read(
    _ scalars: ArraySlice<Unicode.Scalar>
  ) -> (text: [Unicode.Scalar], rest: ArraySlice<Unicode.Scalar>)? {
    guard scalars.first == "\"", let end = end(scalars) else { return nil }
    return (unescape(scalars[(scalars.startIndex + 1)..<end]), scalars[(end + 1)...])
  }

  /// Where the closing quotation mark stands.
  private static func end(_ scalars: ArraySlice<Unicode.Scalar>) -> Int? {
    var index = scalars.startIndex + 1
    while index < scalars.endIndex {
      if scalars[index] == "\"" { return index }
      index += scalars[index] == "\\" ? 2 : 1
    }
    return nil
  }

  /// The scalars with their escapes read; what is none stays.
  static func unescape(_ scalars: ArraySlice<Unicode.Scalar>) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(scalars.count)
    var index = scalars.startIndex
    while index < scalars.endIndex {
      guard scalars[index] == "\\", index + 1 < scalars.endIndex else {
        result.append(scalars[index])
        index += 1
        continue
      }
      let mark = scalars[index + 1]
      if let (scalar, next) = numbered(scalars, index) {
        result.append(scalar)
        index = next
      } else if let scalar = short[mark] {
        result.append(scalar)
        index += 2
      } else {
        result.append(scalars[index])
        index += 1
      }
    }
    return result
  }

  /// `\u0041`, a pair of such for a character beyond the first plane, or `\x41`; `U` and `X` likewise.
  private static func numbered(
    _ scalars: ArraySlice<Unicode.Scalar>, _ index: Int
  ) -> (Unicode.Scalar, next: Int)? {
    let mark = LatinLetter.lower(scalars[index + 1])
    if mark == "x", let value = number(scalars, index + 2, 2) {
      return Unicode.Scalar(UInt32(value)).map { ($0, index + 4) }
    }
    guard mark == "u", let value = number(scalars, index + 2, 4) else { return nil }
    if (0xD800..<0xDC00).contains(value), index + 7 < scalars.endIndex, scalars[index + 6] == "\\",
      LatinLetter.lower(scalars[index + 7]) == "u", let low = number(scalars, index + 8, 4),
      (0xDC00..<0xE000).contains(low)
    {
      let joined = 0x10000 + (value - 0xD800) << 10 + low - 0xDC00
      return Unicode.Scalar(UInt32(joined)).map { ($0, index + 12) }
    }
    return Unicode.Scalar(UInt32(value)).map { ($0, index + 6) }
  }

  private static func number(
    _ scalars: ArraySlice<Unicode.Scalar>, _ start: Int, _ count: Int
  ) -> Int? {
    guard start + count <= scalars.endIndex else { return nil }
    return NumberEncoding.value(Array(scalars[start..<(start + count)]).utf8Bytes[...], radix: 16)
  }
}

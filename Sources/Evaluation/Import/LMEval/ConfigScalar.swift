/// What PyYAML's safe loader makes of a plain scalar: YAML 1.1, where `yes` is true and `1e3` a text.
enum ConfigScalar {
  static func value(_ text: String) -> ConfigValue {
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON": return .bool(true)
    case "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF": return .bool(false)
    case ".nan", ".NaN", ".NAN": return .double(.nan)
    default: break
    }
    guard let first = text.utf8.first, "+-.0123456789".utf8.contains(first) else {
      return .text(text)
    }
    return whole(text).map { .int($0) } ?? fraction(text).map { .double($0) } ?? .text(text)
  }

  private static func unsigned(_ text: String) -> (isNegative: Bool, digits: Substring) {
    let hasSign = text.hasPrefix("-") || text.hasPrefix("+")
    return (text.hasPrefix("-"), text.dropFirst(hasSign ? 1 : 0))
  }

  /// Decimal, `0b…`, `0…` (octal), `0x…` and base 60 (`1:30`), with underscores between digits.
  private static func whole(_ text: String) -> Int? {
    let (isNegative, written) = unsigned(text)
    guard !written.hasPrefix("_") else { return nil }
    let digits = written.replacing("_", with: "")
    let magnitude: Int?
    if digits.hasPrefix("0b") {
      magnitude = Int(digits.dropFirst(2), radix: 2)
    } else if digits.hasPrefix("0x") {
      magnitude = Int(digits.dropFirst(2), radix: 16)
    } else if digits.contains(":") {
      magnitude = base60(String(digits))
    } else if digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      magnitude = digits.count > 1 && digits.hasPrefix("0") ? Int(digits, radix: 8) : Int(digits)
    } else {
      magnitude = nil
    }
    return magnitude.map { isNegative ? -$0 : $0 }
  }

  private static func base60(_ digits: String) -> Int? {
    var total = 0
    let parts = digits.split(separator: ":", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      guard let value = Int(part), value >= 0, index == 0 ? value > 0 : value < 60 else {
        return nil
      }
      let (product, overflow) = total.multipliedReportingOverflow(by: 60)
      guard !overflow else { return nil }
      total = product + value
    }
    return total
  }

  /// A number with a point; an exponent needs a sign.
  private static func fraction(_ text: String) -> Double? {
    let (isNegative, written) = unsigned(text)
    if [".inf", ".Inf", ".INF"].contains(String(written)) {
      return isNegative ? -.infinity : .infinity
    }
    let digits = written.replacing("_", with: "")
    let parts = digits.split(maxSplits: 1, omittingEmptySubsequences: false) { "eE".contains($0) }
    let isSigned = parts.count == 1 || parts[1].hasPrefix("+") || parts[1].hasPrefix("-")
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    guard mantissa.count == 2, isSigned, !mantissa.allSatisfy(\.isEmpty),
      (mantissa + parts.dropFirst().map { $0.dropFirst() }).allSatisfy(isDigits)
    else { return nil }
    return Double(parts[0].hasSuffix(".") ? digits.replacing(".", with: ".0") : digits)
      .map { isNegative ? -$0 : $0 }
  }

  private static func isDigits(_ text: Substring) -> Bool {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}

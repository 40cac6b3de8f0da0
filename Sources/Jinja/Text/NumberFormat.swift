/// How a number or text is laid out: what `%` formats and `str.format` have in common.
struct NumberFormat {
  enum Alignment: Unicode.Scalar {
    case left = "<"
    case right = ">"
    case center = "^"
    /// Padding goes between the sign and the digits.
    case afterSign = "="
  }

  var fill: Unicode.Scalar = " "
  var alignment: Alignment?
  /// `+`, a blank or `-`; as `-` where it is not given.
  var sign: Unicode.Scalar?
  /// `#`: prefixes such as 0x, and decimal points that always show.
  var isAlternate = false
  /// In scalars.
  var width = 0
  /// `,` or `_` between groups of digits.
  var separator: Unicode.Scalar?
  var precision: Int?
  /// The letter of the presentation, such as `d` or `f`.
  var type: Unicode.Scalar?

  /// The largest width or precision that a template may ask for.
  static let largestSize = 10_000

  /// Pads a text to the width.
  func padded(_ text: String, sign: String = "", default: Alignment) -> String {
    let missing = width - text.scalarCount - sign.scalarCount
    guard missing > 0 else { return sign + text }
    let padding = String(scalars: repeatElement(fill, count: missing))
    switch alignment ?? `default` {
    case .left: return sign + text + padding
    case .right: return padding + sign + text
    case .afterSign: return sign + padding + text
    case .center:
      let before = String(scalars: repeatElement(fill, count: missing / 2))
      let after = String(scalars: repeatElement(fill, count: missing - missing / 2))
      return before + sign + text + after
    }
  }

  private func signText(isNegative: Bool) -> String {
    if isNegative { return "-" }
    guard let sign, sign != "-" else { return "" }
    return String(sign)
  }

  /// An integer in base 2, 8, 10 or 16, or as a scalar for `c`.
  func integer(_ value: Int) throws(JinjaError) -> String {
    let radixes: [Unicode.Scalar: (Int, String)] = [
      "b": (2, "0b"), "o": (8, "0o"), "x": (16, "0x"), "X": (16, "0X"),
    ]
    if type == "c" {
      guard let scalar = UInt32(exactly: value).flatMap(Unicode.Scalar.init) else {
        throw .type("\(value) is not the number of a character")
      }
      return padded(String(scalar), default: .left)
    }
    let (radix, prefix) = type.flatMap { radixes[$0] } ?? (10, "")
    let digits = String(value.magnitude, radix: radix, uppercase: type == "X")
    let sign = signText(isNegative: value < 0) + (isAlternate ? prefix : "")
    return grouped(digits, sign: sign, groupSize: radix == 10 ? 3 : 4)
  }

  /// A float in fixed (`f`, `%`), exponent (`e`) or general (`g` or no letter) notation.
  func double(_ value: Double) throws(JinjaError) -> String {
    let isLarge = type.map { $0.properties.isUppercase } ?? false
    let sign = signText(isNegative: value.sign == .minus && !value.isNaN)
    let percent = type == "%" ? "%" : ""
    guard value.isFinite else {
      let word = (value.isNaN ? "nan" : "inf") + percent
      return padded(isLarge ? word.uppercased() : word, sign: sign, default: .right)
    }
    let text = magnitude(value.magnitude * (type == "%" ? 100 : 1))
    return grouped((isLarge ? text.uppercased() : text) + percent, sign: sign, groupSize: 3)
  }

  private func magnitude(_ value: Double) -> String {
    switch type.map({ String($0).lowercased() }) {
    case "f", "%":
      let places = precision ?? 6
      var decimal = DecimalDigits(exact: value)
      decimal.round(places: places)
      return decimal.fixedText(places: places) + (isAlternate && places == 0 ? "." : "")
    case "e":
      let places = precision ?? 6
      var decimal = DecimalDigits(exact: value)
      decimal.round(keeping: places + 1)
      return decimal.exponentText(places: places)
    case "g", "n":
      return general(value, digits: max(1, precision ?? 6), keepsPoint: false)
    default:
      guard let precision else { return value.pythonText }
      return general(value, digits: max(1, precision), keepsPoint: true)
    }
  }

  /// The shorter of fixed and exponent notation for a number of significant digits.
  private func general(_ value: Double, digits: Int, keepsPoint: Bool) -> String {
    var decimal = DecimalDigits(exact: value)
    decimal.round(keeping: digits)
    let exponent = decimal.isZero ? 0 : decimal.point - 1
    let shown = isAlternate ? digits : max(1, decimal.digits.count)
    let largest = keepsPoint ? digits - 1 : digits
    if exponent < -4 || exponent >= largest {
      return decimal.exponentText(places: shown - 1)
    }
    let places = max(0, shown - 1 - exponent)
    return decimal.fixedText(places: keepsPoint ? max(1, places) : places)
  }

  /// Puts separators between groups of the leading digits, then pads.
  private func grouped(_ text: String, sign: String, groupSize: Int) -> String {
    guard let separator else { return padded(text, sign: sign, default: .right) }
    let scalars = Array(text.unicodeScalars)
    var whole = scalars.prefix { $0.properties.isASCIIHexDigit }
    let rest = scalars[whole.endIndex...]
    let zeros = alignment == .afterSign && fill == "0"
    if zeros {
      let room = width - sign.scalarCount - rest.count
      while whole.count + (whole.count - 1) / groupSize < room
        && (whole.count + 1) + whole.count / groupSize <= room + 1
      {
        whole.insert("0", at: whole.startIndex)
      }
    }
    var result = String.UnicodeScalarView()
    for (index, scalar) in whole.enumerated() {
      if index > 0, (whole.count - index) % groupSize == 0 { result.append(separator) }
      result.append(scalar)
    }
    result.append(contentsOf: rest)
    return padded(String(result), sign: sign, default: .right)
  }
}

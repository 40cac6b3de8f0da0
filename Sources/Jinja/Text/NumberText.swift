extension String {
  /// The number that Python's `int(text, base)` reads; nothing where it is not one.
  ///
  /// - Parameter base: From 2 to 36, or 0 for the base that the text's prefix names.
  /// - Returns: The number, or nothing where the text is not an integer.
  /// - Throws: A limit error for an integer beyond 64 bits.
  func pythonInteger(base: Int = 10) throws(JinjaError) -> Int? {
    var digits = Array(stripped().unicodeScalars)[...]
    let isNegative = digits.first == "-"
    if isNegative || digits.first == "+" { digits.removeFirst() }
    var radix = base
    if digits.first == "0", let mark = digits.dropFirst().first,
      let marked = Self.radices[mark], base == 0 || base == marked
    {
      radix = marked
      digits.removeFirst(2)
      if digits.first == "_" { digits.removeFirst() }
    } else if base == 0 {
      guard digits.first != "0" || digits.allSatisfy({ $0 == "0" || $0 == "_" }) else {
        return nil
      }
      radix = 10
    }
    return try Self.integer(digits, radix: radix, isNegative: isNegative)
  }

  private static let radices: [Unicode.Scalar: Int] = [
    "b": 2, "B": 2, "o": 8, "O": 8, "x": 16, "X": 16,
  ]

  private static func integer(
    _ digits: ArraySlice<Unicode.Scalar>, radix: Int, isNegative: Bool
  ) throws(JinjaError) -> Int? {
    var magnitude: UInt = 0
    var mayBeSeparated = false
    var overflows = false
    for scalar in digits {
      if scalar == "_" {
        guard mayBeSeparated else { return nil }
        mayBeSeparated = false
        continue
      }
      guard let digit = scalar.digitValue, digit < radix else { return nil }
      let (product, first) = magnitude.multipliedReportingOverflow(by: UInt(radix))
      let (sum, second) = product.addingReportingOverflow(UInt(digit))
      overflows = overflows || first || second
      magnitude = sum
      mayBeSeparated = true
    }
    guard mayBeSeparated else { return nil }
    guard !overflows, magnitude <= UInt(Int.max) else { throw .integerOverflow }
    return isNegative ? -Int(magnitude) : Int(magnitude)
  }

  /// The number that Python's `float(text)` reads; nothing where it is not one.
  var pythonDouble: Double? {
    let text = stripped()
    let scalars = Array(text.unicodeScalars)
    var previous: Unicode.Scalar = " "
    var plain = ""
    for (index, scalar) in scalars.enumerated() {
      if scalar == "_" {
        let next = index + 1 < scalars.count ? scalars[index + 1] : " "
        guard previous.decimalValue != nil, next.decimalValue != nil else { return nil }
      } else if let digit = scalar.decimalValue {
        plain += String(digit)
      } else {
        plain.unicodeScalars.append(scalar)
      }
      previous = scalar
    }
    let word = plain.lowercased()
    let unsigned = word.hasPrefix("-") || word.hasPrefix("+") ? String(word.dropFirst()) : word
    if ["inf", "infinity", "nan"].contains(unsigned) { return Double(word) }
    guard word.utf8.allSatisfy({ "0123456789.e+-".utf8.contains($0) }) else { return nil }
    guard let value = Double(word) else { return Self.partialDouble(word) }
    return value
  }

  /// Numbers such as `1.` and `.5`, should the standard library not read them.
  private static func partialDouble(_ word: String) -> Double? {
    let halves = word.split(at: "e", limit: 1)
    let mantissa = halves[0]
    guard mantissa.utf8.contains(where: { (0x30...0x39).contains($0) }) else { return nil }
    let completed = mantissa.hasSuffix(".") ? mantissa + "0" : mantissa
    return Double(([completed] + halves.dropFirst()).joined(separator: "e"))
  }
}

extension Unicode.Scalar {
  /// The value of a decimal digit of any script.
  var decimalValue: Int? {
    if ("0"..."9").contains(self) { return Int(value) - 48 }
    guard value > 0x7F, properties.numericType == .decimal else { return nil }
    return properties.numericValue.map { Int($0) }
  }

  /// The value of a digit or of a letter that stands for one, up to 35.
  fileprivate var digitValue: Int? {
    switch self {
    case "a"..."z": Int(value) - 87
    case "A"..."Z": Int(value) - 55
    default: decimalValue
    }
  }
}

extension JinjaError {
  static let integerOverflow = JinjaError(
    .limit, "the integer is beyond 64 bits; use smaller numbers or floats")
}

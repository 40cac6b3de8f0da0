/// A non-negative number in decimal digits: 0.d₁d₂d₃… × 10^`point`.
struct DecimalDigits {
  /// Each from 0 to 9; the first is not 0, unless the number is 0.
  private(set) var digits: [UInt8]
  /// How many digits stand before the decimal point; may be negative or beyond the digits.
  private(set) var point: Int

  /// The shortest digits that read back as the same double.
  init(shortest value: Double) {
    var digits: [UInt8] = []
    var point = 0
    var exponent = 0
    var seenPoint = false
    let text = Array(value.magnitude.description.utf8)
    for (index, byte) in text.enumerated() {
      if byte == UInt8(ascii: "e") {
        exponent = Int(String(decoding: text[(index + 1)...], as: UTF8.self)) ?? 0
        break
      } else if byte == UInt8(ascii: ".") {
        seenPoint = true
      } else {
        digits.append(byte - UInt8(ascii: "0"))
        if !seenPoint { point += 1 }
      }
    }
    self.digits = digits
    self.point = point + exponent
    normalize()
  }

  /// Every digit of a finite double: each has a finite decimal expansion.
  init(exact value: Double) {
    let isNormal = value.exponentBitPattern > 0
    let significand = value.significandBitPattern | (isNormal ? 1 << 52 : 0)
    let exponent = Int(max(1, value.exponentBitPattern)) - 1075
    var integer = BigDecimalInteger(significand)
    if exponent >= 0 {
      integer.multiply(by: 2, times: exponent)
    } else {
      // m / 2^k = m × 5^k / 10^k.
      integer.multiply(by: 5, times: -exponent)
    }
    digits = integer.digits
    point = digits.count + min(0, exponent)
    normalize()
  }

  private mutating func normalize() {
    let zeros = digits.prefix { $0 == 0 }.count
    digits.removeFirst(zeros)
    point -= zeros
    while digits.last == 0 {
      digits.removeLast()
    }
    if digits.isEmpty { point = 0 }
  }

  var isZero: Bool { digits.isEmpty }

  /// Rounds half to even, keeping `places` digits after the decimal point; may be negative.
  mutating func round(places: Int) {
    round(keeping: point + places)
  }

  /// Rounds half to even, keeping the first `count` digits.
  mutating func round(keeping count: Int) {
    guard count < digits.count else { return }
    guard count >= 0 else {
      digits = []
      normalize()
      return
    }
    let rest = digits[count...]
    let isHalf = rest.first == 5 && rest.dropFirst().allSatisfy { $0 == 0 }
    let isOdd = count > 0 && digits[count - 1] % 2 == 1
    let goesUp = isHalf ? isOdd : (rest.first ?? 0) >= 5
    digits.removeSubrange(count...)
    if goesUp { increment() }
    normalize()
  }

  private mutating func increment() {
    for index in digits.indices.reversed() {
      if digits[index] < 9 {
        digits[index] += 1
        return
      }
      digits[index] = 0
    }
    digits.insert(1, at: 0)
    point += 1
  }

  /// The digit at a place before (positive) or after (0 and negative) the decimal point.
  private func digit(at place: Int) -> UInt8 {
    let index = point - place
    return digits.indices.contains(index) ? digits[index] : 0
  }

  /// The number with `places` digits after the point, which must be rounded to them.
  func fixedText(places: Int) -> String {
    var text: [UInt8] = []
    for place in stride(from: max(point, 1), through: 1 - places, by: -1) {
      if place == 0 { text.append(UInt8(ascii: ".")) }
      text.append(UInt8(ascii: "0") + digit(at: place))
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The number as d.ddde±xx, with `places` digits after the point.
  func exponentText(places: Int) -> String {
    let shown = (0...places).map { UInt8(ascii: "0") + ($0 < digits.count ? digits[$0] : 0) }
    let mantissa = String(decoding: shown, as: UTF8.self)
    let exponent = isZero ? 0 : point - 1
    let size = String(exponent.magnitude)
    return mantissa.prefix(1) + (places > 0 ? "." + mantissa.dropFirst() : "")
      + (exponent < 0 ? "e-" : "e+") + (size.utf8.count < 2 ? "0" : "") + size
  }
}

/// A whole number in limbs of nine decimal digits, least first.
private struct BigDecimalInteger {
  private var limbs: [UInt64] = []
  private static let base: UInt64 = 1_000_000_000

  init(_ value: UInt64) {
    var rest = value
    while rest > 0 {
      limbs.append(rest % Self.base)
      rest /= Self.base
    }
  }

  /// Multiplies by a one-digit factor's power; the factor's 12th power fits in 32 bits.
  mutating func multiply(by factor: UInt64, times: Int) {
    var left = times
    while left > 0 {
      let now = min(left, 12)
      multiply(by: (0..<now).reduce(1) { product, _ in product * factor })
      left -= now
    }
  }

  private mutating func multiply(by factor: UInt64) {
    var carry: UInt64 = 0
    for index in limbs.indices {
      let product = limbs[index] * factor + carry
      limbs[index] = product % Self.base
      carry = product / Self.base
    }
    if carry > 0 { limbs.append(carry) }
  }

  /// The decimal digits, most significant first.
  var digits: [UInt8] {
    var reversed: [UInt8] = []
    for limb in limbs {
      var rest = limb
      for _ in 0..<9 {
        reversed.append(UInt8(rest % 10))
        rest /= 10
      }
    }
    return reversed.reversed()
  }
}

extension Double {
  /// The text that Python writes for the float: the shortest that reads back the same.
  var pythonText: String {
    if isNaN { return "nan" }
    let sign = self.sign == .minus ? "-" : ""
    if isInfinite { return sign + "inf" }
    let decimal = DecimalDigits(shortest: self)
    let exponent = decimal.isZero ? 0 : decimal.point - 1
    if exponent < -4 || exponent >= 16 {
      return sign + decimal.exponentText(places: max(0, decimal.digits.count - 1))
    }
    return sign + decimal.fixedText(places: max(1, decimal.digits.count - decimal.point))
  }
}

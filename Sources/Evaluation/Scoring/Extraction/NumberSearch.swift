/// Finds numbers in decimal notation, as people and models write them.
///
/// A number is digits 0 to 9 with or without separators of thousands (`1,234,567`, `1,23,456`), a
/// fraction and an exponent; `.5` is one too. A sign belongs to it unless a letter, a digit or a
/// closing bracket stands before the sign, so `3-4` holds 3 and 4.
enum NumberSearch {
  /// The first or last number of a text, without separators, its minus sign as `-`.
  static func find(_ pick: ExtractStep.Pick, in text: String) -> String? {
    let numbers = all(in: text)
    return pick == .first ? numbers.first : numbers.last
  }

  /// The numbers of a text, from left to right, each without separators.
  static func all(in text: String) -> [String] {
    let scalars = Array(text.unicodeScalars)
    var numbers: [String] = []
    var position = 0
    while position < scalars.count {
      guard let number = NumberReader(scalars, at: position) else {
        position += 1
        continue
      }
      numbers.append(number.text)
      position = number.end
    }
    return numbers
  }

  /// The value of a text that is a number and nothing else.
  ///
  /// - Parameter text: With or without white space around it, a currency sign before it, a percent
  ///   sign or a full stop behind it; none of these changes the value.
  /// - Returns: `nil` where the text is something else, or the number is too large.
  static func value(of text: String) -> Double? {
    var scalars = Array(TextNormalization.trim(text).unicodeScalars)
    if scalars.last == ".", scalars.count > 1 { scalars.removeLast() }
    if scalars.last == "%" {
      scalars.removeLast()
      while let last = scalars.last, TextNormalization.isWhitespace(last) { scalars.removeLast() }
    }
    let sign = scalars.first.flatMap { NumberReader.isSign($0) ? 1 : nil } ?? 0
    if sign < scalars.count, isCurrency(scalars[sign]) {
      scalars.remove(at: sign)
    } else if let first = scalars.first, isCurrency(first) {
      scalars.removeFirst()
    }
    guard let number = NumberReader(scalars, at: 0), number.end == scalars.count,
      let value = Double(number.text), value.isFinite
    else { return nil }
    return value
  }

  private static func isCurrency(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .currencySymbol
  }
}

/// One number that begins at a place.
private struct NumberReader {
  /// Without separators and plus sign.
  private(set) var text = ""
  private(set) var end: Int
  private let scalars: [Unicode.Scalar]

  static func isSign(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "-" || scalar == "+" || scalar == "\u{2212}"
  }

  init?(_ scalars: [Unicode.Scalar], at start: Int) {
    self.scalars = scalars
    end = start
    guard start < scalars.count else { return nil }
    if NumberReader.isSign(scalars[start]) {
      guard !followsOperand(start) else { return nil }
      if scalars[start] != "+" { text = "-" }
      end += 1
    }
    let hasWhole = readWhole()
    let hasFraction = readFraction(needed: !hasWhole)
    guard hasWhole || hasFraction else { return nil }
    readExponent()
  }

  private func digit(_ index: Int) -> Unicode.Scalar? {
    guard index >= 0, index < scalars.count, ("0"..."9").contains(scalars[index]) else {
      return nil
    }
    return scalars[index]
  }

  /// Whether what stands before a sign makes it an operator or a hyphen.
  private func followsOperand(_ index: Int) -> Bool {
    guard index > 0 else { return false }
    let before = scalars[index - 1]
    return before.properties.isAlphabetic || before.properties.numericType != nil || before == "_"
      || before == ")" || before == "]"
  }

  private mutating func readWhole() -> Bool {
    let first = end
    while let next = digit(end) {
      text.unicodeScalars.append(next)
      end += 1
    }
    guard end > first else { return false }
    if end - first <= 3 { readThousands() }
    return true
  }

  /// Groups of two or three digits behind commas, the last of three.
  private mutating func readThousands() {
    var place = end
    var pending = ""
    var accepted: (end: Int, digits: String)?
    while place < scalars.count, scalars[place] == "," {
      var count = 0
      while let next = digit(place + 1 + count), count < 4 {
        pending.unicodeScalars.append(next)
        count += 1
      }
      guard count == 2 || count == 3 else { break }
      place += 1 + count
      if count == 3 { accepted = (place, pending) }
    }
    guard let accepted else { return }
    text += accepted.digits
    end = accepted.end
  }

  private mutating func readFraction(needed: Bool) -> Bool {
    guard end < scalars.count, scalars[end] == ".", digit(end + 1) != nil else { return false }
    // ".5" is a number, the ".2" of a version 1.1.2 is not.
    if needed, end > 0, followsOperand(end) { return false }
    text += needed ? "0." : "."
    end += 1
    while let next = digit(end) {
      text.unicodeScalars.append(next)
      end += 1
    }
    return true
  }

  private mutating func readExponent() {
    guard end < scalars.count, scalars[end] == "e" || scalars[end] == "E" else { return }
    var place = end + 1
    var exponent = "e"
    if place < scalars.count, NumberReader.isSign(scalars[place]) {
      if scalars[place] != "+" { exponent += "-" }
      place += 1
    }
    guard digit(place) != nil else { return }
    while let next = digit(place) {
      exponent.unicodeScalars.append(next)
      place += 1
    }
    text += exponent
    end = place
  }
}

/// Words as `mteval-v13a` and sacrebleu's `13a` cut them.
enum InternationalWords {
  /// The words of a segment as UTF-8.
  static func split(_ text: String) -> [[UInt8]] {
    var scalars = Array(text.unicodeScalars)
    while let last = scalars.last, TextNormalization.isWhitespace(last) { scalars.removeLast() }
    scalars = [" "] + unescaped(joined(scalars)) + [" "]
    scalars = spaced(scalars, around: isSymbol)
    scalars = separated(scalars) { !isDigit($0) && isPoint($1) }
    scalars = separated(scalars, isSecondKept: true) { isPoint($0) && !isDigit($1) }
    scalars = separated(scalars) { isDigit($0) && $1 == "-" }
    return scalars.split(whereSeparator: TextNormalization.isWhitespace).map { word in
      word.flatMap { Array(String($0).utf8) }
    }
  }

  /// Without `<skipped>` and hyphens at line ends, lines joined by spaces.
  private static func joined(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result = replaced(scalars, "<skipped>", by: "")
    result = replaced(result, "-\n", by: "")
    return result.map { $0 == "\n" ? " " : $0 }
  }

  private static func unescaped(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    guard scalars.contains("&") else { return scalars }
    let entities = [("&quot;", "\""), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">")]
    return entities.reduce(scalars) { replaced($0, $1.0, by: $1.1) }
  }

  private static func replaced(
    _ scalars: [Unicode.Scalar], _ part: String, by other: String
  ) -> [Unicode.Scalar] {
    let wanted = Array(part.unicodeScalars)
    let replacement = Array(other.unicodeScalars)
    guard scalars.contains(wanted[0]) else { return scalars }
    var result: [Unicode.Scalar] = []
    var index = 0
    while index < scalars.count {
      let end = index + wanted.count
      if scalars[index] == wanted[0], end <= scalars.count, Array(scalars[index..<end]) == wanted {
        result += replacement
        index = end
      } else {
        result.append(scalars[index])
        index += 1
      }
    }
    return result
  }

  private static func spaced(
    _ scalars: [Unicode.Scalar], around isSeparate: (Unicode.Scalar) -> Bool
  ) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    for scalar in scalars {
      if isSeparate(scalar) { result += [" ", scalar, " "] } else { result.append(scalar) }
    }
    return result
  }

  /// Pairs of neighbours parted as Python's `re.sub` does: from left to right, none overlapping.
  ///
  /// - Parameters:
  ///   - scalars: A text.
  ///   - isSecondKept: A space before and behind the first of a pair; else before and behind the second.
  ///   - isPair: Whether two neighbours are to be parted.
  /// - Returns: The text with spaces between them.
  private static func separated(
    _ scalars: [Unicode.Scalar], isSecondKept: Bool = false,
    _ isPair: (Unicode.Scalar, Unicode.Scalar) -> Bool
  ) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    var index = 0
    while index < scalars.count {
      guard index + 1 < scalars.count, isPair(scalars[index], scalars[index + 1]) else {
        result.append(scalars[index])
        index += 1
        continue
      }
      let (first, second) = (scalars[index], scalars[index + 1])
      result += isSecondKept ? [" ", first, " ", second] : [first, " ", second, " "]
      index += 2
    }
    return result
  }

  /// The class `[\{-\~\[-\` -\&\(-\+\:-\@\/]` of the original: ASCII symbols but `'`, `,`, `-` and `.`.
  private static func isSymbol(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x7B...0x7E, 0x5B...0x60, 0x20...0x26, 0x28...0x2B, 0x3A...0x40, 0x2F: true
    default: false
    }
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private static func isPoint(_ scalar: Unicode.Scalar) -> Bool { scalar == "." || scalar == "," }
}

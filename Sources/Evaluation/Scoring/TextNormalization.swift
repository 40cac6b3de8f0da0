/// What is made alike before two texts are compared.
package enum TextNormalization {
  /// A text as `comparison` compares it.
  ///
  /// In lm-evaluation-harness's order: case, then the 32 ASCII punctuation characters dropped, then
  /// articles replaced by a space as in SQuAD, then white space. Texts are equal where their Unicode
  /// scalars are: no canonical equivalence, as in Python.
  ///
  /// - Parameters:
  ///   - text: Any text.
  ///   - comparison: What to ignore.
  /// - Returns: The text with that made alike.
  package static func normalize(_ text: String, _ comparison: Comparison) -> String {
    var result = comparison.ignoreCase ? text.lowercased() : text
    if comparison.ignorePunctuation {
      result = String(result.unicodeScalars.filter { !isASCIIPunctuation($0) })
    }
    if comparison.ignoreArticles { result = withoutArticles(result) }
    if comparison.ignoreWhitespace { result = words(result).joined(separator: " ") }
    return result
  }

  /// SQuAD's normalisation: all four.
  package static let squad = Comparison(
    ignoreCase: true, ignorePunctuation: true, ignoreArticles: true, ignoreWhitespace: true)

  /// Whether two texts have the same scalars.
  package static func areEqual(_ first: String, _ second: String) -> Bool {
    first.utf8.elementsEqual(second.utf8)
  }

  /// Whether the scalars of one text stand in another.
  package static func contains(_ text: String, _ part: String) -> Bool {
    let haystack = Array(text.utf8)
    let needle = Array(part.utf8)
    guard let first = needle.first else { return true }
    guard haystack.count >= needle.count else { return false }
    return (0...(haystack.count - needle.count)).contains { start in
      haystack[start] == first && haystack[start..<(start + needle.count)].elementsEqual(needle)
    }
  }

  /// The pieces between white space.
  package static func words(_ text: String) -> [String] {
    text.unicodeScalars.split(whereSeparator: isWhitespace).map { String($0) }
  }

  /// White space off both ends.
  package static func trim(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let start = scalars.firstIndex(where: { !isWhitespace($0) }),
      let end = scalars.lastIndex(where: { !isWhitespace($0) })
    else { return "" }
    return String(scalars[start...end])
  }

  /// What Python's `str.isspace` and `\s` hold for white space.
  package static func isWhitespace(_ scalar: Unicode.Scalar) -> Bool {
    (0x1C...0x1F).contains(scalar.value)
      || (scalar.isASCII
        ? scalar == " " || (0x09...0x0D).contains(scalar.value) : scalar.properties.isWhitespace)
  }

  private static func isASCIIPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }

  /// Letters, digits and `_`.
  private static func isASCIIWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: true
    default: false
    }
  }

  private static func withoutArticles(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var word = String.UnicodeScalarView()
    func flush() {
      let isArticle =
        word.prefix(4).count <= 3 && ["a", "an", "the"].contains(String(word).lowercased())
      if isArticle { result.append(" ") } else { result.append(contentsOf: word) }
      word.removeAll()
    }
    for scalar in text.unicodeScalars {
      let properties = scalar.properties
      let isWord =
        scalar.isASCII
        ? isASCIIWord(scalar) : properties.isAlphabetic || properties.numericType != nil
      if isWord {
        word.append(scalar)
      } else {
        flush()
        result.append(scalar)
      }
    }
    flush()
    return String(result)
  }
}

/// Regular expressions as Python's `re` writes them.
///
/// What both dialects have is handed to PCRE2 as it is. Rewritten are what PCRE2 reads otherwise:
/// `\Z`, `\v`, `\uXXXX`, `\UXXXXXXXX`, `{,n}`, and `[:` inside a class. Refused are escapes that
/// Python does not have, and the flags `a` and `L`. Two sets differ by single characters: Python's
/// `\s` holds U+001C to U+001F, which PCRE2's does not, and PCRE2's holds U+180E.
package enum PythonDialect {
  /// A pattern with Python's meaning.
  ///
  /// - Parameters:
  ///   - source: The expression as `re.compile` takes it.
  ///   - options: What `re.IGNORECASE`, `re.MULTILINE` and `re.DOTALL` switch on.
  /// - Returns: The compiled pattern.
  /// - Throws: `PatternError` with the offset in `source` of what Python does not have, or in what
  ///   it was rewritten to.
  package static func pattern(
    _ source: String, options: Pattern.Options = []
  ) throws(PatternError) -> Pattern {
    try Pattern(try rewritten(source), options: options)
  }

  private static let special = Set("()[]{}?*+-|^$\\.&~# \t\n\r\u{B}\u{C}".unicodeScalars)

  /// The pattern that matches a text and nothing else.
  ///
  /// - Parameter text: Any text.
  /// - Returns: The text with what has a meaning in patterns escaped, as `re.escape`.
  package static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if special.contains(scalar) { result.append("\\") }
      result.append(scalar)
    }
    return String(result)
  }

  /// The expression in PCRE2's dialect.
  static func rewritten(_ source: String) throws(PatternError) -> String {
    var rewriter = PythonRewriter(source)
    return try rewriter.run()
  }
}

/// One pass over a Python expression.
private struct PythonRewriter {
  private let source: String
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var output = String.UnicodeScalarView()
  private var isInClass = false

  /// Letters that have a meaning behind a backslash in Python 3.11, outside of classes.
  private static let outside = Set("AbBdDsSwWZafnrtvxuU".unicodeScalars)
  private static let inside = Set("abdDfnrsStvwWxuU".unicodeScalars)

  init(_ source: String) {
    self.source = source
    scalars = Array(source.unicodeScalars)
  }

  mutating func run() throws(PatternError) -> String {
    while position < scalars.count {
      let scalar = scalars[position]
      switch scalar {
      case "\\": try escape()
      case "[": bracket()
      case "]" where isInClass:
        isInClass = false
        copy(1)
      case "{" where !isInClass && next(1) == ",": openRange()
      case "(" where !isInClass && next(1) == "?": try group()
      default: copy(1)
      }
    }
    return String(output)
  }

  private func next(_ distance: Int) -> Unicode.Scalar? {
    position + distance < scalars.count ? scalars[position + distance] : nil
  }

  private mutating func copy(_ count: Int) {
    let end = min(scalars.count, position + count)
    output.append(contentsOf: scalars[position..<end])
    position = end
  }

  private mutating func replace(_ count: Int, with text: String) {
    output.append(contentsOf: text.unicodeScalars)
    position += count
  }

  private func failure(_ message: String) -> PatternError {
    let before = String(String.UnicodeScalarView(scalars[..<position]))
    return PatternError(pattern: source, message: message, offset: before.utf8.count)
  }

  private mutating func escape() throws(PatternError) {
    guard let letter = next(1) else { throw failure("\\ at the end of the pattern") }
    let isLetter = letter.isASCII && letter.properties.isAlphabetic
    guard isLetter else { return copy(2) }
    guard (isInClass ? PythonRewriter.inside : PythonRewriter.outside).contains(letter) else {
      throw failure("Python's regular expressions have no \\\(letter) here")
    }
    switch letter {
    case "Z": replace(2, with: "\\z")
    case "v": replace(2, with: "\\x{B}")
    case "u": try codePoint(digits: 4)
    case "U": try codePoint(digits: 8)
    case "x": try codePoint(digits: 2)
    default: copy(2)
    }
  }

  private mutating func codePoint(digits: Int) throws(PatternError) {
    let first = position + 2
    let last = first + digits
    guard last <= scalars.count,
      let number = UInt32(String(String.UnicodeScalarView(scalars[first..<last])), radix: 16),
      Unicode.Scalar(number) != nil
    else { throw failure("\\\(scalars[position + 1]) needs \(digits) hexadecimal digits") }
    replace(2 + digits, with: "\\x{\(String(number, radix: 16, uppercase: true))}")
  }

  /// The start of a class, whose first `]` is a member; or a bracket inside of one.
  private mutating func bracket() {
    if isInClass {
      // `[:` begins a named class in PCRE2 alone.
      return replace(1, with: "\\[")
    }
    isInClass = true
    copy(1)
    if next(0) == "^" { copy(1) }
    if next(0) == "]" { copy(1) }
  }

  /// `{,n}` and `{,}`, which PCRE2 10.42 takes literally.
  private mutating func openRange() {
    var end = position + 2
    while end < scalars.count, ("0"..."9").contains(scalars[end]) { end += 1 }
    guard end < scalars.count, scalars[end] == "}" else { return copy(1) }
    replace(1, with: "{0")
  }

  /// Flags behind `(?`.
  private mutating func group() throws(PatternError) {
    var end = position + 2
    var flags = ""
    while end < scalars.count, "aiLmsux".unicodeScalars.contains(scalars[end]) {
      flags.unicodeScalars.append(scalars[end])
      end += 1
    }
    guard !flags.isEmpty, end < scalars.count, ")-:".unicodeScalars.contains(scalars[end]) else {
      return copy(2)
    }
    if flags.contains("a") || flags.contains("L") {
      throw failure("the flags a and L are not supported: patterns are Unicode patterns")
    }
    let known = flags.filter { $0 != "u" }
    if known.isEmpty, scalars[end] == ")" { return replace(end + 1 - position, with: "") }
    replace(end - position, with: "(?" + known)
  }
}

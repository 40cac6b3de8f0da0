/// Regular expressions of JavaScript in PCRE2's dialect.
///
/// Different are `$`, which in JavaScript matches at the very end alone; `\d` and `\w`, which mean ASCII;
/// `\uXXXX`; `[^]` and `[]`. The rest is the same or refused by PCRE2.
enum JavaScriptPattern {
  /// The same pattern for PCRE2.
  ///
  /// - Parameter source: As `RegExp` takes it, without flags.
  /// - Returns: A pattern that matches the same texts.
  static func translate(_ source: String) -> String {
    let scalars = Array(source.unicodeScalars)
    var result = ""
    var index = 0
    var inClass = false
    while index < scalars.count {
      let scalar = scalars[index]
      switch scalar {
      case "\\":
        index += escape(scalars, index, inClass: inClass, &result)
        continue
      case "[" where !inClass:
        if let (text, length) = special(scalars, index) {
          result += text
          index += length
          continue
        }
        inClass = true
      // A bracket inside of a class is a character in JavaScript.
      case "[" where inClass: result += "\\"
      case "]": inClass = false
      case "$" where !inClass:
        result += "\\z"
        index += 1
        continue
      default: break
      }
      result.unicodeScalars.append(scalar)
      index += 1
    }
    return result
  }

  /// `[^]` matches anything, `[]` nothing.
  private static func special(_ scalars: [Unicode.Scalar], _ index: Int) -> (String, Int)? {
    let next = scalars.dropFirst(index + 1).prefix(2)
    if next.first == "]" { return ("(?!)", 2) }
    return next.elementsEqual(["^", "]"]) ? ("[\\s\\S]", 3) : nil
  }

  /// Writes the escape that begins at an index; answers its length.
  private static func escape(
    _ scalars: [Unicode.Scalar], _ index: Int, inClass: Bool, _ result: inout String
  ) -> Int {
    guard index + 1 < scalars.count else {
      result += "\\"
      return 1
    }
    let next = scalars[index + 1]
    switch next {
    case "d": result += inClass ? "0-9" : "[0-9]"
    case "D" where !inClass: result += "[^0-9]"
    case "w": result += inClass ? "A-Za-z0-9_" : "[A-Za-z0-9_]"
    case "W" where !inClass: result += "[^A-Za-z0-9_]"
    case "/", "-": result += "\\\(next)"
    case "u":
      let digits = scalars.dropFirst(index + 2).prefix(4)
      guard digits.count == 4, digits.allSatisfy(\.properties.isASCIIHexDigit) else { fallthrough }
      result += "\\x{\(digits.map { String($0) }.joined())}"
      return 6
    default: result += "\\\(next)"
    }
    return 2
  }
}

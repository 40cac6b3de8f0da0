/// Regular expressions of Python's `re` in PCRE2's dialect.
///
/// The dialects agree on what evaluation tasks use, but for these: `\Z` is PCRE2's `\z`, `\uXXXX` and
/// `\UXXXXXXXX` are `\x{…}`, `{,n}` is `{0,n}`, a `[` in a class may need a backslash, the flag `u` is
/// always on.
enum PythonPattern {
  /// The same expression in PCRE2's dialect.
  static func pcre(_ source: String) -> String {
    var scanner = Scanner(source)
    return scanner.translated()
  }

  private struct Scanner {
    private let scalars: [Unicode.Scalar]
    private var position = 0
    private var output = ""
    private var isInClass = false
    private var isFirstInClass = false

    init(_ source: String) {
      scalars = Array(source.unicodeScalars)
    }

    mutating func translated() -> String {
      while position < scalars.count {
        let scalar = scalars[position]
        if scalar == "\\" {
          escape()
        } else if isInClass {
          inClass(scalar)
        } else {
          outside(scalar)
        }
      }
      return output
    }

    private mutating func emit(_ text: String, consuming count: Int = 1) {
      output += text
      position += count
      isFirstInClass = false
    }

    private mutating func escape() {
      guard position + 1 < scalars.count else { return emit("\\") }
      switch scalars[position + 1] {
      case "Z" where !isInClass: emit("\\z", consuming: 2)
      case "u": code(digits: 4)
      case "U": code(digits: 8)
      default: emit("\\" + String(scalars[position + 1]), consuming: 2)
      }
    }

    private mutating func code(digits: Int) {
      let start = position + 2
      guard start + digits <= scalars.count else { return emit("\\", consuming: 1) }
      var hex = String.UnicodeScalarView()
      hex.append(contentsOf: scalars[start..<(start + digits)])
      emit("\\x{\(String(hex))}", consuming: 2 + digits)
    }

    private mutating func inClass(_ scalar: Unicode.Scalar) {
      if scalar == "]", !isFirstInClass {
        isInClass = false
        return emit("]")
      }
      let wasFirst = isFirstInClass
      emit(scalar == "[" ? "\\[" : String(scalar))
      if scalar == "^", wasFirst, position >= 2, scalars[position - 2] == "[" {
        isFirstInClass = true
      }
    }

    private mutating func outside(_ scalar: Unicode.Scalar) {
      switch scalar {
      case "[":
        emit("[")
        isInClass = true
        isFirstInClass = true
      case "{" where position + 1 < scalars.count && scalars[position + 1] == ",":
        emit(isCount ? "{0," : "{,", consuming: 2)
      case "(" where startsFlagU: emit("", consuming: 4)
      default: emit(String(scalar))
      }
    }

    /// Whether `{,` begins a count such as `{,3}`.
    private var isCount: Bool {
      var end = position + 2
      while end < scalars.count, ("0"..."9").contains(scalars[end]) { end += 1 }
      return end > position + 2 && end < scalars.count && scalars[end] == "}"
    }

    private var startsFlagU: Bool {
      position + 4 <= scalars.count
        && scalars[position..<(position + 4)].elementsEqual("(?u)".unicodeScalars)
    }
  }
}

/// Template sources for what is no template by itself.
enum JinjaSource {
  /// A template that gives the text as it is.
  static func literal(_ text: String) -> String {
    guard text.contains("{{") || text.contains("{%") || text.contains("{#") else { return text }
    return text.contains("{% endraw") || text.contains("{%- endraw")
      ? "{{ \(string(text)) }}" : "{% raw %}\(text){% endraw %}"
  }

  /// A template that gives a field's value itself.
  static func field(_ name: String) -> String {
    isIdentifier(name) ? "{{ \(name) }}" : "{{ row[\(string(name))] }}"
  }

  private static let words: Set<String> = [
    "and", "or", "not", "in", "is", "if", "else", "elif", "for", "true", "false", "none", "True",
    "False", "None", "self", "super", "loop", "caller", "varargs", "kwargs", "row", "canary",
  ]

  private static func isIdentifier(_ name: String) -> Bool {
    guard let first = name.utf8.first, !(0x30...0x39).contains(first), !words.contains(name) else {
      return false
    }
    return name.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
        || $0 == UInt8(ascii: "_")
    }
  }

  /// A text as an expression.
  private static func string(_ text: String) -> String {
    var result = "'"
    for scalar in text.unicodeScalars {
      switch scalar {
      case "'": result += "\\'"
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "'"
  }
}

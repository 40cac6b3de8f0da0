/// The texts of a template, without regard to what it does with them.
struct TemplateTexts: Equatable {
  /// What stands between the tags.
  private(set) var outside: [String] = []
  /// What stands in quotation marks inside tags.
  private(set) var literals: [String] = []

  /// Takes a template apart; a source that is no template gives what can be found in it.
  init(_ source: String) {
    var rest = Array(source.unicodeScalars)[...]
    var text = String.UnicodeScalarView()
    while let scalar = rest.popFirst() {
      if scalar == "{", let kind = rest.first, kind == "%" || kind == "{" || kind == "#" {
        if !text.isEmpty { outside.append(String(text)) }
        text = String.UnicodeScalarView()
        rest.removeFirst()
        skipTag(closing: kind == "{" ? "}" : kind, &rest)
      } else {
        text.append(scalar)
      }
    }
    if !text.isEmpty { outside.append(String(text)) }
  }

  /// Reads to the end of a tag, collecting its texts; comments have none.
  private mutating func skipTag(
    closing: Unicode.Scalar, _ rest: inout ArraySlice<Unicode.Scalar>
  ) {
    while let scalar = rest.popFirst() {
      if scalar == closing, rest.first == "}" {
        rest.removeFirst()
        return
      }
      if closing != "#", scalar == "'" || scalar == "\"" {
        literals.append(TemplateTexts.literal(until: scalar, &rest))
      }
    }
  }

  private static func literal(
    until quote: Unicode.Scalar, _ rest: inout ArraySlice<Unicode.Scalar>
  ) -> String {
    var text = String.UnicodeScalarView()
    while let scalar = rest.popFirst(), scalar != quote {
      guard scalar == "\\", let escaped = rest.popFirst() else {
        text.append(scalar)
        continue
      }
      switch escaped {
      case "n": text.append("\n")
      case "t": text.append("\t")
      case "r": text.append("\r")
      default: text.append(escaped)
      }
    }
    return String(text)
  }
}

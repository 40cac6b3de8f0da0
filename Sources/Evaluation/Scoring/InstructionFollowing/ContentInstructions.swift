import Jinja
import Patterns

/// Placeholders and postscripts.
enum ContentInstructions {
  static let all = [
    InstructionDefinition(
      "detectable_content:number_placeholders", [("num_placeholders", .count)]
    ) { arguments, text throws(PatternError) in
      try placeholder.pattern.matchRanges(inUTF8: Array(text.utf8)).count
        >= arguments.number("num_placeholders")
    },
    InstructionDefinition(
      "detectable_content:postscript", [("postscript_marker", .pattern)]
    ) { arguments, text throws(PatternError) in
      let marker = TextNormalization.trim(arguments.text("postscript_marker"))
      let source =
        switch marker {
        case "P.P.S": #"\s*p\.\s?p\.\s?s.*$"#
        case "P.S.": #"\s*p\.\s?s\..*$"#
        default: "\\s*\(marker.pythonLowercased).*$"
        }
      let pattern = try PythonDialect.pattern(source, options: .multiline)
      return try pattern.firstMatch(in: text.pythonLowercased) != nil
    },
  ]

  private static let placeholder = FixedPattern(#"\[.*?\]"#)
}

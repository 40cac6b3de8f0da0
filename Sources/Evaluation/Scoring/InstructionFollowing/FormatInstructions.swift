import Patterns

/// Bullets, highlights, sections, titles, JSON and set phrases.
enum FormatInstructions {
  static let all = [
    InstructionDefinition(
      "detectable_format:number_bullet_lists", [("num_bullets", .count)]
    ) { arguments, text throws(PatternError) in
      let bytes = Array(text.utf8)
      let count =
        try starBullet.pattern.matchRanges(inUTF8: bytes).count
        + dashBullet.pattern.matchRanges(inUTF8: bytes).count
      return count == arguments.number("num_bullets")
    },
    InstructionDefinition("detectable_format:constrained_response") { _, text in
      ["My answer is yes.", "My answer is no.", "My answer is maybe."].contains {
        TextNormalization.contains(text, $0)
      }
    },
    InstructionDefinition(
      "detectable_format:number_highlighted_sections", [("num_highlights", .count)]
    ) { arguments, text throws(PatternError) in
      try highlights(text) >= arguments.number("num_highlights")
    },
    InstructionDefinition(
      "detectable_format:multiple_sections",
      [("section_spliter", .pattern), ("num_sections", .count)]
    ) { arguments, text throws(PatternError) in
      let splitter = TextNormalization.trim(arguments.text("section_spliter"))
      let pattern = try PythonDialect.pattern("\\s?\(splitter)\\s?\\d+\\s?")
      return try pattern.split(text).count - 1 >= arguments.number("num_sections")
    },
    InstructionDefinition("detectable_format:json_format") { _, text in
      var body = TextNormalization.trim(text)
      for fence in ["```json", "```Json", "```JSON", "```"] { body = body.removing(prefix: fence) }
      return JSONSyntax.isValid(TextNormalization.trim(body.removing(suffix: "```")), .python)
    },
    InstructionDefinition("detectable_format:title") { _, text throws(PatternError) in
      try title.pattern.findAll(in: text).contains { found in
        let name = found[0].stripped(of: "<", end: false).stripped(of: ">", start: false)
        return !TextNormalization.trim(name).isEmpty
      }
    },
  ]

  private static let starBullet = FixedPattern(#"^\s*\*[^\*].*$"#, options: .multiline)
  private static let dashBullet = FixedPattern(#"^\s*-.*$"#, options: .multiline)
  private static let highlight = FixedPattern(#"\*[^\n\*]*\*"#)
  private static let doubleHighlight = FixedPattern(#"\*\*[^\n\*]*\*\*"#)
  private static let title = FixedPattern(#"<<[^\n]+>>"#)

  private static func highlights(_ text: String) throws(PatternError) -> Int {
    let single = try highlight.pattern.findAll(in: text).count {
      !TextNormalization.trim($0[0].stripped(of: "*")).isEmpty
    }
    let double = try doubleHighlight.pattern.findAll(in: text).count {
      !TextNormalization.trim($0[0].removing(prefix: "**").removing(suffix: "**")).isEmpty
    }
    return single + double
  }
}

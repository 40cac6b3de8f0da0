import Jinja

/// How an answer begins and ends.
enum BoundaryInstructions {
  static let all = [
    InstructionDefinition("startend:end_checker", [("end_phrase", .text)]) { arguments, text in
      let phrase = TextNormalization.trim(arguments.text("end_phrase")).pythonLowercased
      return TextNormalization.trim(text).stripped(of: "\"").pythonLowercased.ends(with: phrase)
    },
    InstructionDefinition("startend:quotation") { _, text in
      let scalars = TextNormalization.trim(text).unicodeScalars
      return scalars.count > 1 && scalars.first == "\"" && scalars.last == "\""
    },
  ]
}

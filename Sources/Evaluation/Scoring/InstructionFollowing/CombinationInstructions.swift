import Jinja

/// Two answers in one, and answers behind the question.
enum CombinationInstructions {
  static let all = [
    InstructionDefinition("combination:two_responses") { _, text in
      let pieces = text.pieces(between: "******").map(TextNormalization.trim)
      guard !pieces.dropFirst().dropLast().contains("") else { return false }
      let answers = pieces.filter { !$0.isEmpty }
      return answers.count == 2 && !TextNormalization.areEqual(answers[0], answers[1])
    },
    InstructionDefinition(
      "combination:repeat_prompt", [("prompt_to_repeat", .text)]
    ) { arguments, text in
      let prompt = TextNormalization.trim(arguments.text("prompt_to_repeat")).pythonLowercased
      return TextNormalization.starts(
        TextNormalization.trim(text).pythonLowercased, with: prompt)
    },
  ]
}

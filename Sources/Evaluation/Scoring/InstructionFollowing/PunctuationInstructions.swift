/// Punctuation that an answer must not have.
enum PunctuationInstructions {
  static let all = [
    InstructionDefinition("punctuation:no_comma") { _, text in !text.utf8.contains(0x2C) }
  ]
}

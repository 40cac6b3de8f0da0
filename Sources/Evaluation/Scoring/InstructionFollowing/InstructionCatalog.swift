/// All instructions that can be checked: the 25 of IFEval.
enum InstructionCatalog {
  static let all: [InstructionDefinition] =
    KeywordInstructions.all + LanguageInstructions.all + LengthInstructions.all
    + ContentInstructions.all + FormatInstructions.all + CombinationInstructions.all
    + BoundaryInstructions.all + CaseInstructions.all + PunctuationInstructions.all

  static let ids = all.map(\.id)

  static let definitions = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
}

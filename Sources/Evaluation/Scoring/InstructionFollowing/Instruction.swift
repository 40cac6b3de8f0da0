import Patterns

/// Something verifiable that an answer must obey: an instruction of IFEval with its arguments.
///
/// Zhou 2023, arXiv 2311.07911.
package struct Instruction: Sendable, Equatable, Codable {
  /// A value that an instruction is stated with.
  package enum Argument: Sendable, Equatable, Codable {
    case number(Int)
    case text(String)
    case texts([String])
  }

  /// Such as `length_constraints:number_words`.
  package let id: String
  /// By their names in IFEval's data.
  package let arguments: [String: Argument]

  /// An instruction whose arguments are what its definition asks for.
  ///
  /// - Parameters:
  ///   - id: The instruction.
  ///   - arguments: Its arguments; those that are empty or 0 count as not stated, as in
  ///     lm-evaluation-harness.
  /// - Throws: `InstructionFault` in words, where the id is unknown or an argument is not what it must be.
  package init(_ id: String, _ arguments: [String: Argument]) throws(InstructionFault) {
    guard let definition = InstructionCatalog.definitions[id] else {
      throw InstructionFault(
        "there is no instruction \"\(id)\"",
        Spelling.remedy(id, among: InstructionCatalog.ids, called: "instructions"))
    }
    self.id = id
    self.arguments = arguments.filter { !$0.value.isEmpty }
    try definition.check(self.arguments)
  }

  /// Whether an answer obeys.
  ///
  /// - Parameter text: The answer; one without anything but white space never does.
  /// - Returns: Whether it does.
  /// - Throws: `PatternError` where a match cost too much.
  func isFollowed(by text: String) throws(PatternError) -> Bool {
    guard let definition = InstructionCatalog.definitions[id],
      !TextNormalization.trim(text).isEmpty
    else { return false }
    return try definition.isFollowed(InstructionArguments(arguments), text)
  }
}

extension Instruction.Argument {
  /// What Python holds for false.
  fileprivate var isEmpty: Bool {
    switch self {
    case .number(let number): number == 0
    case .text(let text): text.isEmpty
    case .texts(let texts): texts.isEmpty
    }
  }
}

/// Why an instruction cannot be checked.
package struct InstructionFault: Error, Equatable {
  package var message: String
  package var remedy: String?

  init(_ message: String, _ remedy: String? = nil) {
    self.message = message
    self.remedy = remedy
  }
}

import Patterns

/// How an instruction is stated and checked.
struct InstructionDefinition: Sendable {
  /// What an argument must be.
  enum Form: Sendable {
    /// A whole number of at least 1.
    case count
    case text
    /// At least one.
    case texts
    /// `less than` or `at least`.
    case relation
    /// A code of `LanguageDetector`.
    case language
    /// One character.
    case letter
    /// A text, or texts, that Python's `re` takes.
    case pattern
    case patterns
  }

  let id: String
  let parameters: [(name: String, form: Form)]
  let isFollowed: @Sendable (InstructionArguments, String) throws(PatternError) -> Bool

  init(
    _ id: String, _ parameters: [(name: String, form: Form)] = [],
    isFollowed: @escaping @Sendable (InstructionArguments, String) throws(PatternError) -> Bool
  ) {
    self.id = id
    self.parameters = parameters
    self.isFollowed = isFollowed
  }

  /// Finds what is wrong with arguments: one that lacks, is of a wrong form or is unknown.
  func check(_ arguments: [String: Instruction.Argument]) throws(InstructionFault) {
    let names = parameters.map(\.name)
    for name in arguments.keys.sorted() where !names.contains(name) {
      throw InstructionFault(
        "the instruction \(id) has no argument \"\(name)\"",
        names.isEmpty
          ? "It takes none." : Spelling.remedy(name, among: names, called: "arguments"))
    }
    for (name, form) in parameters {
      guard let argument = arguments[name] else {
        throw InstructionFault("the instruction \(id) needs the argument \"\(name)\"")
      }
      if let wanted = form.refusal(argument) {
        throw InstructionFault(
          "the argument \"\(name)\" of \(id) must be \(wanted), and is \(argument.words)")
      }
    }
  }
}

extension InstructionDefinition.Form {
  /// What an argument should be, where it is not.
  fileprivate func refusal(_ argument: Instruction.Argument) -> String? {
    switch (self, argument) {
    case (.count, .number(let number)): return number > 0 ? nil : "a whole number of at least 1"
    case (.count, _): return "a whole number of at least 1"
    case (.relation, .text(let text)):
      return InstructionArguments.relations.contains(text) ? nil : "\"less than\" or \"at least\""
    case (.relation, _): return "\"less than\" or \"at least\""
    case (.language, .text(let code)):
      return LanguageDetector.codes.contains(code)
        ? nil : "one of \(LanguageDetector.codes.joined(separator: ", "))"
    case (.letter, .text(let text)):
      return TextNormalization.trim(text).unicodeScalars.count == 1 ? nil : "one character"
    case (.text, .text): return nil
    case (.pattern, .text(let text)): return Self.isPattern(text) ? nil : Self.wantedPattern
    case (.patterns, .texts(let texts)):
      return texts.allSatisfy(Self.isPattern) ? nil : Self.wantedPattern
    case (.texts, .texts): return nil
    case (.texts, _), (.patterns, _): return "a list of texts"
    case (.text, _), (.language, _), (.letter, _), (.pattern, _): return "a text"
    }
  }

  private static let wantedPattern = "what Python's re takes"

  private static func isPattern(_ text: String) -> Bool {
    (try? PythonDialect.pattern(text)) != nil
  }
}

extension Instruction.Argument {
  fileprivate var words: String {
    switch self {
    case .number(let number): "\(number)"
    case .text(let text): "\"\(text.prefix(60))\""
    case .texts(let texts): "[\(texts.map { "\"\($0.prefix(30))\"" }.joined(separator: ", "))]"
    }
  }
}

/// The arguments of an instruction, checked before.
struct InstructionArguments {
  static let relations = ["less than", "at least"]
  private let values: [String: Instruction.Argument]

  init(_ values: [String: Instruction.Argument]) {
    self.values = values
  }

  func number(_ name: String) -> Int {
    if case .number(let number)? = values[name] { return number }
    return 0
  }

  func text(_ name: String) -> String {
    if case .text(let text)? = values[name] { return text }
    return ""
  }

  func texts(_ name: String) -> [String] {
    if case .texts(let texts)? = values[name] { return texts }
    return []
  }

  /// Whether a number is on the side of another that the relation `name` states.
  func holds(_ count: Int, _ name: String, _ limit: Int) -> Bool {
    text(name) == InstructionArguments.relations[0] ? count < limit : count >= limit
  }
}

import Patterns

/// Which of a sample's instructions its answers obey, by lm-evaluation-harness's rules.
///
/// *Strict* looks at the answer as it is. *Loose* is content where the answer obeys without its first or
/// last line, or both, and without asterisks, or with any of these as they are. `prompt_level_…`: 1
/// where all instructions are followed; `instructions.strict`, `instructions.loose`: how many are;
/// `instructions.count`: of how many.
struct InstructionMeasure: AnswerMeasure {
  static let metrics = Set(InstructionMetrics.all.map(\.name))

  let names = [
    "prompt_level_strict_acc", "prompt_level_loose_acc", "instructions.strict",
    "instructions.loose", "instructions.count",
  ]

  func values(_ set: AnswerSet) throws(PatternError) -> [Double] {
    var sums = [Double](repeating: 0, count: names.count)
    for answer in set.answers {
      let (strict, loose) = try InstructionMeasure.followed(set.sample.instructions, answer.text)
      let terms = [
        strict.allSatisfy(\.self) ? 1 : 0, loose.allSatisfy(\.self) ? 1 : 0,
        strict.count(where: \.self), loose.count(where: \.self), strict.count,
      ]
      for (index, term) in terms.enumerated() { sums[index] += Double(term) }
    }
    let count = Double(max(1, set.answers.count))
    return [sums[0] / count, sums[1] / count] + sums[2...]
  }

  func note(_ set: AnswerSet) throws(PatternError) -> String? {
    guard let answer = set.answers.first else { return nil }
    let strict = try InstructionMeasure.followed(set.sample.instructions, answer.text).strict
    let missed = zip(set.sample.instructions, strict).filter { !$0.1 }.map(\.0.id)
    let total = set.sample.instructions.count
    return missed.isEmpty
      ? "follows all \(total) instructions"
      : "follows \(total - missed.count) of \(total) instructions, not "
        + missed.joined(separator: ", ")
  }

  /// Whether each instruction is followed.
  static func followed(
    _ instructions: [Instruction], _ text: String
  ) throws(PatternError) -> (strict: [Bool], loose: [Bool]) {
    let variants = variants(text)
    var strict: [Bool] = []
    var loose: [Bool] = []
    for instruction in instructions {
      let isStrict = try instruction.isFollowed(by: text)
      strict.append(isStrict)
      var isLoose = isStrict
      for variant in variants where !isLoose {
        isLoose = try instruction.isFollowed(by: variant)
      }
      loose.append(isLoose)
    }
    return (strict, loose)
  }

  /// The answer without its first line, its last, both, and each of these and itself without asterisks.
  private static func variants(_ text: String) -> [String] {
    let lines = text.pieces(between: "\n")
    let cut = [lines.dropFirst(), lines.dropLast(), lines.dropFirst().dropLast()].map {
      TextNormalization.trim($0.joined(separator: "\n"))
    }
    let bare = ([text] + cut).map { $0.pieces(between: "*").joined() }
    return cut + bare
  }
}

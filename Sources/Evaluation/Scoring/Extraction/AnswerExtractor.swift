import Jinja
package import Patterns

/// Makes the answers out of a sample's generated texts, by the steps of a pipeline in order.
package struct AnswerExtractor: Sendable {
  /// What stands for an answer that could not be found (lm-evaluation-harness's word).
  package static let invalid = "[invalid]"

  /// A step, compiled; one over single answers leaves it so where there is none (`nil`).
  enum Step: Sendable {
    case each(@Sendable (String) throws(PatternError) -> String?)
    /// With the sample's choices.
    case choosing(@Sendable (String, [String]) throws(PatternError) -> String?)
    case all(@Sendable ([String?]) -> [String?])
  }

  private let steps: [Step]

  /// Compiles a pipeline.
  ///
  /// - Parameters:
  ///   - pipeline: The steps.
  ///   - file: The suite file, for messages.
  /// - Throws: `Failure` naming the regular expression that does not compile.
  package init(_ pipeline: ExtractPipeline, file: String = "") throws(Failure) {
    let field = pipeline.name.map { "extract.\($0)" } ?? "extract"
    var steps: [Step] = []
    for (index, step) in pipeline.steps.enumerated() {
      do throws(PatternError) {
        steps.append(try AnswerExtractor.compile(step))
      } catch {
        throw Failure(
          .badData, error.description,
          at: Place(file: file, field: "\(field)[\(index)].\(step.patternKey)"),
          remedy: step.dialect)
      }
    }
    self.steps = steps
  }

  /// Runs the steps over a sample's repeats.
  ///
  /// - Parameters:
  ///   - texts: What the model generated, one a repeat.
  ///   - choices: The sample's choices, for `multi_choice`.
  /// - Returns: The answers; `nil` where there is none: a pattern does not match, its group took no
  ///   part, or nothing is left.
  /// - Throws: `PatternError` where a match cost too much.
  package func extract(
    _ texts: [String], choices: [String] = []
  ) throws(PatternError) -> [String?] {
    var answers: [String?] = texts
    for step in steps {
      switch step {
      case .all(let step): answers = step(answers)
      case .each(let step):
        answers = try answers.map { answer throws(PatternError) in
          guard let answer else { return nil }
          return try step(answer)
        }
      case .choosing(let step):
        answers = try answers.map { answer throws(PatternError) in
          guard let answer else { return nil }
          return try step(answer, choices)
        }
      }
    }
    return answers.map { $0?.isEmpty == true ? nil : $0 }
  }

  private static func compile(_ step: ExtractStep) throws(PatternError) -> Step {
    switch step {
    case .regex(let pattern, let group, let pick):
      try PatternSteps.regex(pattern, group: group, pick: pick)
    case .findall(let pattern, let pick, let fallback):
      try PatternSteps.findall(pattern, pick: pick, fallback: fallback)
    case .replace(let pattern, let text): try PatternSteps.replace(pattern, with: text)
    case .multiChoice(let step): try MultiChoiceSearch(step).step
    case .map(let entries, let fallback): TextSteps.map(entries, fallback: fallback)
    case .after(let text): TextSteps.after(text)
    case .trim: .each { TextNormalization.trim($0) }
    case .lowercase: .each { $0.pythonLowercased }
    case .uppercase: .each { $0.pythonUppercased }
    case .firstLine: TextSteps.firstLine
    case .number(let pick): .each { NumberSearch.find(pick, in: $0) }
    case .code: .each { FencedCode.firstBody(in: $0) }
    case .json: .each { JSONSearch.first(in: $0) }
    case .takeFirst: RepeatSteps.takeFirst(1)
    case .takeFirstK(let count): RepeatSteps.takeFirst(count)
    case .majorityVote: RepeatSteps.majorityVote
    }
  }
}

extension ExtractStep {
  /// The key of a suite file that holds the step's regular expression.
  fileprivate var patternKey: String {
    switch self {
    case .findall: "findall"
    case .multiChoice: "multi_choice"
    case .replace: "replace"
    default: "regex"
    }
  }

  fileprivate var dialect: String {
    switch self {
    case .findall, .multiChoice: "Write it in the dialect of Python's re."
    default: "Write it in PCRE2's dialect."
    }
  }
}

import Patterns

/// Makes the answer out of a generated text, by a suite's `extract` steps in order.
package struct AnswerExtractor: Sendable {
  /// What stands for an answer that could not be found (lm-evaluation-harness's word).
  package static let invalid = "[invalid]"

  /// The answer, or that there is none, or that looking for it had to be given up.
  package enum Outcome: Sendable, Equatable {
    case answer(String)
    case invalid
    case givenUp(String)
  }

  private enum Step {
    case regex(Pattern, group: Int, pick: ExtractStep.Pick)
    case plain(ExtractStep)
  }

  private let steps: [Step]

  /// Compiles the steps of a suite.
  ///
  /// - Parameter definition: The suite.
  /// - Throws: `Failure` naming the regular expression that does not compile.
  package init(_ definition: SuiteDefinition) throws(Failure) {
    var steps: [Step] = []
    for (index, step) in definition.extract.enumerated() {
      guard case .regex(let source, let group, let pick) = step else {
        steps.append(.plain(step))
        continue
      }
      do {
        steps.append(.regex(try Pattern(source), group: group, pick: pick))
      } catch {
        throw Failure(
          .badData, error.description,
          at: Place(file: definition.file, field: "extract[\(index)].regex"),
          remedy: "Write it in PCRE2's dialect.")
      }
    }
    self.steps = steps
  }

  /// Runs the steps.
  ///
  /// - Parameter text: What the model generated.
  /// - Returns: `.invalid` where a pattern does not match, its group took no part, or nothing is left;
  ///   `.givenUp` where a match cost too much.
  package func extract(_ text: String) -> Outcome {
    var answer = text
    for step in steps {
      switch step {
      case .plain(let plain): answer = AnswerExtractor.apply(plain, answer)
      case .regex(let pattern, let group, let pick):
        do {
          let match = try AnswerExtractor.match(pattern, pick, answer)
          guard let match, match.groups.indices.contains(group), let text = match.groups[group]
          else { return .invalid }
          answer = text
        } catch {
          return .givenUp(error.description)
        }
      }
    }
    return answer.isEmpty ? .invalid : .answer(answer)
  }

  private static func match(
    _ pattern: Pattern, _ pick: ExtractStep.Pick, _ text: String
  ) throws(PatternError) -> PatternMatch? {
    switch pick {
    case .first: try pattern.firstMatch(in: text)
    case .last: try pattern.allMatches(in: text).last
    }
  }

  private static func apply(_ step: ExtractStep, _ text: String) -> String {
    switch step {
    case .trim: return TextNormalization.trim(text)
    case .lowercase: return text.lowercased()
    case .uppercase: return text.uppercased()
    case .firstLine:
      return String(text.unicodeScalars.prefix { $0 != "\n" && $0 != "\r" })
    case .regex: return text
    }
  }
}

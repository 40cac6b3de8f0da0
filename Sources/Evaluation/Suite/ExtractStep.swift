/// A list of steps from generated texts to answers, with the name that tells it from others.
package struct ExtractPipeline: Sendable, Equatable, Codable {
  /// `nil` where the suite has one pipeline and names it not.
  package var name: String?
  package var steps: [ExtractStep]

  package init(name: String? = nil, steps: [ExtractStep] = []) {
    self.name = name
    self.steps = steps
  }
}

/// One step from a generated text to the answer in it.
package enum ExtractStep: Sendable, Equatable, Codable {
  /// Which of several matches counts.
  package enum Pick: String, Sendable, Codable, CaseIterable { case first, last }

  /// The group of a match; no match leaves no answer (wrong, prediction `[invalid]`).
  case regex(pattern: String, group: Int, pick: Pick)
  /// lm-evaluation-harness's `regex` filter: Python's `re.findall`; a negative `pick` counts from the end.
  case findall(pattern: String, pick: Int, fallback: String)
  /// lm-evaluation-harness's `multi_choice_regex` filter.
  case multiChoice(MultiChoiceStep)
  /// Another text for a whole text; what the table lacks becomes `fallback`, or no answer.
  case map([Entry], fallback: String?)
  /// White space off both ends.
  case trim
  case lowercase
  case uppercase
  /// The text before the first line break.
  case firstLine
  /// The first or last number in the text, without thousands separators.
  case number(Pick)
  /// The body of the first fenced block.
  case code
  /// The first object or array in the text that is JSON, or the whole text where it is JSON.
  case json
  /// What stands behind the last occurrence of a text; all where it does not occur.
  case after(String)
  /// Every match of a pattern replaced by a text.
  case replace(pattern: String, with: String)
  /// The first repeat alone.
  case takeFirst
  /// The first repeats alone.
  case takeFirstK(Int)
  /// The answer that most repeats give; the first of equals.
  case majorityVote

  /// A line of a table of texts.
  package struct Entry: Sendable, Equatable, Codable {
    package var from: String
    package var to: String

    package init(from: String, to: String) {
      self.from = from
      self.to = to
    }
  }
}

/// How the letter of a choice is found in a text.
package struct MultiChoiceStep: Sendable, Equatable, Codable {
  /// Tried first, on the text as it is.
  package var pattern: String
  /// Which of several matches counts; a negative one counts from the end.
  package var pick: Int
  /// For the search of the choices' texts.
  package var ignoreCase: Bool
  package var ignorePunctuation: Bool
  /// Removed on both sides before the choices' texts are searched.
  package var ignored: [String]
  package var fallback: String

  package init(
    pattern: String, pick: Int = 0, ignoreCase: Bool = false, ignorePunctuation: Bool = false,
    ignored: [String] = [], fallback: String = AnswerExtractor.invalid
  ) {
    self.pattern = pattern
    self.pick = pick
    self.ignoreCase = ignoreCase
    self.ignorePunctuation = ignorePunctuation
    self.ignored = ignored
    self.fallback = fallback
  }
}

extension [ExtractPipeline] {
  /// What a value or metric of a pipeline is called behind its own name.
  ///
  /// - Parameter pipeline: The pipeline.
  /// - Returns: "" where there are no two to tell apart.
  package func suffix(_ pipeline: ExtractPipeline) -> String {
    count > 1 ? "@\(pipeline.name ?? "")" : ""
  }
}

extension ExtractPipeline {
  /// How many answers are left of so many repeats.
  package func answers(of repeats: Int) -> Int {
    steps.reduce(repeats) { count, step in
      switch step {
      case .takeFirst, .majorityVote: Swift.min(1, count)
      case .takeFirstK(let most): Swift.min(most, count)
      default: count
      }
    }
  }
}

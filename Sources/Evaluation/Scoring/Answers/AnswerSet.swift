import Patterns

/// What one pipeline made of a sample's repeats, beside what was wanted.
struct AnswerSet: Sendable {
  /// The answer of one repeat.
  struct Answer: Sendable {
    /// "" where there is no answer.
    var text: String
    /// As the suite compares it.
    var normal: String
    /// Whether one could be extracted.
    var isThere: Bool
  }

  let sample: Sample
  /// One a repeat that the pipeline left.
  let answers: [Answer]
  /// The accepted texts; empty for suites that need none.
  let targets: [String]
  /// As the suite compares them.
  let normalTargets: [String]
  let comparison: AnswerComparison

  /// Compares by a suite's rules.
  ///
  /// - Parameters:
  ///   - texts: The answers; `nil` where there is none.
  ///   - targets: The accepted texts.
  ///   - sample: What was asked.
  ///   - comparison: What counts as equal.
  /// - Throws: `PatternError` where a match cost too much.
  init(
    _ texts: [String?], targets: [String], sample: Sample, comparison: AnswerComparison
  ) throws(PatternError) {
    self.sample = sample
    self.targets = targets
    self.comparison = comparison
    answers = try texts.map { text throws(PatternError) in
      Answer(
        text: text ?? "", normal: try text.map(comparison.normalize) ?? "", isThere: text != nil)
    }
    normalTargets = try targets.map(comparison.normalize)
  }
}

/// Numbers that are read off a sample's answers.
protocol AnswerMeasure: Sendable {
  /// The names of the values in the order in which `values` gives them.
  var names: [String] { get }

  /// The values of a sample.
  ///
  /// - Parameter set: At least one answer.
  /// - Returns: A finite number a name.
  /// - Throws: `PatternError` where a match cost too much.
  func values(_ set: AnswerSet) throws(PatternError) -> [Double]

  /// What a reader should know of the first answer, in a line.
  func note(_ set: AnswerSet) throws(PatternError) -> String?
}

extension AnswerMeasure {
  func note(_ set: AnswerSet) throws(PatternError) -> String? { nil }
}

/// The mean over repeats of a number that is read off each answer.
struct MeanMeasure: AnswerMeasure {
  let names: [String]
  /// Whether a repeat without an answer is measured as an empty text; it counts 0 otherwise.
  private let measuresNothing: Bool
  private let value: @Sendable (AnswerSet.Answer, AnswerSet) throws(PatternError) -> Double

  init(
    _ name: String, measuresNothing: Bool = false,
    _ value: @escaping @Sendable (AnswerSet.Answer, AnswerSet) throws(PatternError) -> Double
  ) {
    names = [name]
    self.measuresNothing = measuresNothing
    self.value = value
  }

  func values(_ set: AnswerSet) throws(PatternError) -> [Double] {
    var total = 0.0
    for answer in set.answers where answer.isThere || measuresNothing {
      total += try value(answer, set)
    }
    return [total / Double(max(1, set.answers.count))]
  }
}

/// Sums over repeats, from which a figure of the corpus is computed.
struct SumMeasure: AnswerMeasure {
  let names: [String]
  private let terms: @Sendable (String, [String]) -> [Double]

  /// - Parameters:
  ///   - names: Of the terms.
  ///   - terms: The terms of an answer ("" where there is none) and the accepted texts.
  init(_ names: [String], _ terms: @escaping @Sendable (String, [String]) -> [Double]) {
    self.names = names
    self.terms = terms
  }

  func values(_ set: AnswerSet) -> [Double] {
    var sums = [Double](repeating: 0, count: names.count)
    for answer in set.answers {
      for (index, term) in terms(answer.text, set.targets).enumerated() { sums[index] += term }
    }
    return sums
  }
}

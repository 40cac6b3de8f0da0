/// Something about a suite that a person should look at before trusting its numbers.
package struct LintFinding: Sendable, Equatable {
  /// How much it matters.
  package enum Severity: String, Sendable, Codable, Comparable {
    /// Worth knowing; it changes no number.
    case note
    /// The numbers may mislead.
    case warning

    package static func < (left: Severity, right: Severity) -> Bool {
      left == .note && right == .warning
    }
  }

  /// Which check found it, such as `near-duplicates`.
  package var check: String
  package var severity: Severity
  package var failure: Failure

  /// - Parameters:
  ///   - check: Which check it is.
  ///   - message: What was found, a fragment without a final full stop.
  ///   - severity: How much it matters.
  ///   - place: Where.
  ///   - remedy: What to do about it.
  package init(
    _ check: String, _ message: String, severity: Severity = .warning, at place: Place?,
    remedy: String
  ) {
    self.check = check
    self.severity = severity
    failure = Failure(.badData, message, at: place, remedy: remedy)
  }
}

extension LintFinding {
  /// A warning of the suite's format.
  package init(_ check: String, _ failure: Failure) {
    self.check = check
    severity = .warning
    self.failure = failure
  }
}

/// What lint sees of a sample: its own question, without exemplars and descriptions.
package struct LintSample: Sendable, Equatable {
  package var id: String
  /// What samples share that the suite itself says are not independent.
  package var cluster: String
  package var question: String
  /// The right answer in words; `nil` where the suite has none.
  package var answer: String?
  /// For `multiple_choice`.
  package var choices: [String]
  /// The position of the right choice, from 0; `nil` where there is none or several.
  package var rightChoice: Int?

  package init(
    id: String, cluster: String? = nil, question: String, answer: String? = nil,
    choices: [String] = [], rightChoice: Int? = nil
  ) {
    self.id = id
    self.cluster = cluster ?? id
    self.question = question
    self.answer = answer
    self.choices = choices
    self.rightChoice = rightChoice
  }
}

/// A look at the samples of one suite.
protocol LintCheck: Sendable {
  /// Its name in findings.
  static var name: String { get }

  /// What it finds.
  ///
  /// - Parameters:
  ///   - samples: In the order of the data.
  ///   - suite: What the suite file says.
  /// - Returns: Nothing where all is well.
  static func findings(_ samples: [LintSample], _ suite: SuiteDefinition) -> [LintFinding]
}

extension LintSample {
  /// What lint sees of a suite's sample.
  package init(_ sample: Sample) {
    var right: Int?
    if case .choice(let index) = sample.target { right = index }
    self.init(
      id: sample.id, cluster: sample.cluster, question: sample.question,
      answer: sample.target.text(sample),
      choices: sample.choices, rightChoice: right)
  }
}

/// All looks at a suite that need no model.
package enum SuiteLint {
  /// More samples than this are not all held in memory.
  private static let mostSamples = 200_000

  static let checks: [any LintCheck.Type] = [
    DuplicateCheck.self, NearDuplicateCheck.self, LabelBalanceCheck.self, AnswerPositionCheck.self,
    AnswerLengthCheck.self,
  ]

  /// What every check finds in a loaded suite; of a very large one in its first samples.
  package static func findings(in suite: Suite) -> [LintFinding] {
    let samples = suite.samples.lazy.filter { !$0.question.isEmpty }.prefix(mostSamples)
    let findings = findings(samples.map { LintSample($0) }, suite.definition)
    guard suite.samples.count > mostSamples else { return findings }
    let note = LintFinding(
      "first-samples",
      "duplicates and answers were looked for in the first \(mostSamples) of "
        + "\(suite.samples.count) samples", severity: .note, at: Place(file: suite.definition.file),
      remedy: "Split the suite to have all of it looked at.")
    return findings + [note]
  }

  /// What every check finds, in the order of the checks.
  package static func findings(
    _ samples: [LintSample], _ suite: SuiteDefinition
  ) -> [LintFinding] {
    checks.flatMap { $0.findings(samples, suite) }
  }
}

/// Ids in a message: the first few and how many there are.
enum LintWording {
  static func ids(_ ids: [String], limit: Int = 3) -> String {
    let shown = ids.prefix(limit).map { "\"\($0)\"" }.joined(separator: ", ")
    return ids.count > limit ? "\(shown) and \(ids.count - limit) more" : shown
  }

  /// A share as whole percent.
  static func percent(_ share: Double) -> String { "\(Int((100 * share).rounded())) %" }
}

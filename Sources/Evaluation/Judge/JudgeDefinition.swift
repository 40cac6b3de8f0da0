/// How another model grades a suite's answers.
package struct JudgeDefinition: Sendable, Equatable, Codable {
  /// What a verdict can be.
  package enum Scale: String, Sendable, Codable, CaseIterable {
    /// `PASS` or `FAIL`.
    case passFail = "pass_fail"
    /// A whole number from 1 to 5.
    case oneToFive = "1-5"
  }

  package var scale: Scale
  /// The least agreement with the labelled calibration set, Cohen's kappa, that its grades need to count.
  package var agreement: Double
  /// How many tokens a judgement may take.
  package var maxTokens: Int
  /// Answers with known verdicts; never empty.
  package var calibration: [Labelled]

  /// An answer whose verdict people gave.
  package struct Labelled: Sendable, Equatable, Codable {
    package var id: String
    package var rubric: String
    package var question: String
    package var answer: String
    package var reference: String?
    package var verdict: Verdict

    package init(
      id: String, rubric: String, question: String, answer: String, reference: String? = nil,
      verdict: Verdict
    ) {
      self.id = id
      self.rubric = rubric
      self.question = question
      self.answer = answer
      self.reference = reference
      self.verdict = verdict
    }
  }

  /// A verdict on a scale.
  package enum Verdict: Sendable, Equatable, Hashable, Codable {
    case pass
    case fail
    /// 1 to 5.
    case grade(Int)

    /// From 0, the worst, to 1.
    package var value: Double {
      switch self {
      case .pass: 1
      case .fail: 0
      case .grade(let grade): Double(grade - 1) / 4
      }
    }

    /// Reads what `text` gives.
    init?(text: String) {
      guard
        let verdict = Scale.passFail.verdict(text) ?? Scale.oneToFive.verdict(text)
      else { return nil }
      self = verdict
    }

    /// As a judge writes it.
    package var text: String {
      switch self {
      case .pass: "PASS"
      case .fail: "FAIL"
      case .grade(let grade): String(grade)
      }
    }
  }

  package init(
    scale: Scale = .passFail, agreement: Double = 0.6, maxTokens: Int = 256,
    calibration: [Labelled]
  ) {
    self.scale = scale
    self.agreement = agreement
    self.maxTokens = maxTokens
    self.calibration = calibration
  }
}

extension JudgeDefinition.Scale {
  /// The verdict that a text states, if it is one of the scale's.
  package func verdict(_ text: String) -> JudgeDefinition.Verdict? {
    switch self {
    case .passFail:
      switch text.lowercased() {
      case "pass": .pass
      case "fail": .fail
      default: nil
      }
    case .oneToFive: Int(text).flatMap { (1...5).contains($0) ? .grade($0) : nil }
    }
  }

  /// How a judge is told to end.
  var instruction: String {
    switch self {
    case .passFail:
      "End with one line, \"VERDICT: PASS\" where the answer meets the rubric and \"VERDICT: FAIL\" "
        + "where it does not."
    case .oneToFive:
      "End with one line, \"VERDICT: N\", N being a whole number from 1 (does not meet the rubric at "
        + "all) to 5 (meets it fully)."
    }
  }
}

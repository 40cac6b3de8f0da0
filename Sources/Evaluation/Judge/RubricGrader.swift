/// Has a suite's answers graded by another model.
///
/// The judge first grades the calibration set. Where it does not agree with people as the suite requires, no answer
/// has a grade: all are unscored, with the agreement as the reason. A reply without a verdict leaves its sample unscored.
struct RubricGrader: Sendable {
  private let definition: JudgeDefinition
  private let judge: CachedModel

  init(_ definition: JudgeDefinition, judge: CachedModel) {
    self.definition = definition
    self.judge = judge
  }

  /// Grades the calibration set.
  ///
  /// - Returns: How well the judge agrees.
  /// - Throws: What the judge throws when it is gone.
  func calibrate() async throws -> JudgeCalibration {
    let cases = definition.calibration.map {
      JudgePrompt.Case(
        rubric: $0.rubric, question: $0.question, answer: $0.answer, reference: $0.reference)
    }
    let replies = try await replies(to: cases)
    return JudgeCalibration(
      known: definition.calibration.map(\.verdict), given: replies.map(\.verdict))
  }

  /// Grades scored answers.
  ///
  /// - Parameters:
  ///   - results: With the responses of the model that is evaluated.
  ///   - calibration: Of this judge for this suite.
  /// - Returns: The same samples, each with its grade or the reason why it has none.
  /// - Throws: What the judge throws when it is gone.
  func grade(
    _ results: [SampleResult], _ calibration: JudgeCalibration
  ) async throws -> [SampleResult] {
    if !calibration.suffices(definition.agreement) {
      let reason = insufficient(calibration)
      return results.map { unscored($0, reason) }
    }
    var cases: [JudgePrompt.Case] = []
    var ranges: [Range<Int>] = []
    for result in results {
      let own = RubricGrader.cases(of: result)
      ranges.append(cases.count..<(cases.count + own.count))
      cases += own
    }
    let replies = try await replies(to: cases)
    return zip(results, ranges).map { graded($0, Array(replies[$1])) }
  }

  private func insufficient(_ calibration: JudgeCalibration) -> String {
    let kappa =
      calibration.kappa.map { String(describing: ($0 * 100).rounded() / 100) } ?? "undefined"
    return
      "the judge agrees with people by kappa \(kappa) on \(calibration.cases) labelled answers, "
      + "below the required \(definition.agreement)"
  }

  private static func cases(of result: SampleResult) -> [JudgePrompt.Case] {
    guard case .scored = result.score.status else { return [] }
    return result.responses.compactMap { response in
      guard case .generation(let generated) = response else { return nil }
      return JudgePrompt.Case(
        rubric: result.sample.rubric ?? "", question: result.sample.question,
        answer: generated.text, reference: result.sample.target.text(result.sample))
    }
  }

  private func replies(to cases: [JudgePrompt.Case]) async throws -> [JudgeReply] {
    var replies: [JudgeReply] = []
    for start in stride(from: 0, to: cases.count, by: BatchSize().generations) {
      try Task.checkCancellation()
      let batch = cases[start..<min(start + BatchSize().generations, cases.count)]
      let answers = try await judge.answer(
        batch.map { subject in
          .generate(
            prompt: .chat(JudgePrompt.messages(subject, scale: definition.scale), prefix: ""),
            options: GenerationOptions(maxTokens: definition.maxTokens))
        })
      replies += answers.map { JudgeReply($0.response, scale: definition.scale) }
    }
    return replies
  }

  private func graded(_ result: SampleResult, _ judgements: [JudgeReply]) -> SampleResult {
    guard case .scored(var values) = result.score.status else { return result }
    var result = result
    result.score.judgements = judgements
    if let without = judgements.first(where: { $0.verdict == nil }) {
      return unscored(result, without.failure ?? "the judge's reply states no verdict")
    }
    let grades = judgements.compactMap(\.verdict)
    guard !grades.isEmpty else { return unscored(result, "there is no answer to grade") }
    let count = Double(grades.count)
    values["judge_score"] = grades.reduce(0) { $0 + $1.value } / count
    if definition.scale == .passFail {
      values["judge_pass_rate"] = Double(grades.count { $0 == .pass }) / count
    }
    result.score.status = .scored(values)
    return result
  }

  private func unscored(_ result: SampleResult, _ reason: String) -> SampleResult {
    guard case .scored = result.score.status else { return result }
    var result = result
    result.score.status = .unscored(reason: reason)
    return result
  }
}

/// What a judge said of one answer.
package struct JudgeReply: Sendable, Equatable, Codable {
  /// `nil` where the reply states none.
  package var verdict: JudgeDefinition.Verdict?
  /// As the judge wrote it; "" where it gave no reply.
  package var reply: String
  /// Why there is no reply.
  package var failure: String?

  package init(verdict: JudgeDefinition.Verdict?, reply: String, failure: String? = nil) {
    self.verdict = verdict
    self.reply = reply
    self.failure = failure
  }

  init(_ response: ModelResponse, scale: JudgeDefinition.Scale) {
    switch response {
    case .generation(let generated):
      self.init(
        verdict: JudgeVerdict.last(in: generated.text, scale: scale), reply: generated.text)
    case .failure(let failure):
      self.init(verdict: nil, reply: "", failure: "the judge gave no reply: \(failure.message)")
    case .loglikelihood, .rollingLoglikelihood:
      self.init(verdict: nil, reply: "", failure: "the judge answered with numbers")
    }
  }
}

/// A judge and how well it agrees with people: part of a suite's result.
package struct JudgeRecord: Sendable, Equatable {
  package var model: ModelIdentity
  package var calibration: JudgeCalibration
  /// The kappa that the suite requires.
  package var required: Double

  package init(model: ModelIdentity, calibration: JudgeCalibration, required: Double) {
    self.model = model
    self.calibration = calibration
    self.required = required
  }
}

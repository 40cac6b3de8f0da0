/// How well a judge agrees with people on answers whose verdicts are known.
package struct JudgeCalibration: Sendable, Equatable, Codable {
  /// Answers with known verdicts.
  package var cases: Int
  /// Among them those that the judge gave a verdict on.
  package var judged: Int
  /// The share of all cases on which the judge gave the known verdict.
  package var agreement: Double
  /// Cohen's kappa (1960) over all cases, no verdict being a verdict of its own.
  ///
  /// Weighted quadratically (Cohen 1968) on the scale from 1 to 5; `nil` where the known verdicts are
  /// all the same.
  package var kappa: Double?

  /// Compares known verdicts with a judge's.
  ///
  /// - Parameters:
  ///   - known: One a case.
  ///   - given: The judge's, `nil` where its reply states none; as many.
  package init(known: [JudgeDefinition.Verdict], given: [JudgeDefinition.Verdict?]) {
    cases = known.count
    judged = given.count { $0 != nil }
    let agreeing = zip(known, given).count { $0 == $1 }
    agreement = known.isEmpty ? 0 : Double(agreeing) / Double(known.count)
    kappa = JudgeCalibration.kappa(known, given)
  }

  /// Whether the judge's grades count.
  package func suffices(_ required: Double) -> Bool { (kappa ?? -1) >= required }

  private static func kappa(
    _ known: [JudgeDefinition.Verdict], _ given: [JudgeDefinition.Verdict?]
  ) -> Double? {
    guard Set(known).count > 1 else { return nil }
    var observed = 0.0
    var expected = 0.0
    for verdict in known {
      for other in given { expected += disagreement(verdict, other) }
    }
    for (verdict, other) in zip(known, given) { observed += disagreement(verdict, other) }
    expected /= Double(known.count)
    return expected > 0 ? 1 - observed / expected : nil
  }

  /// The weight of a disagreement: 1 at most, which no verdict always is.
  private static func disagreement(
    _ known: JudgeDefinition.Verdict, _ given: JudgeDefinition.Verdict?
  ) -> Double {
    guard let given else { return 1 }
    if case .grade = known, case .grade = given {
      let distance = known.value - given.value
      return distance * distance
    }
    return known == given ? 0 : 1
  }
}

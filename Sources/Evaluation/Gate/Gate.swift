/// Judges a run by a policy: a pure function of both.
///
/// Two laws hold whatever the policy says. Removing evidence never improves a verdict: a planned
/// suite that did not run, a planned sample that is not there and a suite in which nothing was
/// scored leave no run PASSED. And unscored is not safe: within their budgets, samples without a
/// score are judged at their worst.
package enum Gate {
  /// Judges a run.
  ///
  /// - Parameters:
  ///   - policy: The conditions in the order of the file; empty where there is none.
  ///   - suites: What ran.
  ///   - plannedSuites: The ids of what should have run.
  ///   - groups: Figures over several suites that conditions may name.
  ///   - earlyEnd: Where the run ended before its plan did, if it did: it never passes then.
  ///   - strict: Whether a warning blocks, with exit code 6.
  ///   - seed: Of the bootstrap behind bounds.
  /// - Returns: The verdict with its exit code and reasons.
  package static func judge(
    policy: [Condition], suites: [SuiteResult], plannedSuites: [String],
    groups: [SuiteGroup] = [], earlyEnd: EarlyEnd? = nil, strict: Bool = false, seed: UInt64
  ) -> Verdict {
    let judge = ConditionJudge(
      suites: suites, plannedSuites: plannedSuites, groups: groups, seed: seed)
    let conditions = policy.flatMap { judge.judge($0) }
    let gaps =
      (earlyEnd.map { [$0.description] } ?? [])
      + RunCompleteness.gaps(suites: suites, plannedSuites: plannedSuites)
    let isEmpty = suites.isEmpty && plannedSuites.isEmpty
    let exitCode = exitCode(conditions, hasGaps: !gaps.isEmpty, isEmpty: isEmpty, strict: strict)
    let isWarned = conditions.contains { $0.isWarning }
    return Verdict(
      overall: overall(exitCode, isGated: !policy.isEmpty, isWarned: isWarned),
      exitCode: exitCode, conditions: conditions,
      reasons: reasons(conditions, gaps: isEmpty ? ["nothing was selected"] : gaps))
  }

  /// The code of highest precedence: 2, 1, 3, 5, 6, 0 (`docs/exit-codes.md`).
  private static func exitCode(
    _ conditions: [ConditionResult], hasGaps: Bool, isEmpty: Bool, strict: Bool
  ) -> Int {
    let blocked = conditions.filter(\.isBlocking)
    if blocked.contains(where: { $0.status == .fail && $0.condition.safety }) { return 2 }
    if blocked.contains(where: { $0.status == .fail }) { return 1 }
    if !blocked.isEmpty || hasGaps { return 3 }
    if isEmpty { return 5 }
    return strict && conditions.contains(where: \.isWarning) ? 6 : 0
  }

  private static func overall(
    _ exitCode: Int, isGated: Bool, isWarned: Bool
  ) -> Verdict.Overall {
    switch exitCode {
    case 1, 2: .failed
    case 3, 5: .inconclusive
    default: isGated ? (isWarned ? .warned : .passed) : .ungated
    }
  }

  private static func reasons(_ conditions: [ConditionResult], gaps: [String]) -> [String] {
    var ranked: [(rank: Int, text: String)] = gaps.map { (2, $0) }
    for result in conditions where result.isBlocking || result.isWarning {
      ranked.append((result.rank, "\(result.condition.id): \(result.metric): \(result.why)"))
    }
    if ranked.isEmpty {
      // One a condition of the policy, however many metrics it names.
      let count = Set(conditions.map(\.condition.id)).count
      guard count > 0 else { return ["there is no gate policy: figures only"] }
      let informing = Set(conditions.filter { $0.status != .pass }.map(\.condition.id)).count
      guard informing == 0 else {
        return [
          "every condition that can block or warn holds; \(informing) of \(count), for information, "
            + (informing == 1 ? "does not" : "do not")
        ]
      }
      return [count == 1 ? "the one condition holds" : "all \(count) conditions hold"]
    }
    // Equal ranks stay in the order of the policy.
    let order = ranked.indices.sorted { (ranked[$0].rank, $0) < (ranked[$1].rank, $1) }
    return order.map { ranked[$0].text }
  }
}

extension ConditionResult {
  /// Whether it stands in the way of a release.
  package var isBlocking: Bool { status != .pass && condition.severity == .block }

  /// Whether it warns.
  package var isWarning: Bool { status != .pass && condition.severity == .warn }

  /// 0 for the worst.
  fileprivate var rank: Int {
    if condition.severity != .block { return 6 }
    switch status {
    case .fail: return condition.safety ? 0 : 1
    case .error: return 3
    case .missing: return 4
    case .inconclusive, .pass: return 5
    }
  }
}

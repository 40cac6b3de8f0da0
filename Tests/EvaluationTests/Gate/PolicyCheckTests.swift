import Evaluation
import TestSupport
import Testing

/// A gate that could never be judged is found before anything runs.
struct PolicyCheckTests {
  private let suites = [
    SuiteDefinition(id: "reading", task: .multipleChoice, metrics: ["acc", "acc_norm"])
  ]

  private func failures(_ metric: String, _ kind: Condition.Kind = .threshold) -> [String] {
    let place = Place(file: "plan.yaml", line: 4, column: 5, field: "gate[0].metric")
    let condition = Condition(id: "good", metric: metric, kind: kind, atLeast: 0.5, place: place)
    return PolicyCheck.failures([condition], suites: suites).map(\.description)
  }

  @Test func whatASuiteHasIsFine() {
    #expect(failures("reading.acc_norm").isEmpty)
    #expect(failures("*.acc").isEmpty)
    #expect(failures("*", .completeness).isEmpty)
  }

  @Test func whatTheTaskHasNeedNotBeListed() {
    #expect(failures("reading.brier").isEmpty)
  }

  @Test func aLimitOutsideOfTheMetricsRangeIsNamed() {
    let condition = Condition(id: "good", metric: "*.acc", kind: .threshold, atLeast: 80)
    #expect(
      PolicyCheck.failures([condition], suites: suites).map(\.description) == [
        "condition \"good\" has the limit 80.0, but acc lies from 0 to 1. Did you mean 0.8?"
      ])
    let brier = Condition(id: "good", metric: "*.brier", kind: .threshold, atMost: 1.5)
    #expect(PolicyCheck.failures([brier], suites: suites).isEmpty)
  }

  @Test func whatNoSuiteHasIsNamedWithTheNearest() {
    #expect(
      failures("reading.acc_nrm") == [
        "plan.yaml:4:5: gate[0].metric: condition \"good\" names \"reading.acc_nrm\", which no "
          + "suite of the plan has. Did you mean \"reading.acc_norm\"?"
      ])
    #expect(failures("writing*", .completeness).count == 1)
  }
}

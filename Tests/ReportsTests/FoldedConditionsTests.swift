import Evaluation
import Reports
import TestSupport
import Testing

/// A condition that many metrics pass takes one line; one that some fail shows which.
struct FoldedConditionsTests {
  private func report(_ statuses: [ConditionResult.Status]) -> String {
    var run = ExampleRun.make()
    let condition = Condition(id: "all-there", metric: "*", kind: .completeness)
    run.verdict.conditions = statuses.enumerated().map { index, status in
      ConditionResult(
        condition: condition, metric: "suite-\(index)", status: status, n: 10, why: "a reason")
    }
    return ConsoleReport.render(run, width: 140, color: false)
  }

  @Test func passingMetricsShareALine() {
    let lines = report([.pass, .pass, .pass]).split(separator: "\n")
      .filter { $0.contains("all-there") }
    #expect(lines.count == 1)
    #expect(lines[0].contains("holds for each of the 3 suites"))
    #expect(lines[0].contains(" 30 "))
  }

  @Test func aFailingOneIsNamed() {
    let text = report([.pass, .fail, .pass])
    for index in 0..<3 { #expect(text.contains("all-there: suite-\(index)")) }
  }
}

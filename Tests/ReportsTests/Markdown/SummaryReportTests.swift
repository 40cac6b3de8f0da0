import Evaluation
import Foundation
import Reports
import TestSupport
import Testing

struct SummaryReportTests {
  private func summary(_ run: Run) -> String {
    String(decoding: SummaryReport.file(run).bytes, as: UTF8.self)
  }

  @Test func theExampleLooksAsRecorded() throws {
    let text = summary(ExampleRun.make())
    #expect(try Snapshot.difference(of: text, from: "reports/summary.md") == nil)
  }

  @Test(arguments: HostileText.all.map(\.name))
  func hostileTextIsNoMarkup(name: String) throws {
    let text = try ReportReading.hostileText(name)
    let sound = summary(ReportReading.hostile("plain"))
    let hostile = summary(ReportReading.hostile(text))
    // Every line, cell, element, link and code span is ours.
    for mark in ["\n", " | ", "<", "`", "](", "**"] {
      #expect(
        hostile.components(separatedBy: mark).count == sound.components(separatedBy: mark).count,
        "\(mark)")
    }
    #expect(ReportReading.isSteerless(hostile))
  }

  @Test func answersOfTheModelAreLeftOut() {
    #expect(!summary(ExampleRun.make()).contains("QX7"))
  }

  @Test func listsAreShortAndSayWhatIsMissing() {
    let text = summary(ExampleRun.make())
    let named = text.split(separator: "\n").filter {
      $0.hasPrefix("- wrong:") || $0.hasPrefix("- error:") || $0.hasPrefix("- breached:")
    }
    #expect(named.count == 10)
    #expect(text.contains("22 wrong, 1 breached, 2 unscored, 3 error."))
    #expect(text.contains("- and 18 more in `index.html`"))
  }

  @Test func itFitsWhatGitHubTakes() {
    var run = ExampleRun.make()
    let why = String(repeating: "&", count: 600)
    run.verdict.conditions = (0..<3_000).map { index in
      var result = run.verdict.conditions[index % run.verdict.conditions.count]
      result.condition.id = why
      result.metric = why
      result.why = why
      return result
    }
    run.verdict.reasons = Array(repeating: why, count: 5_000)
    let text = summary(run)
    #expect(text.utf8.count <= 1_048_576)
    #expect(text.contains("Exit code **2**"))
  }
}

import Evaluation
import Reports
import TestSupport
import Testing

struct ConsoleReportTests {
  @Test func theExampleLooksAsRecorded() throws {
    let text = ConsoleReport.render(ExampleRun.make(), width: 100, color: false)
    #expect(try Snapshot.difference(of: text, from: "reports/console.txt") == nil)
  }

  @Test(arguments: [60, 80, 100, 160])
  func noLineIsWiderThanTheTerminal(width: Int) {
    for (name, run) in ReportReading.runs {
      let lines = ConsoleReport.render(run, width: width, color: false).split(separator: "\n")
      for line in lines where !line.contains("exit code") {
        #expect(DisplayWidth.of(String(line)) <= width, "\(name): \(line)")
      }
    }
  }

  @Test func coloursAreTheOnlyDifference() {
    let run = ExampleRun.make()
    let plain = ConsoleReport.render(run, width: 100, color: false)
    let coloured = ConsoleReport.render(run, width: 100, color: true)
    #expect(!plain.contains("\u{1B}"))
    #expect(coloured.contains("\u{1B}[31m"))
    let bare = coloured.replacing(/\u{1B}\[\d+m/, with: "")
    let trimmed = bare.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      String(line.reversed().drop { $0 == " " }.reversed())
    }
    #expect(trimmed.joined(separator: "\n") == plain)
  }

  @Test(arguments: HostileText.all.map(\.name))
  func hostileTextSteersNoTerminal(name: String) throws {
    let text = try ReportReading.hostileText(name)
    let run = ReportReading.hostile(text)
    let sound = ConsoleReport.render(ReportReading.hostile("x"), width: 100, color: false)
    let hostile = ConsoleReport.render(run, width: 100, color: false)
    #expect(ReportReading.isSteerless(hostile))
    #expect(!hostile.contains("\t"))
    let reasons = { (text: String) in
      text.split(separator: "\n").prefix { !$0.contains("exit code") }
    }
    #expect(reasons(hostile).count == reasons(sound).count)
  }
}

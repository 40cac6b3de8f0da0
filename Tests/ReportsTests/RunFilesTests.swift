import Evaluation
import Reports
import TestSupport
import Testing

struct RunFilesTests {
  @Test(arguments: ReportReading.runs.map(\.name))
  func twoRendersGiveTheSameBytes(name: String) throws {
    let run = try ReportReading.run(name)
    let options = ReportOptions(granularity: .sample)
    #expect(try RunFiles.render(run, options: options) == RunFiles.render(run, options: options))
  }

  @Test(arguments: HostileText.all.map(\.name))
  func hostileNamesBreakNoFile(name: String) throws {
    let text = try ReportReading.hostileText(name)
    let run = ReportReading.hostile(text)
    for name in ["verdict.json", "results.json", "manifest.json"] {
      #expect(!(try ReportReading.object(name, of: run)).isEmpty)
      #expect(ReportReading.isSteerless(try ReportReading.text(name, of: run)))
    }
    let console = ConsoleReport.render(run, width: 100, color: false)
    #expect(ReportReading.isSteerless(console))
    #expect(ReportReading.isSteerless(try ReportReading.text("summary.md", of: run)))
  }
}

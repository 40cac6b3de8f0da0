import Evaluation
import Reports
import TestSupport
import Testing

struct ConsoleReportTests {
  @Test func theExampleLooksAsRecorded() throws {
    let text = ConsoleReport.render(ExampleRun.make(), width: 100, color: false)
    #expect(try Snapshot.difference(of: text, from: "reports/console.txt") == nil)
  }

  /// The example with slices of enough samples and of few.
  private func sliced() throws -> Run {
    var run = ExampleRun.make()
    let few = try #require(run.suites[0].metrics.first { $0.slice != nil })
    var many = few
    many.slice = "topic=films"
    many.n = 40
    run.suites[0].metrics.append(many)
    return run
  }

  @Test func slicesAreShownOnRequestAndThoseWithFewSamplesAreCounted() throws {
    let run = try sliced()
    let plain = ConsoleReport.render(run, width: 100, color: false)
    #expect(!plain.contains("topic="))
    let text = ConsoleReport.render(run, width: 100, color: false, showsSlices: true)
    let lines = text.split(separator: "\n").map(String.init)
    let place = try #require(lines.firstIndex { $0.hasPrefix("Metric         Slice ") })
    #expect(
      lines[place + 1]
        == "sentiment.acc  topic=films      1  [0.439, 1] 95 % wilson  40         0       0")
    #expect(
      lines[place + 2]
        == "in results.json alone: 1 of slices with fewer than 10 scored samples")
    #expect(!text.contains("topic=books"))
  }

  @Test func aRunWithoutSlicesSaysSo() {
    var run = ExampleRun.make()
    run.suites.removeFirst()
    let text = ConsoleReport.render(run, width: 100, color: false, showsSlices: true)
    #expect(text.contains("no suite of this run has slices\n"))
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

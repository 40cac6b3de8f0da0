import Reports
import Testing

struct ProgressLineTests {
  @Test func aBarHasShareRateAndTimeLeft() {
    let line = ProgressLine(label: "sentiment", done: 250, total: 1_000, elapsed: 20)
    #expect(line.bar(width: 80).hasPrefix("sentiment  ████"))
    #expect(line.bar(width: 80).hasSuffix("25%  250/1,000  12/s  1:00 left"))
    #expect(line.counters() == "sentiment: 25% 250/1,000 12/s 1:00 left")
  }

  @Test func theCacheSaysNothingAboutTheRate() {
    let line = ProgressLine(label: "x", done: 500, total: 1_000, cached: 490, elapsed: 10)
    #expect(line.rate == 1)
    #expect(line.secondsLeft == 500)
    let cached = ProgressLine(label: "x", done: 500, total: 1_000, cached: 500, elapsed: 10)
    #expect(cached.rate == nil)
    #expect(cached.counters() == "x: 50% 500/1,000")
  }

  @Test func anEndIsAnEnd() {
    let line = ProgressLine(label: "x", done: 3, total: 3, errors: 1, elapsed: 2)
    #expect(line.counters() == "x: 100% 3/3 1.5/s 1 error")
    #expect(line.secondsLeft == 0)
    #expect(ProgressLine(label: "x", done: 0, total: 0, elapsed: 0).counters() == "x: 100% 0/0")
  }

  @Test func almostDoneIsNotDone() {
    let line = ProgressLine(label: "x", done: 9_999, total: 10_000, elapsed: 1)
    #expect(line.counters().contains("99%"))
  }

  @Test(arguments: [10, 20, 40, 80, 200])
  func noBarIsWiderThanTheTerminal(width: Int) {
    for done in [0, 1, 333, 999, 1_000] {
      let line = ProgressLine(
        label: "漢字-suite\u{1B}[2J-with-a-long-name", done: done, total: 1_000, errors: 2, elapsed: 3
      )
      #expect(DisplayWidth.of(line.bar(width: width)) <= width)
      #expect(ReportReading.isSteerless(line.bar(width: width)))
      #expect(ReportReading.isSteerless(line.counters()))
    }
  }

  @Test func clocksRoundUp() {
    #expect(ProgressLine.clock(6.2) == "0:07")
    #expect(ProgressLine.clock(750) == "12:30")
    #expect(ProgressLine.clock(3_723) == "1:02:03")
    #expect(ProgressLine.clock(.infinity) == "?")
  }
}

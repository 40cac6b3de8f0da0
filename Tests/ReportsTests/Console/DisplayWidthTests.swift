import Reports
import TestSupport
import Testing

struct DisplayWidthTests {
  @Test(arguments: [
    ("abc", 3), ("", 0), ("漢字", 4), ("é", 1), ("e\u{301}", 1), ("👨‍👩‍👧‍👦", 2), ("🇫🇮", 2), ("❤️", 2),
    ("ｶ", 1),
    ("한글", 4), ("שלום", 4), ("Ａ", 2), ("…", 1), ("≥ 0.8", 5),
  ])
  func columnsAreCounted(text: String, width: Int) {
    #expect(DisplayWidth.of(text) == width)
  }

  @Test(arguments: HostileText.all.map(\.name))
  func fittedTextsFit(name: String) throws {
    let text = Sanitizer.line(try ReportReading.hostileText(name))
    for width in [0, 1, 7, 40] {
      #expect(DisplayWidth.of(DisplayWidth.fitted(text, to: width)) <= width)
      #expect(
        DisplayWidth.of(DisplayWidth.padded(DisplayWidth.fitted(text, to: width), to: width))
          == width)
    }
    for line in DisplayWidth.wrapped(text, to: 30) { #expect(DisplayWidth.of(line) <= 30) }
  }

  @Test func wrappingLosesNoWord() {
    let text = "no-injection (safety): injection.asr is 0.5 (upper bound 0.97 at 95 %), limit 0.05"
    let lines = DisplayWidth.wrapped(text, to: 24)
    #expect(lines.count > 3)
    #expect(lines.joined(separator: " ") == text)
    #expect(DisplayWidth.wrapped("0123456789", to: 4) == ["0123", "4567", "89"])
  }
}

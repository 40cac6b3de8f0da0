import Evaluation
import Reports
import TestSupport
import Testing

struct SanitizerTests {
  @Test(arguments: [
    ("plain text, ünïcödé 漢字 👨‍👩‍👧", "plain text, ünïcödé 漢字 👨‍👩‍👧"),
    ("\u{1B}[31mred\u{1B}[0m", "\\u{001B}[31mred\\u{001B}[0m"),
    ("a\u{00}b\u{7F}c\u{9B}d", "a\\u{0000}b\\u{007F}c\\u{009B}d"),
    ("a\rb\r\nc", "a\\u{000D}b\\u{000D}\nc"),
    ("abc\u{202E}fdp\u{200B}\u{FEFF}", "abc\\u{202E}fdp\\u{200B}\\u{FEFF}"),
    ("tag\u{E0041}", "tag\\u{E0041}"),
    ("a\u{2028}b", "a\\u{2028}b"),
    ("see [[ATTACHMENT|/etc/passwd]]", "see [ [ATTACHMENT|/etc/passwd]]"),
    ("[[[attachment|x", "[[ [attachment|x"),
    ("[[Property|a=b]]", "[ [Property|a=b]]"),
    ("[[not a marker]]", "[[not a marker]]"),
    ("::error::x\n  ::warning::y\nz ::ok", ": :error::x\n  : :warning::y\nz ::ok"),
    ("\u{3000}::stop-commands::x", "\u{3000}: :stop-commands::x"),
    ("##vso[task.complete]", "# #vso[task.complete]"),
    ("x ##TeamCity[y] ##[error]", "x # #TeamCity[y] # #[error]"),
    ("## Heading", "## Heading"),
  ])
  func textIsMadeHarmless(text: String, expected: String) {
    #expect(Sanitizer.text(text) == expected)
  }

  @Test func aLineHasNoBreak() {
    #expect(Sanitizer.line("a\nb\tc") == "a\\nb\\tc")
    for example in HostileText.all {
      #expect(!Sanitizer.line(example.text).contains { $0.isNewline }, "\(example.name)")
    }
  }

  @Test(arguments: HostileText.all.map(\.name))
  func hostileTextsAreHarmless(name: String) throws {
    let text = try ReportReading.hostileText(name)
    for safe in [Sanitizer.text(text), Sanitizer.line(text)] {
      #expect(ReportReading.isSteerless(safe))
      #expect(!safe.lowercased().contains("[[attachment|"))
      #expect(!safe.contains("##vso["))
      #expect(!safe.contains("##teamcity["))
      #expect(!safe.split(separator: "\n").contains { $0.drop { $0.isWhitespace }.hasPrefix("::") })
      #expect(safe.utf8.count <= 16_384)
    }
  }

  @Test(arguments: HostileText.all.map(\.name))
  func twiceIsOnce(name: String) throws {
    let text = try ReportReading.hostileText(name)
    let once = Sanitizer.text(text, limit: 1_000_000)
    #expect(Sanitizer.text(once, limit: 1_000_000) == once)
  }

  @Test func whatIsCutIsNamedByItsDigest() {
    let text = String(repeating: "x", count: 2_000)
    let digest = ReportFile(name: "x", bytes: Array(text.utf8)).digest.sha256
    let safe = Sanitizer.text(text, limit: 500)
    #expect(safe.utf8.count <= 500)
    #expect(safe.hasPrefix("xxx"))
    #expect(safe.hasSuffix("x … [cut from 2000 bytes, sha256 \(digest)]"))
    #expect(Sanitizer.text(text, limit: 2_000) == text)
  }

  @Test func aCharacterWithoutEndIsCutToo() {
    let text = "e" + String(repeating: "\u{301}", count: 50_000)
    #expect(Sanitizer.line(text).utf8.count <= 1_024)
  }
}

import Evaluation
import Foundation
import TestSupport
import Testing

/// Law 6: hostile text in data, prompts, names and answers is harmless in every sink of a run.
struct HostileDataTests {
  private static let escape = "\u{1B}"

  private let folder: TemporaryFolder
  private let results: ResultFolder

  init() throws {
    folder = try TemporaryFolder()
    results = ResultFolder(folder.file("out"))
  }

  /// The rows of a data file: every hostile text as id, slice, prompt and target.
  private func rows(_ texts: [String]) throws -> String {
    try texts.enumerated().map { index, text in
      let row = JSONValue.object([
        .init("id", .string("\(index) \(text.prefix(60))")), .init("text", .string(text)),
      ])
      return try row.jsonText() + "\n"
    }.joined()
  }

  /// Writes suites that put these texts everywhere, and a plan over them.
  private func writePlan(_ texts: [String]) throws -> String {
    try folder.write(try rows(texts), to: "items.jsonl")
    let head = """
      description: "]]> </script> \\e[31m [[ATTACHMENT|x]] <b>"
      tags: ["]]>", "</script>", "\\e[31m", "::error::x"]
      data: {path: items.jsonl, id: id, slices: [text]}

      """
    try folder.write(
      "suite: said\n" + head + """
        prompt: {text: "Repeat: {{ text }}"}
        task: generate
        target: "{{ text }}!"
        generate: {max_tokens: 8}
        metrics: [exact_match]

        """, to: "said.yaml")
    try folder.write(
      "suite: chosen\n" + head + """
        prompt: {text: "Read {{ text }}", chat: true, system: "{{ text }}."}
        task: multiple_choice
        choices: ["{{ text }}!", other]
        target: 0
        metrics: [acc]

        """, to: "chosen.yaml")
    return try folder.write(
      """
      plan: hostile
      suites: [said.yaml, chosen.yaml]
      gate:
        - id: exact
          metric: said.exact_match
          kind: threshold
          at_least: 1
          owner: "]]> \\e[31m"
          rationale: "</script><script>alert(1)</script>\\n::error::gone\\n[[ATTACHMENT|/etc/passwd]]"

      """, to: "plan.yaml")
  }

  private func run(_ texts: [String]) async throws -> CommandResult {
    let plan = try writePlan(texts)
    let model = folder.file("\(HostileDataTests.escape)[31m]]>&<b>.gguf")
    try FileManager.default.copyItem(atPath: Checkpoints.tiny, toPath: model)
    let result = try await assay(
      "run", plan, "--model", model, "--out", results.path, "--junit-granularity", "sample")
    #expect(result.exitCode == 1, "\(result.output)\(result.errors)")
    return result
  }

  /// Control characters other than line feed and tab, raw: what steers a terminal.
  private func steers(_ text: String) -> [String] {
    text.unicodeScalars.filter {
      ($0.value < 0x20 && $0 != "\n" && $0 != "\t") || (0x7F...0x9F).contains($0.value)
        || (0x202A...0x202E).contains($0.value)
    }.map { String($0.value, radix: 16) }
  }

  /// Lines and words that a CI system would obey.
  private func commands(_ text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { line in
        line.hasPrefix("::")
          || ["[[ATTACHMENT|", "##vso[", "##teamcity["].contains { line.contains($0) }
      }
  }

  @Test func neitherStreamCanSteerATerminalOrACISystem() async throws {
    let result = try await run(HostileText.short.map(\.text))
    for stream in [result.output, result.errors] {
      #expect(!stream.isEmpty)
      #expect(steers(stream) == [])
      #expect(commands(stream) == [])
    }
  }

  @Test func xmlReportsAreValidAndHarmless() async throws {
    _ = try await run(HostileText.all.map(\.text))
    for name in ["junit.xml", "junit-samples-001.xml"] {
      #expect(try JUnitFile(results.bytes(name)).count("//testcase") > 0)
      #expect(try JUnitFile.complaint(about: "\(results.path)/\(name)") == nil)
      let text = try results.text(name)
      #expect(steers(text) == [], "\(name)")
      #expect(commands(text) == [], "\(name)")
    }
    let samples = try JUnitFile(results.bytes("junit-samples-001.xml"))
    #expect(try samples.count("//testcase") == 2 * HostileText.all.count)
  }

  @Test func theSummaryIsHarmless() async throws {
    _ = try await run(HostileText.short.map(\.text))
    let summary = try results.text("summary.md")
    #expect(steers(summary) == [])
    #expect(commands(summary) == [])
    #expect(!summary.contains("<script>"))
    #expect(!summary.contains("</script>"))
  }

  @Test func thePageHoldsNoMarkupOfTheData() async throws {
    _ = try await run(HostileText.short.map(\.text))
    let hostile = try results.text("index.html")
    let plain = ResultFolder(folder.file("plain"))
    let plan = try TaskSuites.write(to: folder, names: ["reply", "choice"])
    _ = try await assay("run", plan, "--model", Checkpoints.tiny, "--out", plain.path)
    let reference = try plain.text("index.html")
    for tag in ["<script", "</script", "<style", "<iframe", "<img", "<meta", "<link"] {
      #expect(count(tag, in: hostile) == count(tag, in: reference), "\(tag)")
    }
    let alive = ["<script>alert", "onmouseover=\"alert", "href=\"javascript:"]
    #expect(alive.filter { hostile.contains($0) } == [])
    #expect(steers(hostile) == [])
  }

  private func count(_ part: String, in text: String) -> Int {
    text.components(separatedBy: part).count - 1
  }

  @Test func jsonHoldsTheTextsExactlyAndNoRawControls() async throws {
    let texts = HostileText.short.map(\.text)
    _ = try await run(texts)
    let lines = try results.lines("samples.jsonl").filter { $0["suite"]?.text == "said" }
    let targets = lines.compactMap { $0["target"]?["texts"]?.items.first?.text }
    #expect(targets.map { Array($0.utf8) } == texts.map { Array("\($0)!".utf8) })
    for name in ["samples.jsonl", "results.json", "verdict.json", "manifest.json"] {
      #expect(steers(try results.text(name)) == [], "\(name)")
    }
  }

  @Test(arguments: [["lint"], ["plan"], ["list"], ["run", "--model", Checkpoints.tiny]])
  func messagesThatQuoteDataAreHarmless(command: [String]) async throws {
    let id = "a\(HostileDataTests.escape)[31m\n::error::gone\n##vso[task.complete]"
    try folder.write(try rows([id, id]).replacing("\"1 ", with: "\"0 "), to: "items.jsonl")
    let suite = try folder.write(
      """
      suite: twice
      data: {path: items.jsonl, id: id}
      "\\e[31m\\n::error::key": 1
      task: perplexity
      target: "{{ text }}"

      """, to: "twice.yaml")
    let result = try await assay(command + [suite, folder.file("\(id).yaml")])
    #expect(result.exitCode == 65 || result.exitCode == 66)
    #expect(result.errors.contains(#"\u{001B}[31m"#), "\(result.errors)")
    #expect(steers(result.errors) == [])
    #expect(commands(result.errors) == [])
  }

  @Test func listsOfSuitesAreHarmless() async throws {
    let plan = try writePlan(["a", "b"])
    for command in ["list", "plan"] {
      let result = try await assay(command, plan)
      #expect(result.exitCode == 0, "\(result.errors)")
      #expect(result.output.contains("chosen"))
      #expect(steers(result.output + result.errors) == [])
    }
  }

  @Test func theNameInsideACheckpointIsHarmless() async throws {
    let whole = try Data(contentsOf: URL(fileURLWithPath: Checkpoints.tiny))
    let place = try #require(whole.firstRange(of: Data("tiny-f32".utf8)))
    let changed = whole.replacingCharacters(in: place, with: "\(HostileDataTests.escape)[31mabc")
    let file = folder.file("named.gguf")
    try changed.write(to: URL(fileURLWithPath: file))
    let text = try await assay("inspect", file)
    #expect(text.exitCode == 0, "\(text.errors)")
    #expect(text.output.contains(#"\u{001B}[31mabc"#), "\(text.output)")
    #expect(steers(text.output) == [])
    let json = try await assay("inspect", file, "--json")
    #expect(steers(json.output) == [])
    let name = try JSONValue.parse(json.output, file: "inspect")["name"]?.text
    #expect(name == "\(HostileDataTests.escape)[31mabc")
  }
}

extension Data {
  /// A copy with other bytes in a place; their number must be the same for the file to stay sound.
  fileprivate func replacingCharacters(in place: Range<Index>, with text: String) -> Data {
    var copy = self
    copy.replaceSubrange(place, with: Data(text.utf8))
    return copy
  }
}

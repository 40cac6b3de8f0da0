import Evaluation
import Foundation
import Reports
import TestSupport
import Testing

struct HTMLReportTests {
  /// The page without its data elements, its style and its script.
  private func visible(_ page: String) -> String {
    page.replacing(/<(script|style)[^>]*>.*?<\/\1>/.dotMatchesNewlines(), with: "")
  }

  private func page(_ run: Run) throws -> String {
    String(decoding: try HTMLReport.file(run, options: ReportOptions()).bytes, as: UTF8.self)
  }

  /// SHA-256 in Base64, as the policy states it.
  private func hash(_ text: Substring) -> String {
    let digits = Array(ReportFile(name: "", bytes: Array(text.utf8)).digest.sha256)
    let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
      UInt8(String(digits[$0...($0 + 1)]), radix: 16)
    }
    return "'sha256-\(Data(bytes).base64EncodedString())'"
  }

  @Test func thePolicyAllowsTheOneScriptAndTheOneStyle() throws {
    let page = try page(ExampleRun.make())
    let policy = try #require(
      page.firstMatch(of: /http-equiv="Content-Security-Policy" content="([^"]*)"/)?.1
    )
    .replacing("&#39;", with: "'")
    let style = try #require(page.firstMatch(of: /<style>(.*?)<\/style>/.dotMatchesNewlines())?.1)
    let script = try #require(
      page.firstMatch(of: /<script>(.*?)<\/script>/.dotMatchesNewlines())?.1)
    #expect(policy.contains("default-src 'none'"))
    #expect(policy.contains("script-src \(hash(script));"))
    #expect(policy.contains("style-src \(hash(style));"))
    #expect(!policy.contains("unsafe"))
    #expect(page.matches(of: /<script>/).count == 1)
    #expect(!page.contains(" style=\""))
  }

  @Test(arguments: ReportReading.runs.map(\.name))
  func nothingIsLoaded(name: String) throws {
    let run = try ReportReading.run(name)
    let page = try page(run)
    #expect(visible(page).firstMatch(of: /(src|href)="(?!#|data:,)[^"]*"/) == nil)
    #expect(page.firstMatch(of: /url\((?!#)/) == nil)
    #expect(!page.contains("@import"))
  }

  @Test func noTextOfTheModelStandsInThePage() throws {
    let run = ExampleRun.make()
    let page = visible(try page(run))
    var checked = 0
    // Where nothing is generated, a prediction is a choice of the data set or a word of ours.
    let generating = run.suites.filter { $0.definition.task == .generate }
    for result in try generating.allSamples() {
      var texts = [result.score.prediction, result.score.explanation]
      for response in result.responses {
        if case .generation(let generated) = response { texts.append(generated.text) }
      }
      for text in texts.compactMap({ $0 }) where text.count > 8 {
        checked += 1
        let escaped = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
          .replacing(">", with: "&gt;").replacing("\"", with: "&quot;").replacing(
            "'", with: "&#39;")
        #expect(!page.contains(text))
        #expect(!page.contains(escaped))
      }
    }
    #expect(checked > 30)
  }

  @Test(arguments: HostileText.all.map(\.name))
  func hostileTextOpensNoElement(name: String) throws {
    let text = try ReportReading.hostileText(name)
    let sound = try page(ReportReading.hostile("plain"))
    let hostile = try page(ReportReading.hostile(text))
    for pattern in ["<script", "</script", "<b>", "<img", "<!--", "<iframe"] {
      #expect(
        hostile.components(separatedBy: pattern).count
          == sound.components(separatedBy: pattern).count, "\(pattern)")
    }
    #expect(ReportReading.isSteerless(visible(hostile)))
  }

  @Test func theVerdictIsThereWithoutAScript() throws {
    let run = ExampleRun.make()
    let page = visible(try page(run))
    #expect(page.contains("Failed</h1>"))
    #expect(page.contains("A safety condition blocks this checkpoint."))
    for result in run.verdict.conditions {
      #expect(page.contains(">\(result.condition.id)</span>"))
    }
    #expect(page.components(separatedBy: "class=\"badge").count - 1 == run.verdict.conditions.count)
    for suite in run.suites { #expect(page.contains("<h3>\(suite.definition.id)</h3>")) }
    #expect(page.contains("This suite did not run"))
    #expect(page.contains("<noscript>"))
  }

  @Test func conditionsThatBlockComeFirst() throws {
    let ids = visible(try page(ExampleRun.make()))
      .matches(of: /<span class="cond-id">([^<]*)<\/span>/).map { String($0.1) }
    #expect(
      ids == [
        "no-injection", "refusal-enough", "everything-ran", "answers-exact", "pairs-gap",
        "not-run", "bits-per-byte", "sentiment-acc", "sentiment-books",
      ])
  }

  @Test func intervalsSayInWordsWhatTheyDraw() throws {
    let page = visible(try page(ExampleRun.passing()))
    #expect(
      page.contains(
        "aria-label=\"value 0.800, 95 % interval 0.376 to 0.964, judged 0.431, limit at least 0.25\""
      ))
  }

  @Test func theCommandIsQuotedForAShell() throws {
    let files = try RunFiles.render(
      ExampleRun.passing(),
      options: ReportOptions(command: ["assay", "run", "it's here.yaml", "--seed", "1"]))
    let page = try #require(files.first { $0.name == "index.html" })
    #expect(
      String(decoding: page.bytes, as: UTF8.self)
        .contains("assay run &#39;it&#39;\\&#39;&#39;s here.yaml&#39; --seed 1"))
  }
}

/// What the page says of probes as such.
struct ProbeReportTests {
  private func page(_ run: Run) throws -> String {
    String(decoding: try HTMLReport.file(run, options: ReportOptions()).bytes, as: UTF8.self)
  }

  @Test func whatWasNotProbedIsSaid() throws {
    let page = try page(ExampleRun.make())
    let start = try #require(page.range(of: "id=\"coverage\"")).lowerBound
    let end = try #require(page.range(of: "id=\"samples\"")).lowerBound
    let section = page[start..<end]
    // The example run has no suite about supply chains, nor of the family toxicity.
    for tag in ["owasp-llm:2025:LLM03", "toxicity"] {
      let row = try #require(section.range(of: "<code>\(tag)</code>"))
      let rest = section[row.upperBound...].prefix(200)
      #expect(rest.contains("not probed"), "\(tag): \(rest)")
    }
    let row = try #require(section.range(of: "<code>refusal</code>"))
    #expect(section[row.upperBound...].prefix(200).contains("refusal"))
  }

  @Test func aRunWithoutProbesHasNoCoverage() throws {
    var run = ExampleRun.make()
    run.suites = run.suites.filter { $0.definition.probe == nil }
    #expect(!(try page(run)).contains("id=\"coverage\""))
  }

  @Test func theDetectorsErrorsStandBesideItsRates() throws {
    var run = ExampleRun.make()
    #expect(!(try page(run)).contains("Judged by the detector"))
    let place = try #require(run.suites.firstIndex { $0.definition.probe?.judge == .canary })
    run.suites[place].definition.probe?.judge = .refusal
    let page = try page(run)
    #expect(page.contains("Judged by the detector refusal: on labelled texts precision 0."))
    #expect(page.contains("<th scope=\"row\">pyrit</th>"))
  }
}

import Evaluation
import Testing

/// What is not imported is named, with the reason and the way out.
struct PromptfooRefusalTests {
  @Test(arguments: [
    ("{type: javascript, value: \"true\"}", "the assertion javascript is code"),
    ("{type: python, value: \"True\"}", "the assertion python is code"),
    ("{type: webhook, value: \"https://a\"}", "the assertion webhook asks a server"),
    (
      "{type: not-llm-rubric, value: kind}",
      "the assertion not-llm-rubric is graded by another model"
    ),
    ("{type: factuality, value: a}", "the assertion factuality is graded by another model"),
    ("{type: similar, value: a}", "the assertion similar compares embeddings of a model"),
    ("{type: latency, threshold: 5}", "the assertion latency measures time"),
    ("{type: is-sql}", "the assertion is-sql parses SQL, which Assay does not"),
    ("{type: contians, value: a}", "there is no assertion \"contians\" here"),
    (
      "{type: contains}",
      "the assertion contains: the value of contains must be a text, and is missing"
    ),
    (
      "{type: equals, value: a, transform: output.trim()}",
      "the assertion equals has \"transform\", which is code"
    ),
    ("{type: equals, value: file://a.js}", "the value of an assertion is a program (a.js)"),
    ("{type: regex, value: \"(a\"}", "the assertion regex: the value of regex"),
  ])
  func anAssertionThatCannotBeIsNamed(_ assertion: String, _ reason: String) throws {
    let folder = try PromptfooFolder(
      """
      prompts: ["{{q}}"]
      tests:
        - description: d
          vars: {q: a}
          assert: [{type: is-json}, \(assertion)]
        - {vars: {q: b}, threshold: 0.5, assert: [{type: is-json}, \(assertion)]}
        - {vars: {q: c}, assert: [\(assertion)]}
      """)
    // With the others of its test, where they still mean the same.
    #expect(try folder.prompts() == ["user: a"])
    #expect(folder.refused.count == 3)
    #expect(folder.refused.map { $0.prefix(7) } == ["tests 1", "tests 2", "tests 3"])
    let first = try #require(folder.refused.first)
    if !reason.hasPrefix("the assertion regex") {
      #expect(first == "tests 1 (d): \(reason); the test is imported with the others")
    }
    #expect(folder.refused[2].contains(String(reason.prefix(20))), "\(folder.refused)")
    #expect(folder.report.refused.allSatisfy { !$0.remedy.isEmpty })
    #expect(folder.report.exitCode == 3)
  }

  @Test(arguments: [
    ("vars: {q: a}", "it has no assertion, so nothing could fail"),
    (
      "options: {transform: output.trim()}, assert: [{type: is-json}]",
      "it has options.transform, which is code"
    ),
    (
      "provider: openai:gpt-4, assert: [{type: is-json}]",
      "it has \"provider\", which asks another model"
    ),
    ("threshold: high, assert: [{type: is-json}]", "its threshold is a text"),
    (
      "vars: {q: file://a.png}, assert: [{type: is-json}]",
      "the variable \"q\" is neither text nor data (a.png)"
    ),
    (
      "vars: {_id: a}, assert: [{type: is-json}]",
      "its variable \"_id\" has the name of a field that the import adds"
    ),
    (
      "vars: {q: {a: 1}}, assert: [{type: is-json}]",
      "the variable \"q\" is an object, which prints as [object Object]"
    ),
  ])
  func aTestThatCannotBeIsNamed(_ test: String, _ reason: String) throws {
    let folder = try PromptfooFolder("prompts: ['{{q}}']\ntests: [{\(test)}]")
    #expect(folder.refused.first == "tests 1: \(reason)")
    #expect(folder.report.imported.isEmpty)
  }

  @Test(arguments: [
    ("{{ q.length }}", "its template uses JavaScript (.length in {{ q.length }})"),
    ("{% if q === 'a' %}x{% endif %}", "its template uses JavaScript (=== in {% if q === 'a' %})"),
    ("{{ q | dump }}", "its template is none for our Jinja: "),
    ("{{ env.HOME }}", "its template reads the environment ({{ env }})"),
    (
      "{% for m in _conversation %}{{ m }}{% endfor %}",
      "its template reads earlier answers ({{ _conversation }})"
    ),
    ("{{ row }}", "its template uses \"row\", which means something else in a suite"),
  ])
  func aTemplateThatJinjaDoesNotHaveIsNamed(_ prompt: String, _ reason: String) throws {
    let folder = try PromptfooFolder(
      "prompts: [\"\(prompt)\"]\ntests: [{vars: {q: a}, assert: [{type: is-json}]}]")
    #expect(folder.report.imported.isEmpty)
    #expect(folder.refused.first?.contains(reason) == true, "\(folder.refused)")
  }

  @Test func whatAConfigurationStatesBesidesIsNamed() throws {
    let folder = try PromptfooFolder(
      """
      prompts: ["{{q}}{{missing}}"]
      redteam: {plugins: [harmful]}
      extensions: [file://a.js]
      derivedMetrics: [{name: a, value: b}]
      tests: [{vars: {q: a}, assert: [{type: is-json}]}]
      """)
    #expect(
      folder.refused == [
        "redteam: its attacks are made by promptfoo's own service",
        "extensions: extensions are code",
        "derivedMetrics: derived metrics are formulas over others",
      ])
    #expect(
      folder.report.imported.map(\.notes) == [
        ["1 test lacks the variable \"missing\", which is then shown as nothing, as in promptfoo"]
      ])
    #expect(try folder.prompts() == ["user: a"])
  }

  @Test func theReportIsAFileForMachines() throws {
    let folder = try PromptfooFolder(
      "prompts: ['{{q}}']\ntests: [{vars: {q: a}, assert: [{type: python, value: a}]}]")
    let json = try JSONValue.parse(folder.text("import.json"), file: "import.json")
    #expect(json["schema"]?.string == "assay.import/1")
    guard case .array(let refused)? = json["refused"] else { return }
    #expect(refused.first?["remedy"]?.string?.contains("extract") == true)
  }
}

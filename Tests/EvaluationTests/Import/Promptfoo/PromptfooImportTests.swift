import Evaluation
import Testing

/// Configurations of promptfoo as suites; what they mean there is on its pages "Prompt
/// configuration", "Test case configuration" and "Scenarios" (site/docs/configuration).
struct PromptfooImportTests {
  @Test func aPromptBecomesASuiteOverTheTests() throws {
    let folder = try PromptfooFolder(
      """
      description: Capitals of Europe
      prompts: ["What is the capital of {{country}}?"]
      providers:
        - {id: "openai:gpt-4", config: {max_tokens: 40, temperature: 0}}
      tests:
        - description: Easy one
          vars: {country: France}
          assert: [{type: icontains, value: paris}]
        - vars: {country: Spain}
          assert:
            - {type: contains, value: "Madrid", weight: 2, metric: Right City}
            - {type: not-regex, value: '^I\\b'}
          threshold: 0.5
          metadata: {level: 2}
      """)
    #expect(folder.report.exitCode == 0)
    #expect(folder.refused == [])
    #expect(folder.report.plans == ["capitals-of-europe.plan.yaml"])
    #expect(
      folder.report.imported.map(\.notes) == [
        ["the model is named when the suite runs; promptfoo asked openai:gpt-4"]
      ])
    let suite = try folder.suite()
    #expect(suite.definition.id == "capitals-of-europe")
    #expect(suite.samples.map(\.id) == ["1-easy-one", "2"])
    #expect(
      try folder.prompts() == [
        "user: What is the capital of France?", "user: What is the capital of Spain?",
      ])
    #expect(suite.samples.map { $0.requests.first?.options?.maxTokens } == [40, 40])
    #expect(suite.samples.map(\.slices) == [[:], ["level": "2"]])
    #expect(
      try folder.assertions() == [
        AssertionList([Assertion(.icontains, .text("paris"))]),
        AssertionList(
          [
            Assertion(.contains, .text("Madrid"), weight: 2, metric: "right_city"),
            Assertion(.regex, .text(#"^I\b"#), isNegated: true),
          ], threshold: 0.5),
      ])
    #expect(
      suite.definition.metrics == [
        "assertion_pass_rate", "assertion_score", "assertion_rate", "assertion_rate_contains",
        "assertion_rate_icontains", "assertion_rate_regex", "assertion_score_right_city",
      ])
    let plan = try PlanFile.load(folder.folder.path + "/out/capitals-of-europe.plan.yaml")
    #expect(plan.policy.map(\.kind) == [.threshold, .completeness])
  }

  /// "Multiple Prompts in One File", "Chat Format (JSON)" and "Markdown Files".
  @Test func promptsComeFromFiles() throws {
    let folder = try PromptfooFolder(
      """
      description: p
      prompts:
        - file://prompts/two.txt
        - {id: file://chat.json, label: Chatty}
        - note.md
        - file://made.py
        - exec:./make.sh
      tests: [{vars: {q: "Why?"}, assert: [{type: is-json}]}]
      """,
      [
        "prompts/two.txt": "One: {{q}}\n---\n\nTwo: {{ q | upper }}\n",
        "chat.json":
          #"[{"role": "system", "content": "Be {{q}}"}, {"role": "user", "content": "{{q}}"}]"#,
        "note.md": "# Ask\n{{q}}\n",
      ])
    #expect(
      folder.report.imported.map(\.file) == [
        "p-two-1.yaml", "p-two-2.yaml", "p-chatty.yaml", "p-note.yaml",
      ])
    #expect(try folder.prompts(0) == ["user: One: Why?"])
    #expect(try folder.prompts(1) == ["user: Two: WHY?"])
    #expect(try folder.prompts(2) == ["system: Be Why? | user: Why?"])
    #expect(try folder.prompts(3) == ["user: # Ask\nWhy?\n"])
    #expect(
      folder.refused == [
        "file://made.py: the prompt is a program (made.py)",
        "exec:./make.sh: the prompt comes from a program or a server (exec:./make.sh)",
      ])
    #expect(folder.report.exitCode == 3)
  }

  @Test func completionPromptsAreAskedAsTheyAre() throws {
    let folder = try SuiteFolder([
      "c.yaml":
        "prompts: ['{{q}} is']\ntests: [{vars: {q: It}, assert: [{type: equals, value: a}]}]"
    ])
    let report = try PromptfooImport(path: folder.path + "/c.yaml", isCompletion: true)
      .run(into: folder.path + "/out")
    let suite = try folder.load("out/" + (report.imported.first?.file ?? ""))
    #expect(suite.samples.first?.requests.first?.prompt == .text("It is"))
  }

  /// Lists of texts expand to every combination; files are read; texts name other variables.
  @Test func variablesAreMultipliedAndFilledIn() throws {
    let folder = try PromptfooFolder(
      """
      prompts: ["{{a}}{{b}} {{t}} {{n}}"]
      tests:
        - vars: {a: [x, y], b: ["1", "2"], t: file://t.txt, n: "{{a}}!"}
          assert: [{type: contains, value: "{{a}}{{b}}"}]
        - vars: {a: [x, y], b: 1, t: "", n: true}
          options: {disableVarExpansion: true}
          assert: [{type: contains, value: "{{a}}"}]
      """, ["t.txt": " text \n"])
    #expect(
      try folder.prompts() == [
        "user: x1 text x!", "user: x2 text x!", "user: y1 text y!", "user: y2 text y!",
        "user: x,y1  true",
      ])
    // What one test became is not independent of each other.
    #expect(
      try folder.suite().samples.map(\.cluster)
        == ["tests 1", "tests 1", "tests 1", "tests 1", "tests 2"])
    #expect(
      try folder.assertions().map { $0.items[0].value } == [
        .text("x1"), .text("x2"), .text("y1"), .text("y2"), .text("x,y"),
      ])
  }

  /// "Default test cases" and "Reusing assertions with templates".
  @Test func testsInheritAndReferToTemplates() throws {
    let folder = try PromptfooFolder(
      """
      prompts: ["{{tone}} {{q}}"]
      assertionTemplates:
        short: {type: word-count, value: {max: 5}, weight: 3}
      defaultTest:
        vars: {tone: kind}
        threshold: 0.25
        assert: [{$ref: "#/assertionTemplates/short"}]
      tests:
        - {vars: {q: a}, assert: [{type: contains, value: b}]}
        - {vars: {q: a, tone: rude}, threshold: 1}
        - vars: {q: c}
          options: {disableDefaultAsserts: true}
          assert: [{$ref: "#/assertionTemplates/short", weight: 1}]
        - {vars: {q: d}, assert: [{$ref: "#/assertionTemplates/long"}]}
      """)
    let short = Assertion(.wordCount, .words(least: nil, most: 5), weight: 3)
    var light = short
    light.weight = 1
    #expect(try folder.prompts() == ["user: kind a", "user: rude a", "user: kind c"])
    #expect(
      try folder.assertions() == [
        AssertionList([short, Assertion(.contains, .text("b"))], threshold: 0.25),
        AssertionList([short], threshold: 1), AssertionList([light], threshold: 0.25),
      ])
    #expect(
      folder.refused == [
        "tests 4: $ref names #/assertionTemplates/long, which assertionTemplates does not have, "
          + "and the test's threshold is one of all assertions"
      ])
  }

  /// "Scenarios": every test with every set of variables.
  @Test func scenariosAreMatrices() throws {
    let folder = try PromptfooFolder(
      """
      prompts: ["{{language}}: {{input}}"]
      scenarios:
        - config:
            - vars: {language: Spanish, hello: Hola}
            - vars: {language: French, hello: Bonjour}
          tests:
            - {vars: {input: Hello}, assert: [{type: contains, value: "{{hello}}"}]}
            - {vars: {input: Bye}, assert: [{type: not-contains, value: "{{hello}}"}]}
      """)
    #expect(
      try folder.prompts() == [
        "user: Spanish: Hello", "user: Spanish: Bye", "user: French: Hello", "user: French: Bye",
      ])
    #expect(
      try folder.assertions().map { $0.items[0].value } == [
        .text("Hola"), .text("Hola"), .text("Bonjour"), .text("Bonjour"),
      ])
  }

  @Test func aTestFileMayBeJSONOrYAMLOrLines() throws {
    let test = #"{"vars": {"q": "a"}, "assert": [{"type": "equals", "value": 4}]}"#
    let folder = try PromptfooFolder(
      "prompts: ['{{q}}']\ntests: [file://a.json, 'file://b*.jsonl', file://c.yaml, file://d.js]",
      [
        "a.json": "[\(test)]", "b1.jsonl": "\(test)\n\n\(test)\n",
        "c.yaml": "- vars: {q: c}\n  assert: [{type: is-json}]\n",
      ])
    #expect(try folder.prompts() == ["user: a", "user: a", "user: a", "user: c"])
    #expect(folder.refused == ["file://d.js: the file of tests is a program (d.js)"])
  }

  @Test func whatIsNoMappingOrNoFileIsAnError() throws {
    let folder = try SuiteFolder(["a.yaml": "- a\n", "b/c.txt": ""])
    #expect(throws: Failure.self) {
      try PromptfooImport(path: folder.path + "/a.yaml").run(into: folder.path + "/out")
    }
    #expect(throws: Failure.self) {
      try PromptfooImport(path: folder.path + "/b").run(into: folder.path + "/out")
    }
  }
}

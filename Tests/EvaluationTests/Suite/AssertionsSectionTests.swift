import Evaluation
import Testing

/// `assertions` of suite files: what loads, and what is said of what does not.
struct AssertionsSectionTests {
  private static let head = """
    suite: s
    data: {path: items.jsonl}
    prompt: {text: "{{ q }}"}
    task: generate

    """

  private func folder(_ assertions: String, _ row: String = #"{"q": "Why?", "a": "Oslo"}"#) throws
    -> SuiteFolder
  {
    try SuiteFolder(AssertionsSectionTests.head + assertions, row)
  }

  private func loaded(
    _ assertions: String, _ row: String = #"{"q": "Why?", "a": "Oslo"}"#
  ) throws -> AssertionList {
    try #require(try folder(assertions, row).load().samples.first).assertions
  }

  @Test func statedAssertionsAreTemplatesOverTheRow() throws {
    let list = try loaded(
      """
      assertions:
        - {type: icontains, value: "{{ a }}", weight: 2, metric: place}
        - {type: not-contains-any, value: [sorry, "{{ a }}!"]}
        - {type: is-json, value: {type: object, required: [a]}, not: true}
        - {type: word-count, value: {max: 20}}
      """)
    #expect(
      list
        == AssertionList([
          Assertion(.icontains, .text("Oslo"), weight: 2, metric: "place"),
          Assertion(.containsAny, .texts(["sorry", "Oslo!"]), isNegated: true),
          Assertion(
            .isJSON, .json(#"{"required":["a"],"type":"object"}"#), isNegated: true),
          Assertion(.wordCount, .words(least: nil, most: 20)),
        ]))
  }

  @Test func oneTemplateGivesTheListOfARow() throws {
    let row = #"{"q": "?", "t": 0.5, "x": [{"type": "equals", "value": 4}]}"#
    let wanted = AssertionList([Assertion(.equals, .text("4"))], threshold: 0.5)
    #expect(
      try loaded(#"assertions: {list: "{{ x }}", threshold: "{{ t }}"}"#, row) == wanted)
    let text = #"{"q": "?", "t": null, "x": "[{\"type\": \"equals\", \"value\": 4}]"}"#
    #expect(
      try loaded(#"assertions: {list: "{{ x }}", threshold: "{{ t }}"}"#, text)
        == AssertionList(wanted.items))
  }

  @Test func theMetricsAreThoseOfAssertions() throws {
    let suite = try folder("assertions: [{type: is-json}]").load()
    #expect(suite.definition.metrics == ["assertion_pass_rate", "assertion_rate"])
  }

  @Test func whatNoRowCanChangeIsCheckedInTheSuiteFile() throws {
    #expect(
      try folder(
        """
        assertions:
          - {type: contians, value: a}
          - {type: regex, value: "(a"}
          - {type: contains, value: a, treshold: 1}
          - {type: contains-any, value: a}
        """
      ).failures()
        == [
          "suite.yaml:6:6: assertions[0].type: there is no assertion \"contians\". "
            + "Did you mean \"contains\"?",
          "suite.yaml:7:19: assertions[1].value: regular expression \"(a\": "
            + "missing closing parenthesis at offset 2",
          "suite.yaml:8:32: assertions[2].treshold: unknown key \"treshold\". "
            + "Did you mean \"threshold\"?",
          "suite.yaml:9:26: assertions[3].value: the value of contains-any must be a list of "
            + "texts, and is a text",
        ])
  }

  @Test func whatARowStatesIsSaidOfTheRow() throws {
    func failures(_ list: String) throws -> [String] {
      try folder("assertions: \"{{ x }}\"", #"{"q": "?", "x": \#(list)}"#).failures()
    }
    #expect(
      try failures(#"[{"type": "equals", "value": "a"}, {"type": "llm-rubric"}]"#) == [
        "items.jsonl:1: assertions[1].type: there is no assertion \"llm-rubric\". The assertions "
          + "are: " + AssertionKind.allCases.map(\.rawValue).joined(separator: ", ") + "."
      ])
    #expect(
      try failures("[]") == [
        "items.jsonl:1: assertions: the row has no assertions, so nothing could fail. State one, "
          + "or leave the row out with data.where."
      ])
    #expect(
      try failures(#"[{"type": "assert-set", "assert": [{"type": "contains", "value": ""}]}]"#)
        == [
          "items.jsonl:1: assertions[0].assert[0].value: the value of contains is empty"
        ])
    #expect(
      try failures(#"[{"type": "contains", "value": "a", "threshold": 1}]"#) == [
        "items.jsonl:1: assertions[0].threshold: the assertion contains has no threshold. Remove "
          + "it; the sample's own is assertions.threshold."
      ])
  }

  @Test func metricsAndAssertionsComeTogether() throws {
    #expect(
      try folder("metrics: [assertion_rate_regex]").failures()
        == [
          "suite.yaml:5:1: metrics: the metric assertion_rate_regex needs \"assertions\". State "
            + "\"assertions\", or remove the metric."
        ])
    #expect(
      try folder("target: \"{{ a }}\"\nassertions: [{type: is-json}]\nmetrics: [exact_match]")
        .failures().count == 1)
    let names = "metrics: [assertion_rate_regx]\nassertions: [{type: is-json}]"
    #expect(try folder(names).failures().contains { $0.contains("has no metric") })
  }
}

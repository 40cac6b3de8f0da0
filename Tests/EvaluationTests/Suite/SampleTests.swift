import Evaluation
import Testing

struct SampleTests {
  private func folder(_ rows: String, data: String = "", lines: String = choice) throws
    -> SuiteFolder
  {
    try SuiteFolder(
      "suite: s\ndata: {path: items.jsonl\(data)}\nprompt: {text: \"{{ q }}\"}\n" + lines, rows)
  }

  private static let choice =
    "task: multiple_choice\nchoices: [no, yes]\ntarget: \"{{ a }}\"\n"
  private static let listed =
    "task: multiple_choice\nchoices: \"{{ c }}\"\ntarget: \"{{ a }}\"\n"

  // MARK: Identity

  @Test func idsClustersAndSlicesComeFromFields() throws {
    let samples = try folder(
      #"{"q": "A", "a": 0, "key": 7, "group": "g", "kind": true, "size": 1.5, "none": null}"#,
      data: ", id: key, cluster: group, slices: [kind, size, none]"
    ).load().samples
    #expect(samples.map(\.id) == ["7"])
    #expect(samples.map(\.cluster) == ["g"])
    #expect(samples.map(\.slices) == [["kind": "true", "size": "1.5"]])
  }

  @Test func withoutAnIDFieldLineAndContentAreTheID() throws {
    let samples = try folder("{\"q\": \"A\", \"a\": 0}\n\n{\"a\": 0, \"q\": \"A\"}\n").load()
      .samples
    // SHA-256 of {"a":0,"q":"A"}.
    #expect(samples.map(\.id) == ["L1-572aa960f51f", "L3-572aa960f51f"])
    #expect(samples.map(\.cluster) == samples.map(\.id))
  }

  @Test func aDuplicateIDNamesBothLines() throws {
    let folder = try folder(
      "{\"q\": \"A\", \"a\": 0, \"k\": \"x\"}\n{\"q\": \"B\", \"a\": 0, \"k\": \"y\"}\n"
        + "{\"q\": \"C\", \"a\": 0, \"k\": \"x\"}\n", data: ", id: k")
    #expect(
      folder.failures() == [
        "items.jsonl:3: k: the id \"x\" is also that of line 1. Give each row its own id."
      ])
  }

  @Test(arguments: [
    (
      ", id: name",
      "items.jsonl:1: name: the row has no field \"name\", which data.id names. The row's fields are: q, a, k, l."
    ),
    (", id: k", "items.jsonl:1: k: the id field \"k\" is empty"),
    (", cluster: k", "items.jsonl:1: k: the field \"k\" is null, and data.cluster needs a value"),
    (
      ", slices: [l]",
      "items.jsonl:1: l: data.slices needs a text or a number, and the field is a list"
    ),
  ])
  func aFieldThatIsNoNameIsRefused(_ data: String, _ message: String) throws {
    #expect(
      try folder(#"{"q": "A", "a": 0, "k": null, "l": [1]}"#, data: data).failures() == [message])
  }

  // MARK: Filter

  @Test func whereKeepsTheRowsForWhichItIsTrue() throws {
    let rows = "{\"q\": \"A\", \"a\": 0, \"l\": \"en\"}\n{\"q\": \"B\", \"a\": 1, \"l\": \"de\"}\n"
    let kept = try folder(rows, data: ", where: \"{{ l == 'de' }}\"").load()
    #expect(kept.samples.map(\.target) == [.choice(1)])
    #expect(
      try folder(rows, data: ", where: \"{{ l == 'fr' }}\"").failures() == [
        "suite.yaml:2:34: data.where: where lets none of the 2 rows of items.jsonl through"
      ])
    #expect(
      try folder(rows, data: ", where: \"{{ l }}\"").failures() == [
        "suite.yaml:2:34: data.where: where must be true or false, and is the text \"en\" for "
          + "items.jsonl:1. Write a comparison, such as \"{{ lang == 'en' }}\".",
        "suite.yaml: 1 more row fails like this (data.where)",
      ])
  }

  // MARK: Templates

  @Test func anUndefinedVariableIsToldWithTheFieldThatWasMeant() throws {
    let folder = try SuiteFolder(
      "suite: s\ndata: {path: items.jsonl}\nprompt:\n  text: \"{{ qestion }}\"\n"
        + SampleTests.choice,
      "{\"question\": \"A\", \"a\": 0}\n{\"question\": \"B\", \"a\": 0}\n")
    #expect(
      folder.failures() == [
        "suite.yaml:4:9: prompt.text: the template uses \"qestion\", which items.jsonl:1 does not have. "
          + "Did you mean \"question\"?",
        "suite.yaml: 1 more row fails like this (prompt.text)",
      ])
  }

  @Test func aTemplateThatFailsOtherwiseNamesTheRowAndItsOwnPlace() throws {
    let folder = try SuiteFolder(
      "suite: s\ndata: {path: items.jsonl}\nprompt: {text: \"{{ q + 1 }}\"}\n" + SampleTests.choice,
      "{\"q\": \"A\", \"a\": 0}\n")
    let failures = folder.failures()
    #expect(failures.count == 1)
    #expect(
      failures.first?.hasPrefix(
        "suite.yaml:3:16: prompt.text: the template fails on items.jsonl:1: ") == true)
    #expect(failures.first?.hasSuffix(" of the template)") == true)
  }

  @Test func fieldsWhoseNamesAreNoIdentifiersAreReachedThroughTheRow() throws {
    let folder = try SuiteFolder([
      "items.csv": "my question,a\nA?,1\n",
      "suite.yaml":
        "suite: s\ndata: {path: items.csv}\nprompt: {text: \"{{ row['my question'] }}\"}\n"
        + SampleTests.choice,
    ])
    #expect(try folder.load().samples.first?.requests.first?.prompt == .text("A?"))
  }

  @Test func aPromptThatRendersEmptyIsRefused() throws {
    #expect(
      try folder("{\"q\": \"A\", \"a\": 0}\n{\"q\": \" \\n\", \"a\": 0}\n").failures() == [
        "suite.yaml:3:16: prompt.text: the prompt of items.jsonl:2 is empty. Fill the fields that it "
          + "shows, leave the row out with data.where, or state allow_empty: true."
      ])
  }

  // MARK: Choices and target

  @Test(arguments: [
    ("1", Sample.Target.choice(1)), ("\"yes\"", .choice(1)), ("\"1\"", .choice(1)),
    ("0", .choice(0)),
  ])
  func theTargetIsAChoicesTextOrIndex(_ answer: String, _ target: Sample.Target) throws {
    #expect(try folder("{\"q\": \"A\", \"a\": \(answer)}").load().samples.first?.target == target)
  }

  @Test func aTextIsLookedForAmongTheChoicesBeforeItCountsAsAnIndex() throws {
    let rows = #"{"q": "A", "c": ["2", "0", 1], "a": "0"}"#
    let sample = try #require(try folder(rows, lines: SampleTests.listed).load().samples.first)
    #expect(sample.choices == ["2", "0", "1"])
    #expect(sample.target == .choice(1))
  }

  @Test(arguments: [
    (
      "2",
      "the target 2 is out of range: the 2 choices are counted from 0 to 1. State a choice's text, or its index from 0."
    ),
    (
      "-1",
      "the target -1 is out of range: the 2 choices are counted from 0 to 1. State a choice's text, or its index from 0."
    ),
    (
      "\"maybe\"",
      "the target \"maybe\" is none of the choices \"no\", \"yes\". State a choice's text, or its index from 0."
    ),
    ("null", "the target must be a choice's text or index, and is none"),
    ("true", "the target must be a choice's text or index, and is true"),
    ("[[1]]", "the target must be a choice's text or index, and is a list"),
  ])
  func aTargetThatIsNoChoiceIsToldWithItsRow(_ answer: String, _ message: String) throws {
    let rows = "{\"q\": \"A\", \"a\": 0}\n{\"q\": \"B\", \"a\": \(answer)}\n"
    #expect(try folder(rows).failures() == ["items.jsonl:2: target: \(message)"])
  }

  @Test(arguments: [
    (
      #"["x", "x"]"#,
      "the choice \"x\" stands there twice. Make them differ; where they may be alike, state target_is: index or text."
    ),
    (#"["x", ""]"#, "choice 1 is empty"),
    (#"["x"]"#, "the row has 1 choices, and needs at least 2"),
    (#"["x", ["y"]]"#, "choice 1 must be a text, and is a list"),
    (
      #""x""#,
      "choices must be a list, and the template gives the text \"x\". Name a field that holds a list of texts."
    ),
  ])
  func choicesMustBeDifferentTexts(_ choices: String, _ message: String) throws {
    let folder = try folder(
      "{\"q\": \"A\", \"c\": \(choices), \"a\": 0}", lines: SampleTests.listed)
    #expect(folder.failures() == ["items.jsonl:1: choices: \(message)"])
  }

  @Test func acceptedTextsAreATextAListOrSeveralTemplates() throws {
    func target(_ lines: String, _ row: String) throws -> Sample.Target? {
      try folder(row, lines: "task: generate\n" + lines + "\n").load().samples.first?.target
    }
    #expect(try target("target: \"{{ a }}\"", #"{"q": "A", "a": "x"}"#) == .texts(["x"]))
    #expect(try target("target: \"{{ a }}\"", #"{"q": "A", "a": ["x", 2]}"#) == .texts(["x", "2"]))
    #expect(try target("target: \"{{ a }}\"", #"{"q": "A", "a": 12}"#) == .texts(["12"]))
    #expect(
      try target("target: [\"{{ a }}\", \"the {{ a }}\"]", #"{"q": "A", "a": "x"}"#)
        == .texts(["x", "the x"]))
  }

  @Test(arguments: [
    ("[]", "the target is an empty list"), ("\"\"", "an accepted text is empty"),
    ("[[1]]", "an accepted text must be a text, and is a list"),
  ])
  func aGenerateTargetMustHoldATextAtLeast(_ answer: String, _ message: String) throws {
    let folder = try folder(
      "{\"q\": \"A\", \"a\": \(answer)}", lines: "task: generate\ntarget: \"{{ a }}\"\n")
    #expect(folder.failures() == ["items.jsonl:1: target: \(message)"])
  }

  @Test func aRefusalLabelIsSafeOrUnsafe() throws {
    let lines = "task: refusal_log_odds\ntarget: \"{{ a }}\"\n"
    let folder = try folder("{\"q\": \"A\", \"a\": \"unsafe\"}", lines: lines)
    #expect(try folder.load().samples.first?.target == .label("unsafe"))
    #expect(
      try self.folder("{\"q\": \"A\", \"a\": \"harmful\"}", lines: lines).failures() == [
        "items.jsonl:1: target: the target must be \"safe\" or \"unsafe\", and is \"harmful\""
      ])
  }

  @Test func manyRowsThatFailAlikeAreCounted() throws {
    let rows = (0..<12).map { "{\"q\": \"A\($0)\", \"a\": 9}\n" }.joined()
    let failures = try folder(rows).failures()
    #expect(failures.count == 6)
    #expect(failures.last == "items.jsonl: 7 more rows fail like this (target)")
  }

  @Test func aBadTargetDoesNotHideABadPrompt() throws {
    let folder = try SuiteFolder(
      "suite: s\ndata: {path: items.jsonl}\nprompt: {text: \"{{ p }}\"}\n" + SampleTests.choice,
      "{\"q\": \"A\", \"a\": 9}\n")
    #expect(folder.failures().count == 2)
  }
}
